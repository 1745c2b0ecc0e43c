"""The names that a dotted expression spells."""

import ast

import pytest

from codemods.semantic.dotted_names import dotted_parts, last_name, trailing_names


@pytest.mark.parametrize(
    ("text", "parts", "trailing", "last"),
    [
        pytest.param("a", ("a",), ["a"], "a", id="a name"),
        pytest.param("a.b.c", ("a", "b", "c"), ["a", "b", "c"], "c", id="attributes"),
        pytest.param("a().b.c", (), ["b", "c"], "c", id="attributes of a call"),
        pytest.param("a[0]", (), [], "", id="an item"),
        pytest.param("'a'", (), [], "", id="a string"),
    ],
)
def test_names_of(text: str, parts: tuple[str, ...], trailing: list[str], last: str) -> None:
    node = ast.parse(text, mode="eval").body

    assert dotted_parts(node) == parts
    assert trailing_names(node) == trailing
    assert last_name(node) == last
