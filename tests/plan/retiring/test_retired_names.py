"""What of a `[retire]` table is still in a tree, and where."""

import pytest

from codemods.plan.retiring.retired_names import RetiredInTree, find_retired
from codemods.project.dotted_paths import ModuleAttribute
from codemods.values.errors import RepointError
from codemods.values.rules import RetiredNames
from codemods.values.symbol import Symbol
from tests.in_memory import TextTree


def test_a_module_is_found_with_its_stub() -> None:
    found = retired(RetiredNames(modules=("acme.old",)), **{"acme/old.pyi": ""})
    assert found == RetiredInTree(("acme.old",), frozenset({"acme/old.py", "acme/old.pyi"}))


def test_a_symbol_is_found_in_the_files_that_bind_it() -> None:
    names = RetiredNames(symbols=(Symbol("acme.old", "make"), Symbol("acme.old", "craft")))
    found = retired(names, **{"acme/old.pyi": "def make(): ...\n"})
    assert found.retired == ("acme.old:make", "acme.old:craft")
    assert found.files == frozenset()
    assert found.names == {
        ModuleAttribute("acme/old.py", "make"),
        ModuleAttribute("acme/old.pyi", "make"),
        ModuleAttribute("acme/old.py", "craft"),
    }


def test_what_is_gone_is_left_out() -> None:
    names = RetiredNames(("acme.gone",), (Symbol("acme.gone", "make"), Symbol("acme.old", "gone")))
    assert retired(names) == RetiredInTree(())


def test_a_package_goes_with_all_its_modules_or_not_at_all() -> None:
    inner = {"acme/sub/__init__.py": "", "acme/sub/a.py": "", "acme/sub/b.py": ""}
    with pytest.raises(RepointError, match=r"`acme\.sub` is a package .*: acme/sub/a\.py and 1 more"):
        retired(RetiredNames(modules=("acme.sub",)), **inner)
    whole = retired(RetiredNames(modules=("acme.sub", "acme.sub.a", "acme.sub.b")), **inner)
    assert whole.files == set(inner)


def retired(names: RetiredNames, **files: str) -> RetiredInTree:
    """What of these names is in a small tree with some more files."""
    tree = TextTree(files)
    return find_retired(tree.project, list(tree.files), names)
