"""What binds a name, and in which scope."""

import ast

import pytest

from codemods.semantic.outline_scopes import Binds
from codemods.semantic.read_outline_scopes import ScopeReader


def reader(text: str, package: str = "") -> ScopeReader:
    return ScopeReader(ast.parse(text), tuple(package.split(".")) if package else ())


def bindings(text: str) -> list[Binds]:
    """How a text binds `x`, in all of its scopes."""
    found = {id(each): each for each in reader(text).scopes.values()}
    return [each.how for scope in found.values() for each in scope.bindings.get("x", ())]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        pytest.param("import x", Binds.IMPORT, id="an import"),
        pytest.param("from a import b as x", Binds.IMPORT, id="an import from a module"),
        pytest.param("def x(): ...", Binds.OWN, id="a function"),
        pytest.param("class x: ...", Binds.OWN, id="a class"),
        pytest.param("x = namedtuple('x', 'a b')", Binds.OWN, id="a class that a call makes"),
        pytest.param("x = f()", Binds.VALUE, id="an assignment"),
        pytest.param("x, y = f(), g()", Binds.VALUE, id="a part of a tuple"),
        pytest.param("x, y = f()", Binds.UNKNOWN, id="a part of something"),
        pytest.param("(x := f())", Binds.VALUE, id="a walrus"),
        pytest.param("x: int = f()", Binds.ANNOTATION, id="an annotation"),
        pytest.param("x: Final = f()", Binds.VALUE, id="an annotation that says no type"),
        pytest.param("for x in f(): ...", Binds.ELEMENT, id="a loop"),
        pytest.param("for y, x in d.items(): ...", Binds.ELEMENT, id="a loop over pairs"),
        pytest.param("[1 for x in f()]", Binds.ELEMENT, id="a comprehension"),
        pytest.param("with f() as x: ...", Binds.ENTERED, id="a context manager"),
        pytest.param("try: ...\nexcept E as x: ...", Binds.INSTANCE, id="an exception"),
        pytest.param("match a:\n    case B() as x: ...", Binds.INSTANCE, id="a whole pattern"),
        pytest.param("match a:\n    case [x]: ...", Binds.UNKNOWN, id="a part of a pattern"),
        pytest.param("class C:\n    def f(x): ...", Binds.SELF, id="the object"),
        pytest.param("class C:\n    @classmethod\n    def f(x): ...", Binds.CLASS, id="the class"),
        pytest.param("class C:\n    @staticmethod\n    def f(x): ...", Binds.UNKNOWN, id="a parameter"),
        pytest.param("def f(x: int): ...", Binds.ANNOTATION, id="an annotated parameter"),
        pytest.param("def f(x=g()): ...", Binds.VALUE, id="a parameter with a default"),
        pytest.param("def f(*x: int): ...", Binds.STARS, id="all other arguments"),
        pytest.param("lambda x: 1", Binds.UNKNOWN, id="a parameter of a lambda"),
    ],
)
def test_how_a_name_is_bound(text: str, how: Binds) -> None:
    assert bindings(text) == [how]


def test_global_binds_in_the_module_and_a_walrus_outside_of_comprehensions() -> None:
    found = reader("def f():\n    global x\n    x = 1\n[y := 1 for _ in z]\n")
    assert {"x", "y"} <= found.module.bindings.keys()


def test_relative_imports_are_absolute_paths() -> None:
    found = reader("from . import a\nfrom ..b import c\nfrom .d import *\n", "top.pkg")
    assert found.imported == {("top", "pkg", "a"), ("top", "b", "c"), ("top", "pkg", "d", "*")}
    assert found.stars == [("top", "pkg", "d")]


def test_what_stands_outside_of_the_scope_that_a_node_opens() -> None:
    tree = ast.parse("def f(a=x): return y\n")
    found = ScopeReader(tree, ())
    scopes = {node.id: scope for node, scope in found.scopes.items() if isinstance(node, ast.Name)}
    assert scopes["x"] is found.module
    assert scopes["y"].parts == ("f",)
