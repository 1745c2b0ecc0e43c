"""The tables of one file, or of several that are composed, as one migration."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import PurePath

from codemods.migration.category_table import read_categories
from codemods.migration.file_schema import MigrationFile
from codemods.migration.mistakes import TablePlace, did_you_mean
from codemods.migration.module_tables import ModuleTables, facades
from codemods.migration.rule_tables import SymbolTables
from codemods.values.category import Category
from codemods.values.glob import is_glob
from codemods.values.rules import Compat, Migration

_File = tuple[str, MigrationFile]
"""A file's name in messages, and what it holds."""


def combined(files: Sequence[_File]) -> Migration:
    """Put files together; chains are left as they are, and nothing is retired.

    Raises MigrationError at the first mistake, and where two files say different things of the same.
    """
    symbols, modules = SymbolTables(), ModuleTables()
    for origin, file in files:
        label = origin if len(files) > 1 else ""
        symbols.read(file.symbol, origin, label)
        modules.read(file.module, origin, label)
        _check_globs(file.exclude, TablePlace(origin, key="exclude"))
    origins = " + ".join(origin for origin, _ in files)
    if not symbols.rules and not modules.rules:
        raise TablePlace(origins).error("nothing to do: expected a [[symbol]] or a [[module]] table")
    through = (module for origin, file in files for module in facades(file.facade, origin))
    return Migration(
        name=" + ".join(_names(files)),
        symbols=tuple(symbols.rules),
        modules=tuple(modules.rules.values()),
        exclude=tuple(dict.fromkeys(glob for _, file in files for glob in file.exclude)),
        facades=tuple(dict.fromkeys(through)),
        categories=_categories(files),
        origin=origins,
        compat=_compat(files),
    )


def _names(files: Sequence[_File]) -> Sequence[str]:
    """The name of each file's migration; a file without one has its own name without the ending."""
    names: dict[str, str] = {}
    for origin, file in files:
        name = PurePath(origin).stem if file.name is None else file.name
        place = TablePlace(origin, key="name")
        if not name.strip():
            raise place.error("empty", "write a text, or leave it out")
        if name in names:
            problem = f'"{name}" is what the migration of {names[name]} is called'
            raise place.error(problem, "write another `name` in one of the two")
        names[name] = origin
    return tuple(names)


def _check_globs(globs: Sequence[str], place: TablePlace) -> None:
    for glob in globs:
        if not glob.strip():
            raise place.error("empty", "write a text, or leave it out")
        if not is_glob(glob):
            expected = "expected a pattern in the syntax of .gitignore"
            raise place.error(f'"{glob}" is not a valid glob', expected)


def _categories(files: Sequence[_File]) -> tuple[Category, ...]:
    """The categories that files say, if they do: all of them the same."""
    places = ((TablePlace(origin, "categories"), file.categories) for origin, file in files)
    given = [(place, read_categories(table, place)) for place, table in places if table]
    for (first, categories), (place, others) in pairwise(given):
        if categories != others:
            problem = f"other categories than those of {first.origin}"
            raise place.error(problem, "leave them out in one of the two")
    return given[0][1] if given else ()


def _compat(files: Sequence[_File]) -> Compat:
    """What becomes of code for old versions, if files say so: all of them the same."""
    places = ((TablePlace(origin, key="compat"), file.compat) for origin, file in files)
    given = [(place, _compat_of(word, place)) for place, word in places if word is not None]
    for (first, compat), (place, other) in pairwise(given):
        if compat is not other:
            problem = f'"{other}", and {first.origin} says "{compat}"'
            raise place.error(problem, "leave it out in one of the two, or say the same")
    return given[0][1] if given else Compat.KEEP


def _compat_of(word: str, place: TablePlace) -> Compat:
    known = [str(each) for each in Compat]
    if word not in known:
        expected = f'"{word}" is not a way with old versions; expected one of {", ".join(known)}'
        raise place.error(expected, did_you_mean(word, known))
    return Compat(word)
