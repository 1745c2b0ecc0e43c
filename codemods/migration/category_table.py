"""A table of categories, name to globs, checked: a migration's, or one in a target's settings."""

from collections.abc import Mapping
from datetime import time

from codemods.migration.mistakes import TablePlace
from codemods.values.category import Category
from codemods.values.errors import MigrationError
from codemods.values.glob import is_glob

_FOUND: dict[type, str] = {
    str: "a string",
    bool: "a boolean",
    int: "an integer",
    float: "a number",
    list: "a list",
    dict: "a table",
    time: "a time",
}


def found(value: object) -> str:
    """What a TOML value is, in words."""
    return _FOUND.get(type(value), "a date")


def categories(table: Mapping[str, object], place: TablePlace) -> tuple[Category, ...]:
    """Read the categories of a table, in its order. Raises MigrationError at the first that is wrong."""
    return tuple(_category(name, globs, place.at(name)) for name, globs in table.items())


def _category(name: str, globs: object, place: TablePlace) -> Category:
    if not name.strip():
        raise place.mistake("a category has no name", 'write one, such as tests = ["tests/"]')
    if not isinstance(globs, list):
        hint = f'write a list: ["{globs}"]' if isinstance(globs, str) else ""
        raise place.mistake(f"expected a list of globs, found {found(globs)}", hint)
    if not globs:
        raise place.mistake("empty", "write at least one glob, or leave the category out")
    positions = enumerate(globs, start=1)
    return Category(name, tuple(_glob(glob, place.at(f"{name}[{number}]")) for number, glob in positions))


def _glob(glob: object, place: TablePlace) -> str:
    if not isinstance(glob, str):
        raise place.mistake(f"expected a glob, found {found(glob)}")
    if not is_glob(glob):
        raise _invalid(glob, place)
    return glob


def _invalid(glob: str, place: TablePlace) -> MigrationError:
    return place.mistake(f'"{glob}" is not a valid glob', "expected a pattern in the syntax of .gitignore")
