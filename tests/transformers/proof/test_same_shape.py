"""Beside its names and imports a rewritten file is the same program; any other is refused."""

import pytest

from codemods.semantic.parse_source import parse
from codemods.transformers.proof.same_shape import compare_shape
from codemods.values.source import Source
from tests.transformers.proof.broken_rewrites import PROGRAMS, SHAPES, Program


def message(program: Program, text: str) -> str | None:
    """Why a text is refused as the file's new one."""
    job, after = program.job, Source("app.py", text.encode())
    unproved = compare_shape(job.source, job.facts, job.decision, (), after, parse(after))
    return unproved.rejection.message if unproved is not None else None


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_correct_rewrite_has_the_same_shape(program: Program) -> None:
    assert message(program, program.after) is None


@pytest.mark.parametrize(("program", "old", "new"), SHAPES)
def test_another_shape_is_refused(program: Program, old: str, new: str) -> None:
    text = program.after.replace(old, new, 1)
    assert text != program.after
    assert message(program, text) is not None


def test_deep_nesting_is_compared() -> None:
    program = Program(
        "from acme.old import make\nmake()" + " + 1" * 900 + "\n",
        "from acme.new import build\nbuild()" + " + 1" * 900 + "\n",
    )
    assert message(program, program.after) is None
    assert message(program, program.after.replace(" + 1\n", " + 2\n")) == "1 would become 2"
