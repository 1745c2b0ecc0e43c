"""The names of a rewritten file mean what was decided: correct rewrites are proved, broken ones refused."""

import pytest

from codemods.semantic.parse_source import parse
from codemods.semantic.scope_table import ScopeTable
from codemods.transformers.proof.prove_file import prove, read_after
from codemods.values.source import Source
from tests.transformers.proof.broken_rewrites import MEANINGS, PROGRAMS, Program


def message(program: Program, text: str) -> str | None:
    """Why a text is refused as the file's new one."""
    job, after = program.job, Source("app.py", text.encode())
    before = ScopeTable(job.facts)
    facts = read_after(before, job.decision, parse(after), after, job.wanted)
    unproved = prove(before, job.decision, ScopeTable(facts))
    return unproved.rejection.message if unproved is not None else None


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_correct_rewrite_is_what_the_plan_makes_and_is_proved(program: Program) -> None:
    assert program.tree.after("app.py") == program.after
    assert message(program, program.after) is None


@pytest.mark.parametrize(("program", "old", "new"), MEANINGS)
def test_another_meaning_is_refused(program: Program, old: str, new: str) -> None:
    text = program.after.replace(old, new, 1)
    assert text != program.after
    assert message(program, text) is not None
