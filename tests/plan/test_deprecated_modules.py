"""The modules that deprecated symbols come from, with the names that they still have."""

from codemods.plan.deprecated_modules import deprecated_modules
from codemods.values.inventory import DeprecatedModule
from tests.in_memory import MAKE, TextTree, module, symbol

TABLES = (
    MAKE,
    symbol("acme.old:gone", "acme.new:build"),
    symbol("acme.old:Box.open", "acme.new:build"),
    symbol("acme.lost:make", "acme.new:build"),
    symbol("acme.going:make", "acme.new:build"),
    module("acme.going", "acme.new"),
)
FILES = {"acme/old.py": "class Box: ...\ndef make(): ...\n", "acme/going.py": "from acme.old import make\n"}


def test_modules_that_go_come_first_and_each_has_its_names_that_are_left() -> None:
    assert deprecated_modules(TextTree(FILES, *TABLES).project) == (
        DeprecatedModule("acme.going", "acme/going.py", True, ("make",)),
        DeprecatedModule("acme.old", "acme/old.py", False, ("make", "Box.open")),
        DeprecatedModule("acme.lost", None, False, ()),
    )


def test_a_facade_is_none_of_them() -> None:
    tree = TextTree(FILES, '[[facade]]\nmodule = "acme.old"\n', *TABLES)
    assert [each.module for each in deprecated_modules(tree.project)] == ["acme.going", "acme.lost"]
