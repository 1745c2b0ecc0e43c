"""The list of a fleet's repositories, a TOML file.

[defaults]                            # for every repository without a key of its own; optional
migration = "baskets.toml"
exclude = ["vendor/"]

[[repository]]
url = "https://example.org/shop.git"  # or a path, relative to this file
name = "shop"                         # default: from the url; unique
base = "main"                         # the branch to migrate; default: what the remote's HEAD names
migration = "shop.toml"               # in place of `--migration`; relative to this file
paths = ["src"]                       # change only these
exclude = ["*_pb2.py"]                # change none of these; the syntax of .gitignore
roots = ["src"]                       # source roots, in place of those of its pyproject.toml
format = true                         # run the formatters that its pyproject.toml names; default: false
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import msgspec

from codemods.cli.fleet.urls import name_of, resolve_url
from codemods.migration.load import compose_migration
from codemods.migration.migration_files import migration_names, read_migration
from codemods.migration.mistakes import TablePlace
from codemods.migration.toml_decoding import FileForm, decode_toml
from codemods.values.errors import RepointError
from codemods.values.fleet_run import FleetRepository
from codemods.values.glob import is_glob
from codemods.values.migration_text import MigrationText
from codemods.values.named_files import read_named_file

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,199}")
_NAMES = "letters, digits, `.`, `_` and `-`, at most 200 of them, the first a letter, a digit or `_`"

Strings = tuple[str, ...]


class RepositoryTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[repository]]`."""

    url: str
    name: str | None = None
    base: str | None = None
    migration: str | Strings | None = None
    paths: Strings | None = None
    exclude: Strings | None = None
    roots: Strings | None = None
    format: bool | None = None


class DefaultsTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The `[defaults]`."""

    base: str | None = None
    migration: str | Strings | None = None
    paths: Strings | None = None
    exclude: Strings | None = None
    roots: Strings | None = None
    format: bool = False


class ManifestFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole file."""

    defaults: DefaultsTable = DefaultsTable()
    repository: tuple[RepositoryTable, ...] = ()


FORM = FileForm(ManifestFile, {"repository": RepositoryTable}, {"defaults": DefaultsTable})


@dataclass(frozen=True, slots=True)
class Fleet:
    """The repositories of a list."""

    repositories: tuple[FleetRepository, ...]
    """In the order of the file."""
    migration: MigrationText | None
    """The migration of the repositories that name none of their own."""


def load_manifest(
    file: Path, migration: Sequence[str], folder: Path, instead: MigrationText | None = None
) -> Fleet:
    """Read a list of repositories, and read and check the migrations that they name.

    `migration` are the values of `--migration`, relative to `folder`; they have precedence over `[defaults]`.
    `instead` stands for all migrations, those that the list names too: it is for a codemod.
    Raises RepointError at the first mistake, with file, table and key.
    """
    origin = str(file)
    manifest = decode_toml(_read(file), origin, FORM)
    if not manifest.repository:
        raise TablePlace(origin).error("nothing to do: expected a [[repository]] table")
    migrations = _Migrations(Path.cwd() / file.parent, instead)
    default = migrations.load(tuple(migration), folder) if migration else instead
    if default is None and manifest.defaults.migration is not None:
        place = TablePlace(origin, "defaults", "migration")
        default = migrations.load_at(place, manifest.defaults.migration)
    repositories: list[FleetRepository] = []
    numbers: dict[str, int] = {}
    for number, table in enumerate(manifest.repository, start=1):
        place = TablePlace(origin, f"repository[{number}]")
        repository = _repository(place, table, manifest.defaults, default, migrations)
        # Files are named after them, and some file systems do not distinguish upper and lower case.
        first = numbers.setdefault(repository.name.lower(), number)
        if first != number:
            reason = f'"{repository.name}" is the name of repository[{first}] already'
            raise place.at("name").error(reason, "give another")
        repositories.append(repository)
    return Fleet(tuple(repositories), default)


class _Migrations:
    """Reads and checks migrations, each once."""

    def __init__(self, folder: Path, instead: MigrationText | None) -> None:
        """`folder` is the one of the list; `instead` is what is given for each migration."""
        self.folder = folder
        self._instead = instead
        self._loaded: dict[tuple[Strings, Path], MigrationText] = {}

    def load(self, names: Strings, folder: Path) -> MigrationText:
        if self._instead is not None:
            return self._instead
        if (names, folder) not in self._loaded:
            text = read_migration(names, folder)
            compose_migration(text)
            self._loaded[names, folder] = text
        return self._loaded[names, folder]

    def load_at(self, place: TablePlace, given: str | Strings) -> MigrationText:
        return self.load(migration_names(given, place), self.folder)


def _repository(
    place: TablePlace,
    table: RepositoryTable,
    defaults: DefaultsTable,
    default: MigrationText | None,
    migrations: _Migrations,
) -> FleetRepository:
    own = table.migration
    migration = default if own is None else migrations.load_at(place.at("migration"), own)
    if migration is None:
        raise place.error(
            "there is no migration for it; write one here or in [defaults], or pass --migration"
        )
    url = _url(place.at("url"), table.url)
    return FleetRepository(
        name=_name(place.at("name"), table),
        url=resolve_url(url, migrations.folder),
        migration=migration,
        base=_base(place.at("base"), table.base or defaults.base or ""),
        paths=_checked(place.at("paths"), table.paths, defaults.paths, _check_path),
        exclude=_checked(place.at("exclude"), table.exclude, defaults.exclude, _check_glob),
        roots=_checked(place.at("roots"), table.roots, defaults.roots, _check_path),
        format=defaults.format if table.format is None else table.format,
    )


def _url(place: TablePlace, text: str) -> str:
    if not text.strip():
        raise place.error("empty", "write a URL or a path")
    if text.startswith("-"):
        raise place.error("git would take it for an option", 'write "./-…" for a path')
    return text


def _name(place: TablePlace, table: RepositoryTable) -> str:
    name = name_of(table.url) if table.name is None else table.name
    if not name:
        raise place.error("the url gives no name", "write one")
    if not _NAME.fullmatch(name):
        raise place.error(f'"{name}" cannot name files', f"expected {_NAMES}")
    return name


def _base(place: TablePlace, text: str) -> str:
    if text.startswith("-"):
        raise place.error(f'"{text}" is not a branch')
    return text


def _checked(
    place: TablePlace,
    own: Sequence[str] | None,
    default: Sequence[str] | None,
    check: Callable[[TablePlace, str], None],
) -> Strings:
    texts = tuple((default or ()) if own is None else own)
    for text in texts:
        check(place, text)
    return texts


def _check_path(place: TablePlace, text: str) -> None:
    path = PurePosixPath(text)
    if not text or path.is_absolute() or ".." in path.parts:
        raise place.error(f'"{text}" is not below the repository', "expected a path relative to its top")


def _check_glob(place: TablePlace, text: str) -> None:
    if not is_glob(text):
        raise place.error(f'"{text}" is not a valid glob', "expected a pattern in the syntax of .gitignore")


def _read(file: Path) -> str:
    try:
        return read_named_file(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise TablePlace(str(file), f"line {line}").error("not UTF-8, which TOML is written in") from None
    except FileNotFoundError:
        raise RepointError(f"{file}: there is no such file; it lists the repositories, in TOML") from None
    except OSError as error:
        raise RepointError(f"{file}: cannot be read: {error.strerror}") from None
