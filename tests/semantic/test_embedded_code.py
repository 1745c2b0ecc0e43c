"""Code inside strings: how it is parsed, and where it is."""

import ast

import pytest

from codemods.semantic.embedded_code import content_span, is_same_code, offsets_from, parse_expression
from codemods.semantic.nodes import span_of
from codemods.semantic.span import Span


@pytest.mark.parametrize(
    ("literal", "plain"),
    [
        pytest.param("'a.b'", True, id="single quotes"),
        pytest.param('"""a.b"""', True, id="triple quotes"),
        pytest.param("r'a.b'", True, id="a prefix"),
        pytest.param("'a' '.b'", False, id="adjacent strings"),
        pytest.param("'a\\x2eb'", False, id="an escape"),
        pytest.param("b'a.b'", False, id="bytes"),
    ],
)
def test_the_content_of_a_string(literal: str, plain: bool) -> None:
    data = f"x = {literal}".encode()
    span = content_span(data, Span(4, len(data)), "a.b")

    assert (span is not None) is plain
    assert span is None or data[span.start : span.end] == b"a.b"


@pytest.mark.parametrize("text", ["a", "  a +\n b", "a\n", "yield"])
def test_expressions_parse(text: str) -> None:
    assert parse_expression(text) is not None


@pytest.mark.parametrize("text", ["a b", "a = 1", "a\0", "", "é é", "(" * 300])
def test_other_text_does_not(text: str) -> None:
    tree = parse_expression(text)
    assert tree is None or isinstance(tree, ast.Tuple)


def test_offsets_hold_over_lines_and_in_bytes() -> None:
    text = " é +\n  old"
    tree = parse_expression(text)
    assert isinstance(tree, ast.BinOp)
    spans = [span_of(part, offsets_from(10, text)) for part in (tree.left, tree.right)]

    data = b" " * 10 + text.encode()
    assert [data[span.start : span.end].decode() for span in spans] == ["é", "old"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("a + b", "a  +  b", True, id="other blanks"),
        pytest.param("a + b", "a - b", False, id="another operator"),
        pytest.param("a(1)", "a(2)", False, id="another value"),
        pytest.param("a.b", "a.c", False, id="another name"),
        pytest.param("a", "a.b", False, id="more of it"),
        pytest.param("+".join("a" * 900), "+".join("a" * 900), True, id="a long chain"),
    ],
)
def test_expressions_are_the_same(one: str, other: str, same: bool) -> None:
    left, right = parse_expression(one), parse_expression(other)

    assert left is not None
    assert right is not None
    assert is_same_code(left, right) is same
