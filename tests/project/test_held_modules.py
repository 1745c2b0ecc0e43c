"""Which modules have deprecated symbols in their namespaces, and under which names."""

from codemods.project.held_modules import HeldModule, HeldModules
from tests.in_memory import MAKE, TextTree, symbol

FILES = {
    "app.py": "from acme.old import make\n",
    "alias.py": "from acme.old import make as mk\n",
    "star.py": "from acme.old import *\n",
    "other.py": "make = 1\n",
}
OLD = HeldModule("acme.old", "acme/old.py", frozenset({"make"}))


def held_modules(*tables: str) -> HeldModules:
    return HeldModules(TextTree(FILES, *tables).project)


def test_a_module_with_rules_has_their_names() -> None:
    held = held_modules()
    assert held.of_file("acme/old.py") == held.find(("acme", "old"), "app.py") == OLD
    assert held.of_file("other.py") is None


def test_a_module_that_hands_names_on_has_them_from_another() -> None:
    assert held_modules().of_file("app.py") == HeldModule("app", "app.py", frozenset(), frozenset({"make"}))
    starred = HeldModule("star", "star.py", frozenset({"make"}), origin="acme.old")
    assert held_modules().of_file("star.py") == starred


def test_a_module_outside_the_tree_is_known_by_its_rules() -> None:
    held = held_modules(MAKE, symbol("lib.old:Kit.make", "lib.new:build"))
    assert held.find(("lib", "old"), "app.py") == HeldModule("lib.old", None, frozenset({"Kit"}))
    assert held.find(("lib", "new"), "app.py") is None


def test_a_package_has_its_modules() -> None:
    (found,) = held_modules().below(("acme",), "app.py")
    assert found == HeldModule("acme.old", "acme/old.py", frozenset({"make"}), below="old")


def test_a_module_that_is_about_to_lose_a_name_is_found_in_its_package() -> None:
    held = HeldModules(TextTree({"pkg/__init__.py": "", "pkg/app.py": FILES["app.py"]}).project)
    assert not list(held.below(("pkg",), "app.py"))
    held.expect_passing(["pkg/app.py"])
    assert [each.module for each in held.below(("pkg",), "app.py")] == ["pkg.app"]
    assert held.by_leaf.keys() == {"old", "app"}
