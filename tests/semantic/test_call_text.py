"""What of a call's text, or of a subscript's, can be kept."""

import pytest

from codemods.semantic.call_text import read_call, read_index
from codemods.semantic.span import Span


@pytest.mark.parametrize(
    ("text", "values", "comments"),
    [
        pytest.param("f(a, *b, k=c, **d)", ["a", "b", "c", "d"], [], id="all kinds"),
        pytest.param("f((a), [b])", ["a", "[b]"], [], id="parentheses are left out, brackets are not"),
        pytest.param("f(x for x in y)", ["(x for x in y)"], [], id="a generator"),
        pytest.param("f('é', b)", ["'é'", "b"], [], id="bytes are counted"),
        pytest.param("f(a,  # why\n b)", ["a", "b"], ["# why"], id="a comment"),
        pytest.param("f('#', b)", ["'#'", "b"], [], id="no comment"),
        pytest.param("f(a,\n    ...   b)", ["a", "b"], [], id="an example"),
    ],
)
def test_a_call_is_read(text: str, values: list[str], comments: list[str]) -> None:
    data = b"x = " + text.encode()
    found = read_call(data, Span(4, len(data)))
    assert found is not None
    assert [data[each.start : each.end].decode() for each in found.values] == values
    assert [data[at:].decode().split("\n")[0] for at in found.comments] == comments


def test_a_comment_is_lost_outside_of_what_is_kept() -> None:
    data = b"f(a  # one\n + b, # two\n c)"
    found = read_call(data, Span(0, len(data)))
    assert found is not None
    assert found.loses_comment(found.values)
    assert not found.loses_comment([Span(0, len(data))])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("O[int]", "int", id="a name"),
        pytest.param("O[a, b]", "a, b", id="several"),
        pytest.param("a.O[D[k, v]]", "D[k, v]", id="nested"),
        pytest.param("O['X']", None, id="a string"),
        pytest.param("O[1:2]", None, id="a slice"),
        pytest.param("O[a, 1:2]", None, id="with a slice"),
        pytest.param("O(a)", None, id="a call"),
    ],
)
def test_an_index_is_read(text: str, value: str | None) -> None:
    data = text.encode()
    found = read_index(data, Span(0, len(data)))
    read = [data[each.start : each.end].decode() for each in found.values] if found is not None else [None]
    assert read == [value]
