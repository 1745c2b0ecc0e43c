"""Why a reference must not follow its rule: what was broken, what is missing, what cannot be awaited."""

import pytest

from codemods.project.rule_checks import lacking_package, rule_rejection
from tests.in_memory import MAKE, TextTree, module, symbol

OLD = "def make(): ...\n"
INIT = {"acme/__init__.py": ""}


def rejected(homes: dict[str, str], table: str = MAKE, awaited: bool = False) -> str:
    """The code and the message, for a reference to `acme.old:make` in `app.py`; empty where it may follow."""
    tree = TextTree({}, table, homes={**INIT, **homes})
    resolved = tree.project.resolve(("acme", "old", "make"), "app.py")
    assert resolved is not None
    assert resolved.symbol is not None
    (rule,) = tree.project.rules.for_symbol(resolved.symbol)
    made = rule_rejection(tree.project, tree.definitions, "app.py", rule, resolved.symbol, awaited)
    return f"{made.code} {made.message}" if made is not None else ""


ASYNC = symbol("acme.old:make", "acme.new:build", signature="async ()")
CASES = {
    "all is there": ({"acme/old.py": OLD, "acme/new.py": "def build(): ..."}, MAKE, ""),
    "the old module is not in the tree": ({"acme/new.py": "def build(): ..."}, MAKE, ""),
    "the old name was never bound": (
        {"acme/old.py": "x = 1", "acme/new.py": "def build(): ..."}, MAKE,
        "RP112 `make` did not resolve before: `acme.old` does not bind it",
    ),
    "the new module is missing": (
        {"acme/old.py": OLD}, MAKE,
        "RP104 there is no module `acme.new` in the tree, though its package is",
    ),
    "the new module lacks a name of the old": (
        {"acme/old.py": OLD, "acme/new.py": ""}, module("acme.old", "acme.new"),
        "RP104 `acme.new` has no `make`",
    ),
    "the new function is not async": (
        {"acme/old.py": OLD, "acme/new.py": "def build() -> int: ..."}, ASYNC,
        "RP104 `build` is not async: what it gives cannot be awaited",
    ),
    "the new function is async": ({"acme/old.py": OLD, "acme/new.py": "async def build(): ..."}, ASYNC, ""),
}  # fmt: skip


@pytest.mark.parametrize(("homes", "table", "said"), CASES.values(), ids=CASES)
def test_what_stands_against_a_rule(homes: dict[str, str], table: str, said: str) -> None:
    assert rejected(homes, table) == said


def test_an_awaited_use_needs_an_awaitable() -> None:
    homes = {"acme/old.py": OLD, "acme/new.py": "def build() -> int: ..."}
    assert rejected(homes) == ""
    assert rejected(homes, awaited=True).startswith("RP104 `build` is not async")


@pytest.mark.parametrize(
    ("files", "lacking"),
    [
        pytest.param({"acme/__init__.py": ""}, "acme/__init__.py", id="a package without the module"),
        pytest.param({"acme/__init__.py": "", "acme/new.py": ""}, None, id="the module is there"),
        pytest.param({"acme/other.py": ""}, None, id="a namespace package may go on elsewhere"),
        pytest.param(
            {"acme/__init__.py": "__path__ = __import__('pkgutil').extend_path(__path__, __name__)"},
            None,
            id="a package that extends its path",
        ),
    ],
)
def test_the_package_that_lacks_a_module(files: dict[str, str], lacking: str | None) -> None:
    tree = TextTree(files, homes={})
    assert lacking_package(tree.project, tree.definitions, "acme.new") == lacking
