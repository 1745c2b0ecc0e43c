"""The target's own settings: `[tool.repoint]` in the pyproject.toml at the root of the tree.

[tool.repoint]
exclude = ["vendor/", "*_pb2.py"]     # never changed; the syntax of .gitignore
roots = ["backend", "libs/shared"]    # folders on sys.path, where packages begin
migration = "websocket-manager"       # what `--migration` is by default

[[tool.repoint.facade]]
module = "shop.api"                   # goes on exporting the old names, for users outside the tree

[tool.repoint.categories]             # in place of the migration's; the first that fits a file wins
tests = ["tests/", "test_*.py"]
production = ["*"]
"""

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from codemods.migration.category_table import categories, found
from codemods.migration.mistakes import TablePlace
from codemods.values.category import Category
from codemods.values.errors import RepointError
from codemods.values.glob import is_glob

_FILE = "pyproject.toml"
_TABLE = "[tool.repoint]"
_LOCATED = re.compile(r"(?P<text>.*?)(?: - at `\$\.?(?P<key>\w*)(?:\[.*\])?`)?", re.DOTALL)
_KINDS = {"str": "a text", "array": "a list of texts", "object": "a table", "int": "a number"}


@dataclass(frozen=True, slots=True)
class Facade:
    """One `[[tool.repoint.facade]]`."""

    module: str


@dataclass(frozen=True, slots=True)
class TargetSettings:
    """What a target asks for."""

    exclude: tuple[str, ...] = ()
    """Globs of files that are not changed, in the syntax of .gitignore."""
    roots: tuple[str, ...] = ()
    """Source roots relative to the root, with forward slashes; the root itself is the empty text."""
    migration: str | None = None
    """A built-in migration's name, or a TOML file relative to the root."""
    facade: tuple[Facade, ...] = ()
    """Modules that keep the old names for users outside the tree."""
    message: str | None = None
    """The template of commit messages."""
    categories: tuple[Category, ...] = ()
    """What kind of file a path is; empty where the target does not say."""


def load_target_settings(root: Path) -> TargetSettings:
    """Read the settings of the tree at a root; the defaults where there are none.

    A pyproject.toml that does not mention repoint is not looked into any further. Raises RepointError that
    names the file, the key and what was expected.
    """
    file = root / _FILE
    try:
        data = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return TargetSettings()
    except OSError as error:
        raise RepointError(f"{file}: cannot be read: {error.strerror}") from None
    table = _table(data, file) if b"repoint" in data else None
    return TargetSettings() if table is None else _check(_convert(table, file), root, file)


def _table(data: bytes, file: Path) -> object:
    import tomllib

    try:
        tool = tomllib.loads(data.decode("utf-8-sig")).get("tool")
    except UnicodeDecodeError:
        raise RepointError(f"{file}: not UTF-8, which TOML is written in") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RepointError(f"{file}: not valid TOML: {error}") from None
    return tool.get("repoint") if isinstance(tool, dict) else None


def _convert(table: object, file: Path) -> TargetSettings:
    import msgspec

    kinds: tuple[Category, ...] = ()
    if isinstance(table, dict):
        for key in table:
            _check_key(key, file)
        table = dict(table)
        kinds = _categories(table.pop("categories", {}), file)
    try:
        return replace(msgspec.convert(table, TargetSettings), categories=kinds)
    except msgspec.ValidationError as error:
        match = _LOCATED.fullmatch(str(error))
        said, key = (match["text"], match["key"]) if match else (str(error), None)
        place = f'{_TABLE}, key "{key}"' if key else _TABLE
        raise RepointError(f"{file}: {place}: {_plain(said)}") from None


def _categories(table: object, file: Path) -> tuple[Category, ...]:
    if not isinstance(table, dict):
        raise RepointError(f'{file}: {_TABLE}, key "categories": expected a table, found {found(table)}')
    return categories(table, TablePlace(str(file), "[tool.repoint.categories]"))


def _plain(said: str) -> str:
    """msgspec's message in TOML's words."""
    expected, _, got = said.removeprefix("Expected ").replace("`", "").partition(", got ")
    wanted = expected.removesuffix(" | null")
    return f"expected {_KINDS.get(wanted, wanted)}, found {_KINDS.get(got, got)}"


def _check_key(key: str, file: Path) -> None:
    known = TargetSettings.__slots__
    if key not in known:
        close = get_close_matches(key, known, n=1)
        hint = f'; did you mean "{close[0]}"?' if close else ""
        raise RepointError(
            f'{file}: {_TABLE}, key "{key}": unknown key; expected one of {", ".join(known)}{hint}'
        )


def _check(config: TargetSettings, root: Path, file: Path) -> TargetSettings:
    for glob in config.exclude:
        if not is_glob(glob):
            expected = "expected a pattern in the syntax of .gitignore"
            raise RepointError(f'{file}: {_TABLE}, key "exclude": "{glob}" is not a valid glob; {expected}')
    if config.migration is not None and not config.migration.strip():
        raise RepointError(f'{file}: {_TABLE}, key "migration": empty; write a name, or leave it out')
    roots = tuple(_source_root(given, root, file) for given in config.roots)
    for facade in config.facade:
        if not all(map(str.isidentifier, facade.module.split("."))):
            expected = 'expected a dotted module name, like "shop.api"'
            raise RepointError(f'{file}: {_TABLE}, key "facade": "{facade.module}" is no module; {expected}')
    return replace(config, roots=roots)


def _source_root(given: str, root: Path, file: Path) -> str:
    """A configured source root, normalised. Raises RepointError when there is no such folder in the tree."""
    place = f'{file}: {_TABLE}, key "roots"'
    path = PurePosixPath(given)
    if path.is_absolute() or ".." in path.parts:
        raise RepointError(f'{place}: "{given}" is not below {root}; expected a folder relative to it')
    if not (root / path).is_dir():
        siblings = [sibling.name for sibling in (root / path).parent.glob("*/")]
        close = get_close_matches(path.name, siblings, n=1)
        hint = f'; did you mean "{path.with_name(close[0])}"?' if close else ""
        raise RepointError(f'{place}: there is no folder "{given}"{hint}')
    return "" if path == PurePosixPath() else str(path)
