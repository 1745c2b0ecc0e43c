"""Which scopes a piece of code opens, and inside which others."""

import sys

import pytest

from tests.semantic.facts_of_text import read

NEW_SYNTAX = pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters came with Python 3.12")


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        pytest.param("old", ["module"], id="a module"),
        pytest.param("def f(): old", ["module", "function"], id="a function"),
        pytest.param("async def f(): old", ["module", "function"], id="an async function"),
        pytest.param("class C: old", ["module", "class"], id="a class"),
        pytest.param("lambda: old", ["module", "lambda"], id="a lambda"),
        pytest.param("[old for a in b]", ["module", "comprehension"], id="a list comprehension"),
        pytest.param("{a: old for a in b}", ["module", "comprehension"], id="a dict comprehension"),
        pytest.param("(a for a in old)", ["module"], id="a first iterable stays outside"),
        pytest.param("def f(a=old): 0", ["module"], id="a default stays outside"),
        pytest.param("if a: old", ["module"], id="a block opens none"),
        pytest.param(
            "class C:\n def f(self):\n  [lambda: old for a in b]",
            ["module", "class", "function", "comprehension", "lambda"],
            id="one in another",
        ),
        pytest.param("def f[T: old](): 0", ["module", "types"], id="type parameters", marks=NEW_SYNTAX),
        pytest.param("type A = old", ["module", "types"], id="a type alias", marks=NEW_SYNTAX),
    ],
)
def test_a_name_is_read_in(text: str, scopes: list[str]) -> None:
    facts = read(text)
    around: list[str] = []
    scope: int | None = facts.accesses[0].scope
    while scope is not None:
        around.insert(0, facts.scopes[scope].kind)
        scope = facts.scopes[scope].parent

    assert around == scopes
