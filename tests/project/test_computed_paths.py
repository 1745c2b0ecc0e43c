"""What one file spells by itself, and the paths that it puts together."""

import pytest

from codemods.project.computed_paths import computed_paths, names_alone, strings_of
from codemods.semantic.scope_table import ScopeTable
from tests.semantic.facts_of_text import read

PATCHES = """
from unittest.mock import patch
def f(name):
    patch(f'acme.old.{name}')
    patch(f'acme.older.{name}')
    patch('make')
"""


def table(text: str) -> ScopeTable:
    return ScopeTable(read(text, "make", old_modules="old"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("x = 'make'", {False}, id="a string"),
        pytest.param("x = '.make'", {False}, id="the end of a path"),
        pytest.param("x = 'to make'", set(), id="prose"),
        pytest.param("__all__ = ['make']", set(), id="an entry of a list of names"),
        pytest.param("import acme.old\ngetattr(acme.old, 'make')", set(), id="beside a known object"),
        pytest.param("def f(m): setattr(m, 'make', 1)", {True, False}, id="a write to any object"),
        pytest.param("def f(m): getattr(m, 'make')", {False}, id="a read from any object"),
        pytest.param("def f(m): m.make = 1", {True}, id="an assignment to any object"),
        pytest.param("x = dict(make=1)", {False}, id="a key"),
    ],
)
def test_the_names_that_a_file_spells_alone(text: str, names: set[bool]) -> None:
    assert {writes for name, writes in names_alone(table(text), text.encode()) if name == "make"} == names


def test_what_a_path_may_be_put_together_from() -> None:
    found = strings_of(table(PATCHES))
    assert found.computed == ["acme.old.", "acme.older."]
    assert found.words == [{"acme", "old"}, {"acme", "older"}]


def test_a_path_below_a_module_is_told_with_its_place() -> None:
    found = set(computed_paths(table(PATCHES), ["acme.old"]))
    assert found == {(PATCHES.index("f'acme.old."), "acme.old.", "acme.old")}
