"""The imports of a rewritten file are those that were decided, each once and in time."""

import ast

import pytest

from codemods.semantic.parse_source import parse
from codemods.transformers.proof.prove_imports import (
    ImportBlock,
    decided_imports,
    doctest_difference,
    import_difference,
)
from codemods.values.source import Source
from tests.in_memory import TextTree
from tests.transformers.proof.broken_rewrites import IMPORTS, PROGRAMS, Program


def blocks(tree: ast.AST) -> list[list[ast.stmt]]:
    """The lists of statements of a tree, outer ones first."""
    bodies = (
        getattr(node, name, None) for node in ast.walk(tree) for name in ("body", "orelse", "finalbody")
    )
    return [body for body in bodies if isinstance(body, list)]


def difference(program: Program, text: str) -> str | None:
    """What of the imports was not decided, block by block."""
    job = program.job
    decided = decided_imports(job.facts, job.decision)
    old, new = blocks(parse(job.source)), blocks(parse(Source("app.py", text.encode())))
    found = (
        import_difference(ImportBlock(body, job.source, job.facts, decided), after)
        for body, after in zip(old, new, strict=False)
    )
    return next((each for each in found if each is not None), None)


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_correct_rewrite_imports_what_was_decided(program: Program) -> None:
    assert difference(program, program.after) is None


@pytest.mark.parametrize(("program", "old", "new"), IMPORTS)
def test_another_import_is_refused(program: Program, old: str, new: str) -> None:
    text = program.after.replace(old, new, 1)
    assert text != program.after
    assert difference(program, text) is not None


def test_an_example_that_still_imports_the_old_name_is_refused() -> None:
    tree = TextTree({"app.py": '"""\n>>> from acme.old import make\n>>> make()\n"""\n'})
    job = tree.job("app.py")
    moved = TextTree({"app.py": tree.after("app.py")}).table("app.py").facts
    assert doctest_difference(job.facts, job.decision, moved) is None
    assert (
        doctest_difference(job.facts, job.decision, job.facts)
        == "an example would still import `make` from `acme.old`"
    )
