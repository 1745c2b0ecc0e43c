"""Whether code has the form of an expression already."""

import ast

import pytest

from codemods.project.template_match import CodeTree, is_settled, reads_itself
from codemods.semantic.span import Span
from codemods.values.source import Source
from tests.in_memory import migration

LOAD = """
[[symbol]]
old = "acme.old:load"
signature = "(path, mode='r', *rest)"
expression = "load(Path(path), mode, *rest)"
imports = ["acme.old:load", "pathlib:Path"]
"""
WRAP = """
[[symbol]]
old = "acme.old:load"
expression = "wrap(load, 1)"
imports = ["acme.old:load", "acme:wrap"]
"""
SWAP = LOAD.replace("load(Path(path), mode, *rest)", "Path(load(path, mode)).x(path)")


def settled(text: str, table: str) -> bool:
    """Whether the first `load` of a text stands in the expression, where names mean what is usual."""
    (rule,) = migration(table).symbols
    start = text.index("load")
    names = {"load": "acme.old.load", "Path": "pathlib.Path", "P": "pathlib.Path", "wrap": "acme.wrap"}
    around = CodeTree(Source("a.py", text.encode())).around(Span(start, start + 4))
    assert isinstance(around[0], ast.expr)
    return is_settled(rule, around, lambda chain: frozenset({names.get(".".join(chain), "?")}))


@pytest.mark.parametrize(
    ("text", "table", "wanted"),
    [
        pytest.param("load(Path(a), b)", LOAD, True, id="as it is written"),
        pytest.param("load(P(f(a)), 'w', 1, 2)", LOAD, True, id="by other names, with more arguments"),
        pytest.param("load(Path(a))", LOAD, True, id="without what is left out"),
        pytest.param("load(mode='w', path=Path(a))", LOAD, True, id="by keyword"),
        pytest.param("load(a, b)", LOAD, False, id="the old form"),
        pytest.param("load(Other(a), b)", LOAD, False, id="another function"),
        pytest.param("load(Path(a, b))", LOAD, False, id="called otherwise"),
        pytest.param("load()", LOAD, False, id="what does not bind"),
        pytest.param("load(*a)", LOAD, False, id="what nothing tells"),
        pytest.param("wrap(load, 1)", WRAP, True, id="inside of another call"),
        pytest.param("wrap(load, 2)", WRAP, False, id="beside another value"),
        pytest.param("wrap(1, load)", WRAP, False, id="in another place"),
        pytest.param("Path(load(a, b)).x(a)", SWAP, True, id="one parameter twice"),
        pytest.param("Path(load(a, b)).x(c)", SWAP, False, id="two values for one parameter"),
    ],
)
def test_the_form_is_told(text: str, table: str, wanted: bool) -> None:
    assert settled(text, table) is wanted


def test_most_expressions_do_not_read_their_symbol() -> None:
    other = LOAD.replace("load(Path", "Path(str").replace('"acme.old:load", "pathlib', '"pathlib')
    assert [reads_itself(migration(each).symbols[0]) for each in (LOAD, WRAP, other)] == [True, True, False]
