"""What the tree says of a canonical symbol: its parameters, and what a star import would lose."""

import pytest

from codemods.project.parameters import Parameters
from codemods.values.symbol import Symbol
from tests.in_memory import TextTree

BUILD = Symbol("acme.new", "build")


def parameters(text: str, name: str = "build", **files: str) -> Parameters | None:
    """The parameters that a definition in `acme.new` has."""
    tree = TextTree({"acme/new.py": text, **{f"{file}.py": other for file, other in files.items()}})
    return tree.definitions.parameters(Symbol("acme.new", name))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("def build(): ...", Parameters(), id="none"),
        pytest.param("def build(a, b=1): ...", Parameters(("a", "b"), 0, (), frozenset("a")), id="a default"),
        pytest.param(
            "async def build(a, /, b): ...",
            Parameters(("a", "b"), 1, (), frozenset("ab")),
            id="positional-only",
        ),
        pytest.param(
            "def build(a=1, *, b, c=2): ...",
            Parameters(("a",), 0, ("b", "c"), frozenset("b")),
            id="keyword-only",
        ),
        pytest.param("def build(*a, **b): ...", Parameters(star=True, double_star=True), id="stars"),
        pytest.param(
            "class build:\n    def __init__(self, a): ...",
            Parameters(("a",), 0, (), frozenset("a")),
            id="a class",
        ),
        pytest.param(
            "class build:\n    def __init__(self, a, /, b): ...",
            Parameters(("a", "b"), 1, (), frozenset("ab")),
            id="a class whose self is positional-only",
        ),
        pytest.param("def f(a=1): ...\nbuild = f", Parameters(("a",)), id="another name of a function"),
        pytest.param("from lib import build", Parameters(("l",), required=frozenset("l")), id="a re-export"),
        pytest.param(
            "from lib import other as build",
            Parameters(("o",), required=frozenset("o")),
            id="a renamed re-export",
        ),
    ],
)
def test_parameters_are_read_off_the_definition(text: str, expected: Parameters) -> None:
    assert parameters(text, lib="def build(l): ...\ndef other(o): ...\n") == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="no definition"),
        pytest.param("def build(a): ...\ndef build(b): ...", id="two definitions"),
        pytest.param("if x:\n    def build(a): ...", id="a conditional one"),
        pytest.param("@wraps\ndef build(a): ...", id="a decorated one"),
        pytest.param("@dataclass\nclass build:\n    def __init__(self): ...", id="a decorated class"),
        pytest.param("class build(Base): ...", id="a class without an `__init__` of its own"),
        pytest.param("class build(metaclass=M):\n    def __init__(self): ...", id="a class with a metaclass"),
        pytest.param("class build:\n    @wraps\n    def __init__(self): ...", id="a decorated `__init__`"),
        pytest.param("build = partial(f)", id="a computed one"),
        pytest.param("build = build", id="itself"),
        pytest.param("from acme.new import build", id="an import of itself"),
        pytest.param("from .lib import build", id="a relative re-export"),
        pytest.param("from outside import build", id="a re-export from outside the tree"),
        pytest.param("def build(", id="a module that does not parse"),
    ],
)
def test_what_cannot_be_told_is_not_told(text: str) -> None:
    assert parameters(text, lib="def build(l): ...") is None


def test_a_method_is_not_told_since_its_self_may_be_bound() -> None:
    assert parameters("class C:\n    def build(self, a): ...", "C.build") is None


def test_a_class_in_a_class_is() -> None:
    text = "class C:\n    class D:\n        def __init__(self, a): ...\n"
    assert parameters(text, "C.D") == Parameters(("a",), required=frozenset("a"))


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        pytest.param("a = 1", "a = 2", [], id="nothing"),
        pytest.param("a = b = 1", "b = 2", ["a"], id="an assignment"),
        pytest.param("def a(): ...\nclass b: ...", "", ["a", "b"], id="definitions"),
        pytest.param("import a.b\nimport c as d\nfrom e import f as g", "", ["a", "d", "g"], id="imports"),
        pytest.param("if x:\n    a = 1", "", ["a"], id="a conditional one"),
        pytest.param("_a = 1", "", [], id="no underscored name"),
        pytest.param("def f():\n    a = 1", "f = 1", [], id="no local name"),
        pytest.param("a = b = 1\n__all__ = ['a']", "", ["a"], id="what `__all__` lists"),
        pytest.param("a = 1", "a = 1\n__all__ = ['b']", ["a"], id="what the other's `__all__` leaves out"),
        pytest.param("__all__ = ['a']\n__all__ += ['b']", "", ["a", "b"], id="what is added to `__all__`"),
        pytest.param("__all__: list[str] = ['a']", "", ["a"], id="an annotated `__all__`"),
        pytest.param("a = 1", "from x import *", [], id="nothing for sure, beside a star"),
    ],
)
def test_a_star_of_another_module_would_lose_names(old: str, new: str, lost: list[str]) -> None:
    tree = TextTree({"acme/old.py": old, "acme/new.py": new})
    assert tree.definitions.lost_names("acme.old", "acme.new") == lost


def test_of_modules_outside_the_tree_nothing_is_known_to_get_lost() -> None:
    assert TextTree({}).definitions.lost_names("acme.old", "elsewhere") == []
    assert TextTree({}).definitions.lost_names("elsewhere", "acme.new") == []


@pytest.mark.parametrize(
    ("module", "found"),
    [("acme.new", True), ("acme", True), ("elsewhere", False), ("broken", False)],
)
def test_a_module_is_in_the_tree_if_it_can_be_parsed(module: str, found: bool) -> None:
    assert TextTree({"broken.py": "def ("}).definitions.in_tree(module) is found
