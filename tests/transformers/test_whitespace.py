"""What the white space between two items holds: the end of a line, and comments."""

import libcst as cst
import pytest

from codemods.transformers.whitespace import (
    SPACE,
    Whitespace,
    breaks_line,
    comment_behind,
    comments_above,
    comments_right_above,
    has_lines_above,
    with_line_end_of,
    without_comments,
)

FULL = "  # behind\n    # far\n\n    # near\n    # next\n    "


def space_of(text: str) -> Whitespace:
    """The white space with this text, as it stands behind a comma."""
    element = cst.ensure_type(cst.parse_expression(f"(1,{text}2)"), cst.Tuple).elements[0]
    return cst.ensure_type(element.comma, cst.Comma).whitespace_after


def code(space: Whitespace) -> str:
    return cst.Module([]).code_for_node(space)


def test_the_comments_behind_one_item_and_above_the_next() -> None:
    space = space_of(FULL)
    assert comment_behind(space) == "# behind"
    assert comments_above(space) == ["# far", "# near", "# next"]
    assert comments_right_above(space) == ["# near", "# next"]


@pytest.mark.parametrize(
    ("text", "breaks", "has_lines"),
    [
        pytest.param(" ", False, False, id="a blank"),
        pytest.param(" \\\n ", False, False, id="a backslash"),
        pytest.param("\n ", True, False, id="a new line"),
        pytest.param("\n\n ", True, True, id="an empty line"),
        pytest.param("\n # above\n ", True, True, id="a comment above"),
    ],
)
def test_the_lines_in_it(text: str, breaks: bool, has_lines: bool) -> None:
    space = space_of(text)
    assert (breaks_line(space), has_lines_above(space)) == (breaks, has_lines)
    assert comment_behind(space) == ""


@pytest.mark.parametrize(
    ("keep_lines", "expected"), [(False, "\n    "), (True, FULL.removeprefix("  # behind"))]
)
def test_comments_go(keep_lines: bool, expected: str) -> None:
    assert code(without_comments(space_of(FULL), keep_lines)) == expected
    assert without_comments(SPACE, keep_lines) is SPACE


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        pytest.param("  # a\n # up\n ", " # b\n    ", " # b\n # up\n ", id="another comment"),
        pytest.param("  # a\n # up\n ", "\n    ", "\n # up\n ", id="a line without one"),
        pytest.param("  # a\n # up\n ", " ", "\n # up\n ", id="no line"),
        pytest.param(" ", " # b\n    ", " ", id="nothing to end"),
    ],
)
def test_a_line_ends_as_another_does(text: str, other: str, expected: str) -> None:
    assert code(with_line_end_of(space_of(text), space_of(other))) == expected
