"""The dotted paths that a file spells, and where."""

import pytest

from codemods.project.spelled_paths import SpelledPaths, is_below, tells
from codemods.semantic.scope_table import ScopeTable
from tests.semantic.facts_of_text import read


def paths(text: str) -> SpelledPaths:
    return SpelledPaths(ScopeTable(read(text, "make", old_modules="old")))


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        pytest.param("from acme.old import make", "acme.old.make", id="an import from a module"),
        pytest.param("import acme.old", "acme.old", id="an import of a module"),
        pytest.param("import acme.old\nacme.old.make()", "acme.old.make", id="an attribute"),
        pytest.param("import acme.old as o\no.make()", "acme.old.make", id="an attribute of an alias"),
        pytest.param("from acme.old import *\nmake()", "acme.old.make", id="what a star may bring"),
        pytest.param("patch('acme.old.make')", "acme.old.make", id="a string"),
        pytest.param("import acme.old\ngetattr(acme.old, 'make')", "acme.old.make", id="beside an object"),
        pytest.param("from .old import make", "pkg.old.make", id="a relative import"),
    ],
)
def test_what_a_file_spells(text: str, spelled: str) -> None:
    assert tuple(spelled.split(".")) in [path for _, path in paths(text).named]


def test_what_is_asked_for() -> None:
    found = paths("import acme.old\nhasattr(acme.old, 'make')\nacme.old.craft\n")
    assert [path for _, path in found.asked] == [("acme", "old", "make")]


def test_the_places_of_what_stands_in_a_module_and_of_the_module_alone() -> None:
    text = "import acme.old\nfrom acme.old import make\n"
    found = paths(text).places([("acme", "old", "make")], [("acme", "old")], [("acme", "new")])
    assert found.named == [text.index("make")]
    assert found.either == sorted([text.index("acme"), text.index("make"), text.index("make")])


def test_paths_below_others_and_modules_around_them() -> None:
    assert is_below(("a", "b", "c"), [("a", "b")])
    assert not is_below(("a",), [("a", "b")])
    assert tells(("a", "b"), [("a", "b", "c")], [("a", "d")])
    assert not tells(("a",), [("a", "b")], [("a", "d")])
