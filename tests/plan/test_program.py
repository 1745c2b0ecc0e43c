"""A program is its files and the questions asked of them: which ones a migration is about, to begin with."""

import pytest

from codemods.plan.program import Program
from codemods.tree.module_index import ModuleIndex
from codemods.tree.open_tree import FolderTree
from codemods.tree.overlay_tree import OverlayTree
from tests.in_memory import HOMES, MAKE, migration

FILES = {
    **HOMES,
    "app.py": "from acme.old import make\n",
    "bad.py": "make(\n",
    "far.py": "from acme.shop import *\n",
    "longer.py": "maker = make_all = 1\n",
    "acme/shop.py": "from acme import new\n",
}
FACADE = '[[facade]]\nmodule = "acme.shop"\n'


def test_the_candidates_spell_a_deprecated_name_or_are_facades() -> None:
    assert program().candidates == ["acme/old.py", "app.py", "bad.py"]
    assert program(FACADE).candidates == ["acme/old.py", "acme/shop.py", "app.py", "bad.py"]


def test_the_candidates_among_some_files() -> None:
    some = ["longer.py", "app.py", "acme/shop.py"]
    assert program().candidates_among(some) == ["app.py"]
    assert program(FACADE).candidates_among(some) == ["acme/shop.py", "app.py"]
    assert program(FACADE).candidates_among(["far.py"]) == []


@pytest.mark.parametrize(("find_stars", "found"), [(True, {"far.py"}), (False, set())])
def test_star_imports_are_looked_for_where_that_is_wanted(find_stars: bool, found: set[str]) -> None:
    assert program(find_stars=find_stars).words.star_importers() == found


def test_the_source_is_that_of_the_workspace() -> None:
    whole = program()
    assert whole.source("app.py") is whole.workspace.source("app.py")
    assert whole.source("app.py").data == FILES["app.py"].encode()


def program(head: str = "", find_stars: bool = True) -> Program:
    """The program of the files; `head` stands in the migration before its table."""
    tree = OverlayTree(FolderTree("/", ()), {path: text.encode() for path, text in FILES.items()})
    return Program(tree, ModuleIndex(tree.paths), migration(head + MAKE), find_stars=find_stars)
