"""Taking statements and decorators out with their lines."""

import ast

import pytest

from codemods.project.decision import Removal
from codemods.semantic.span import Span
from codemods.transformers.import_lines import with_blank_lines
from codemods.transformers.removal_edits import removal_edits
from codemods.values.edit import splice
from codemods.values.source import Source


def without(text: str, *marked: str) -> str:
    """A text without the statements, or decorators, that are spelled so."""
    source = Source("a.py", text.encode())
    removals = []
    for each in marked:
        start = text.index(each)
        behind = start + each.startswith("@")
        removals.append(Removal(Span(start, start + len(each)), Span(behind, start + len(each))))
    edits = with_blank_lines(source, removal_edits(source, removals, []))
    return splice(source.data, edits).decode()


@pytest.mark.parametrize(
    ("text", "marked", "after"),
    [
        pytest.param("a()\nold()\nb()\n", ["old()"], "a()\nb()\n", id="a line"),
        pytest.param("a()\nold(\n  1,\n)\nb()\n", ["old(\n  1,\n)"], "a()\nb()\n", id="several lines"),
        pytest.param("a()\nold()  # why\n", ["old()"], "a()\n# why\n", id="a comment behind it"),
        pytest.param("a(); old(); b()\n", ["old()"], "a(); b()\n", id="among others"),
        pytest.param("def f():\n    old()\n", ["old()"], "def f():\n    pass\n", id="alone in its block"),
        pytest.param("if x: old()\n", ["old()"], "if x: pass\n", id="behind a colon"),
        pytest.param(
            "def f():\n    old()\n    older()\n", ["old()", "older()"], "def f():\n    pass\n", id="two"
        ),
        pytest.param("def f():\n    old()\n    a()\n", ["old()"], "def f():\n    a()\n", id="before another"),
        pytest.param("@a\n@old\ndef f(): ...\n", ["@old"], "@a\ndef f(): ...\n", id="a decorator"),
        pytest.param(
            "@old(1)  # why\nclass A: ...\n", ["@old(1)"], "# why\nclass A: ...\n", id="with a call"
        ),
        pytest.param("old()\n\n\na()\n", ["old()"], "a()\n", id="blank lines at the top"),
        pytest.param("old()\nolder()\n\na()\n", ["old()", "older()"], "a()\n", id="two at the top"),
        pytest.param("a()\n\nold()\n\nb()\n", ["old()"], "a()\n\nb()\n", id="blank lines around"),
    ],
)
def test_a_statement_goes(text: str, marked: list[str], after: str) -> None:
    assert without(text, *marked) == after
    ast.parse(after)
