"""Which nodes span a line that matters."""

import ast

import pytest

from codemods.semantic.matching_lines import MatchingLines, first_line

TEXT = """\
a
b; c
@d(
  1
)
def e():
    f

# g
if h:
    i
"""
COUNT = 12


@pytest.mark.parametrize(
    ("lines", "indices"),
    [
        pytest.param((), [], id="none"),
        pytest.param((1,), [0], id="the first"),
        pytest.param((2,), [1, 2], id="two on one line"),
        pytest.param((1, 2, 3), [0, 1, 2, 3], id="one after the other"),
        pytest.param((4,), [3], id="a decorator"),
        pytest.param((7,), [3], id="inside a statement"),
        pytest.param((9,), [], id="between two statements"),
        pytest.param((1, 11), [0, 4], id="far from each other"),
        pytest.param((6, 7), [3], id="twice in one"),
        pytest.param((12,), [], id="past the last"),
    ],
)
def test_the_statements_of_a_list(lines: tuple[int, ...], indices: list[int]) -> None:
    matching = MatchingLines(COUNT, lines)
    body = ast.parse(TEXT).body

    assert matching.statements_with(body) == indices
    assert [index for index, node in enumerate(body) if matching.lie_in(node)] == indices


def test_the_children_of_a_node() -> None:
    tree = ast.parse("a(\n b,\n c,\n d=e)")
    call = tree.body[0].value if isinstance(tree.body[0], ast.Expr) else tree

    found = [ast.unparse(child) for child in MatchingLines(4, (3, 4)).children_with(call)]
    assert found == ["c", "d=e"]
    assert list(MatchingLines(4, ()).children_with(tree)) == []


def test_a_node_without_a_place_may_hold_any_line() -> None:
    assert MatchingLines(3, ()).lie_in(ast.Module(body=[], type_ignores=[]))


def test_a_definition_begins_at_its_decorators() -> None:
    assert [first_line(node) for node in ast.parse(TEXT).body] == [1, 2, 2, 3, 10]
