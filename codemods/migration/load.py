"""From a built-in's name or a TOML file to a validated `Migration`."""

from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path, PurePath

from codemods.migration.category_table import read_categories
from codemods.migration.chains import collapse_chains
from codemods.migration.mistakes import TablePlace, did_you_mean
from codemods.migration.module_tables import facades, module_rules
from codemods.migration.retire_table import read_retired_names
from codemods.migration.rule_tables import check_categories, check_definitions, check_paths, symbol_rules
from codemods.migration.schema import decode
from codemods.values.errors import MigrationError
from codemods.values.glob import is_glob
from codemods.values.named_files import read_named_file
from codemods.values.rules import Compat, Migration

_BUILT_IN = Path(__file__).resolve().parent.parent / "migrations"


def builtin_migrations() -> tuple[str, ...]:
    """The names of the migrations that come with repoint, sorted."""
    return tuple(sorted(path.stem for path in _BUILT_IN.glob("*.toml")))


def load_migration(name_or_file: str, folder: Path, inside: bool = False) -> Migration:
    """Load a built-in migration by name, or a TOML file by its path, relative to `folder`.

    With `inside`, the file has to be below the folder.
    A built-in's name wins over a file of that name; write `./name` for the file. Raises
    MigrationError, naming file, table and key, when there is none or when it holds a mistake.
    """
    return parse_migration(*read_migration(name_or_file, folder, inside))


def read_migration(name_or_file: str, folder: Path, inside: bool = False) -> tuple[str, str]:
    """The text of a migration that `load_migration` would load, and what names it in messages.

    Raises MigrationError when there is none, or it is not text.
    """
    if name_or_file in builtin_migrations():
        path = _BUILT_IN / f"{name_or_file}.toml"
        return _read(path, path.name), f"{name_or_file} (built-in)"
    return _read(folder / name_or_file, name_or_file, folder if inside else None), name_or_file


def parse_migration(text: str, origin: str) -> Migration:
    """Read a migration's TOML text; `origin` names the file in messages.

    Chains are collapsed. Without a `name` the migration has the name of its file. Raises
    MigrationError at the first mistake.
    """
    file = decode(text, origin)
    symbols = symbol_rules(file.symbol, origin)
    modules = module_rules(file.module, origin)
    check_paths(symbols, modules, origin)
    if not symbols and not modules:
        raise TablePlace(origin).error("nothing to do: expected a [[symbol]] or a [[module]] table")
    name = PurePath(origin).stem if file.name is None else file.name
    for key, value in (("name", name), *(("exclude", glob) for glob in file.exclude)):
        if not value.strip():
            raise TablePlace(origin, key=key).error("empty", "write a text, or leave it out")
    for glob in file.exclude:
        if not is_glob(glob):
            expected = "expected a pattern in the syntax of .gitignore"
            raise TablePlace(origin, key="exclude").error(f'"{glob}" is not a valid glob', expected)
    compat = _compat(file.compat, TablePlace(origin, key="compat"))
    through = facades(file.facade, origin)
    kinds = read_categories(file.categories, TablePlace(origin, "categories"))
    check_categories(symbols, kinds, origin)
    migration = collapse_chains(Migration(name, symbols, modules, file.exclude, through, kinds, origin))
    check_definitions(symbols, migration)
    return replace(migration, retire=read_retired_names(file.retire, migration), compat=compat)


def _compat(word: str, place: TablePlace) -> Compat:
    known = [str(each) for each in Compat]
    if word not in known:
        expected = f'"{word}" is not a way with old versions; expected one of {", ".join(known)}'
        raise place.error(expected, did_you_mean(word, known))
    return Compat(word)


def _read(path: Path, origin: str, below: Path | None = None) -> str:
    """A file's text; a byte order mark at its start is not part of it."""
    try:
        return read_named_file(path, below).decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        raise _not_found(origin, path) from None
    except IsADirectoryError:
        raise TablePlace(origin).error("is a folder; expected a TOML file") from None
    except OSError as error:
        raise TablePlace(origin).error(f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise TablePlace(origin, f"line {line}").error("not UTF-8, which TOML is written in") from None


def _not_found(name: str, path: Path) -> MigrationError:
    """The error for a migration that does not exist, with what was likely meant."""
    listed = f"built-in migrations: {', '.join(builtin_migrations())}"
    if path.suffix != ".toml" and len(PurePath(name).parts) == 1:
        hint = did_you_mean(name, builtin_migrations())
        return TablePlace(name).error("no built-in migration and no file of that name", hint, listed)
    siblings = [other.name for other in path.parent.glob("*.toml")]
    close = get_close_matches(path.name, siblings, n=1)
    hint = f'did you mean "{PurePath(name).with_name(close[0]).as_posix()}"?' if close else ""
    builtin = did_you_mean(path.stem, builtin_migrations())
    return TablePlace(name).error("no such file", hint or builtin, listed)
