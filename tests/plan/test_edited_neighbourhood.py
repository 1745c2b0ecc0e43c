"""Which lines of a new text a formatter may lay out anew."""

import ast

import pytest

from codemods.plan.edited_neighbourhood import EditedLines
from codemods.values.edit import Edit
from codemods.values.source import Source

TEXT = b"""\
import a
import b

import c
x = 1


@deco
def f(
    one,
):
    y = 1
    with open(
        g,
    ) as z:
        pass
    try:
        pass
    except Error:
        pass


z = [
    1,
    2,
]
"""


def near(name: bytes) -> list[int]:
    """The lines, counted from 1, that are near an edit which made this text."""
    start = TEXT.index(name)
    source = Source("a.py", TEXT)
    edits = [Edit(start, start + 1, b"o", name)]
    lines = EditedLines(source, ast.parse(TEXT), edits)
    return [line + 1 for line in range(source.line_count - 1) if lines.hold(line, line + 1)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param(b"import b", [1, 2, 3, 4], id="all imports in a row"),
        pytest.param(b"one", [6, 7, 8, 9, 10, 11], id="what stands before a body"),
        pytest.param(b"g,\n", [13, 14, 15], id="the head of a statement in a body"),
        pytest.param(b"Error", [18, 19, 20], id="the head of a handler"),
        pytest.param(b"2,\n", [21, 22, 23, 24, 25, 26], id="a statement of several lines"),
    ],
)
def test_the_statement_that_holds_an_edit(name: bytes, expected: list[int]) -> None:
    assert set(near(name)) >= set(expected)
    assert set(near(name)) <= set(range(expected[0] - 2, expected[-1] + 3))


def test_no_lines_are_a_gap_beside_lines() -> None:
    source = Source("a.py", TEXT)
    lines = EditedLines(source, ast.parse(TEXT), [Edit(0, 1, b"o", b"i")])
    assert lines.hold(4, 4)
    assert not lines.hold(20, 20)
