"""The target's own settings: `[tool.repoint]` in the pyproject.toml at the root of the tree.

[tool.repoint]
exclude = ["vendor/", "*_pb2.py"]     # never changed; the syntax of .gitignore
roots = ["backend", "libs/shared"]    # folders on sys.path, where packages begin
migration = "websocket-manager"       # what `--migration` is by default; or a list
message = "$migration: $batch"        # the template of commit messages
format = ["ruff format {files}"]      # commands that format new texts, one after another
notebooks = false                     # leaves Jupyter notebooks alone

[[tool.repoint.facade]]
module = "shop.api"                   # goes on exporting the old names, for users outside the tree

[tool.repoint.categories]             # in place of the migration's; the first that matches a file wins
tests = ["tests/", "test_*.py"]
production = ["*"]
"""

import shlex
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

import msgspec

from codemods.migration.category_table import read_categories
from codemods.migration.file_schema import FacadeTable
from codemods.migration.formatter_settings import read_code_style
from codemods.migration.migration_files import migration_names
from codemods.migration.mistakes import TablePlace
from codemods.migration.module_tables import facades
from codemods.migration.toml_decoding import FileForm, convert
from codemods.values.category import Category
from codemods.values.code_style import NO_STYLE, CodeStyle
from codemods.values.errors import RepointError
from codemods.values.glob import is_glob
from codemods.values.named_files import read_named_file

_FILE = "pyproject.toml"
_NAME = "tool.repoint"
FILES = "{files}"
"""What stands in a command for the files that it is to format."""


class _SettingsTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    exclude: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    migration: str | tuple[str, ...] | None = None
    facade: tuple[FacadeTable, ...] = ()
    message: str | None = None
    format: str | tuple[str, ...] = ()
    notebooks: bool = True
    categories: dict[str, object] = {}


_FORM = FileForm(_SettingsTable, {"facade": FacadeTable}, name=_NAME)


@dataclass(frozen=True, slots=True)
class TargetSettings:
    """What a target asks for."""

    exclude: tuple[str, ...] = ()
    """Globs of files that are not changed, in the syntax of .gitignore."""
    roots: tuple[str, ...] = ()
    """Source roots relative to the root, with forward slashes; the root itself is the empty text."""
    migrations: tuple[str, ...] = ()
    """Built-in migrations' names, or TOML files relative to the root."""
    facades: tuple[str, ...] = ()
    """Modules that keep the old names for users outside the tree."""
    message: str | None = None
    """The template of commit messages."""
    format: tuple[str, ...] = ()
    """The commands that format new texts, each with `{files}` as a word of its own."""
    categories: tuple[Category, ...] = ()
    """Kinds of files; none where the target does not say."""
    notebooks: bool = True
    """Whether the code cells of Jupyter notebooks are part of the tree."""
    code_style: CodeStyle = NO_STYLE
    """How the target's own tools want imports to look."""


def load_target_settings(root: Path) -> TargetSettings:
    """Read the settings of the tree at a root; the defaults where there are none.

    Of a pyproject.toml that does not mention repoint nothing is checked. Raises RepointError that names the
    file, the key and what was expected.
    """
    return replace(_own_settings(root), code_style=read_code_style(root))


def _own_settings(root: Path) -> TargetSettings:
    file = root / _FILE
    try:
        data = read_named_file(file)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return TargetSettings()
    except OSError as error:
        raise RepointError(f"{file}: cannot be read: {error.strerror}") from None
    table = _read_table(data, file) if b"repoint" in data else None
    return TargetSettings() if table is None else _checked(convert(table, str(file), _FORM), root, file)


def _read_table(data: bytes, file: Path) -> object:
    import tomllib

    try:
        tool = tomllib.loads(data.decode("utf-8-sig")).get("tool")
    except UnicodeDecodeError:
        raise RepointError(f"{file}: not UTF-8, which TOML is written in") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RepointError(f"{file}: not valid TOML: {error}") from None
    return tool.get("repoint") if isinstance(tool, dict) else None


def _checked(table: _SettingsTable, root: Path, file: Path) -> TargetSettings:
    origin = str(file)
    place = _FORM.place(origin)
    for glob in table.exclude:
        if not is_glob(glob):
            expected = "expected a pattern in the syntax of .gitignore"
            raise place.at("exclude").error(f'"{glob}" is not a valid glob', expected)
    given = table.migration
    return TargetSettings(
        exclude=table.exclude,
        roots=tuple(_source_root(given, root, place.at("roots")) for given in table.roots),
        migrations=() if given is None else migration_names(given, place.at("migration")),
        facades=facades(table.facade, origin, f"{_NAME}.facade"),
        message=table.message,
        format=_commands(table.format, place.at("format")),
        notebooks=table.notebooks,
        categories=read_categories(table.categories, TablePlace(origin, f"[{_NAME}.categories]")),
    )


def _commands(given: str | tuple[str, ...], place: TablePlace) -> tuple[str, ...]:
    """The configured commands. Raises RepointError for one that can't be split, or gets no files."""
    commands = (given,) if isinstance(given, str) else given
    for command in commands:
        try:
            words = shlex.split(command)
        except ValueError as error:
            expected = "expected words as a shell has them; no shell runs it"
            raise place.error(f'"{command}" can\'t be split into words: {error}', expected) from None
        if words.count(FILES) != 1 or words[0] == FILES:
            expected = f'expected a command with {FILES} as a word of its own, as in "ruff format {FILES}"'
            raise place.error(f'"{command}" is given no files', expected)
    return commands


def _source_root(given: str, root: Path, place: TablePlace) -> str:
    """A configured source root, normalised. Raises RepointError when there is no such folder in the tree."""
    path = PurePosixPath(given)
    if path.is_absolute() or ".." in path.parts:
        raise place.error(f'"{given}" is not below {root}; expected a folder relative to it')
    if not (root / path).is_dir():
        siblings = [sibling.name for sibling in (root / path).parent.glob("*/")]
        close = get_close_matches(path.name, siblings, n=1)
        hint = f'did you mean "{path.with_name(close[0])}"?' if close else ""
        raise place.error(f'there is no folder "{given}"', hint)
    return "" if path == PurePosixPath() else str(path)
