"""A table of categories, name to globs, checked: a migration's, or one in a target's settings."""

from collections.abc import Mapping

from codemods.migration.mistakes import TablePlace, toml_type
from codemods.values.category import Category
from codemods.values.errors import MigrationError
from codemods.values.glob import is_glob


def read_categories(table: Mapping[str, object], place: TablePlace) -> tuple[Category, ...]:
    """Read the categories of a table, in its order. Raises MigrationError at the first that is wrong."""
    return tuple(_category(name, globs, place.at(name)) for name, globs in table.items())


def _category(name: str, globs: object, place: TablePlace) -> Category:
    if not name.strip():
        raise place.error("a category has no name", 'write one, such as tests = ["tests/"]')
    if not isinstance(globs, list):
        hint = f'write a list: ["{globs}"]' if isinstance(globs, str) else ""
        raise place.error(f"expected a list of globs, found {toml_type(type(globs).__name__)}", hint)
    if not globs:
        raise place.error("empty", "write at least one glob, or leave the category out")
    positions = enumerate(globs, start=1)
    return Category(name, tuple(_glob(glob, place.at(f"{name}[{number}]")) for number, glob in positions))


def _glob(glob: object, place: TablePlace) -> str:
    if not isinstance(glob, str):
        raise place.error(f"expected a glob, found {toml_type(type(glob).__name__)}")
    if not is_glob(glob):
        raise _invalid(glob, place)
    return glob


def _invalid(glob: str, place: TablePlace) -> MigrationError:
    return place.error(f'"{glob}" is not a valid glob', "expected a pattern in the syntax of .gitignore")
