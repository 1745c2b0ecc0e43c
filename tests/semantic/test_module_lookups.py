"""Expressions that look up a module or its namespace."""

import ast

import pytest

from codemods.semantic.module_lookups import module_name_argument, namespace_owner

ALIASES = {"load": "import_module", "loaded": "modules"}


def expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("importlib.import_module('a.b')", "'a.b'", id="import_module"),
        pytest.param("import_module(name)", "name", id="by name"),
        pytest.param("load('a.b')", "'a.b'", id="under another name"),
        pytest.param("__import__('a.b')", "'a.b'", id="the built-in"),
        pytest.param("sys.modules['a.b']", "'a.b'", id="an item of sys.modules"),
        pytest.param("modules.get('a.b', None)", "'a.b'", id="a method of it"),
        pytest.param("loaded['a.b']", "'a.b'", id="it under another name"),
        pytest.param("import_module('.b', package='a')", "'.b'", id="relative, by keyword"),
        pytest.param("import_module('.b', 'a')", "'.b'", id="relative"),
        pytest.param("import_module(name='a.b')", "'a.b'", id="by keyword"),
        pytest.param("modules.keys()", None, id="another method"),
        pytest.param("a['a.b']", None, id="another item"),
        pytest.param("a('a.b')", None, id="another call"),
    ],
)
def test_a_module_is_looked_up_by(text: str, name: str | None) -> None:
    found = module_name_argument(expression(text), ALIASES)

    assert (ast.unparse(found) if found is not None else None) == name


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        pytest.param("a.b.__dict__", "a.b", id="an attribute"),
        pytest.param("vars(a.b)", "a.b", id="the built-in"),
        pytest.param("vars()", None, id="one's own"),
        pytest.param("a.b", None, id="an object"),
        pytest.param("f(a.b)", None, id="another call"),
    ],
)
def test_a_namespace_is_that_of(text: str, owner: str | None) -> None:
    found = namespace_owner(expression(text))

    assert (ast.unparse(found) if found is not None else None) == owner
