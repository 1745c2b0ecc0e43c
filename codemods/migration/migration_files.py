"""The files of a migration: those that are named, and those that these extend."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path, PurePath

from codemods.migration.file_schema import decode
from codemods.migration.mistakes import TablePlace, did_you_mean
from codemods.values.errors import MigrationError
from codemods.values.migration_text import MigrationText
from codemods.values.named_files import read_named_file

_BUILT_IN = Path(__file__).resolve().parent.parent / "migrations"


_MARK = " (built-in)"
"""What follows the name of a built-in migration where a message names it."""


def is_builtin(origin: str) -> bool:
    """Whether what messages call a migration's file is a built-in one."""
    return origin.endswith(_MARK)


def builtin_migrations() -> tuple[str, ...]:
    """The names of the migrations that come with repoint, sorted."""
    return tuple(sorted(path.stem for path in _BUILT_IN.glob("*.toml")))


def builtin_text(name: str) -> str:
    """The text of a built-in migration. Raises MigrationError for a name that there is none of."""
    file = _File(_BUILT_IN / f"{name}.toml", name, name, is_builtin=True)
    if name not in builtin_migrations():
        listed = f"built-in migrations: {', '.join(builtin_migrations())}"
        raise TablePlace(name).error(
            "no built-in migration of that name", did_you_mean(name, builtin_migrations()), listed
        )
    return _text(file, None, None)


def migration_path(name: str, folder: Path) -> Path | None:
    """Where the file of a migration is, relative names from `folder`; None for a built-in one."""
    file = _find(name, folder, "")
    return None if file.is_builtin else file.path


def read_migration(names: Sequence[str], folder: Path, inside: bool = False) -> MigrationText:
    """Read the migrations of some names, at least one, and all that they extend.

    A name is that of a built-in migration, or a file's path, relative to `folder`; with `inside`, all files
    have to be below it. What a file extends comes before the file, and each file comes once. Raises
    MigrationError when there is none, it is not text, or files extend each other in a cycle.
    """
    reader = _Reader(folder if inside else None)
    for name in names:
        reader.read(_find(name, folder, ""), (), None)
    first, *more = reader.texts.values()
    return MigrationText(first.origin, first.text, tuple(more))


def migration_names(given: str | tuple[str, ...], place: TablePlace) -> tuple[str, ...]:
    """The migrations that a setting names, one or several. Raises MigrationError where one has no name."""
    names = (given,) if isinstance(given, str) else given
    if not names or not all(map(str.strip, names)):
        raise place.error("empty", "write a name or a file, or leave it out")
    return names


@dataclass(frozen=True, slots=True)
class _File:
    """A file of migrations, which may not be there."""

    path: Path
    origin: str
    """What names it in messages."""
    name: str
    """As it was given."""
    is_builtin: bool

    @property
    def identity(self) -> Path:
        """What is the same, however the file is named."""
        return self.path.resolve()


def _find(name: str, folder: Path, within: str) -> _File:
    """The file that a name stands for; `within` is the folder's path as messages give it."""
    if name in builtin_migrations():
        return _File(_BUILT_IN / f"{name}.toml", f"{name}{_MARK}", name, is_builtin=True)
    origin = name if not within or Path(name).is_absolute() else (PurePath(within) / name).as_posix()
    return _File(folder / name, origin, name, is_builtin=False)


@dataclass(slots=True)
class _Reader:
    below: Path | None
    texts: dict[Path, MigrationText] = field(default_factory=dict)

    def read(self, file: _File, trail: tuple[_File, ...], said_at: TablePlace | None) -> None:
        """Read a file after what it extends.

        `trail` are the files that extend it, and `said_at` is where the last of them does.
        """
        if file.identity in self.texts:
            return
        text = _text(file, self.below, said_at)
        for number, name in enumerate(_extended(text, file.origin), start=1):
            place = TablePlace(file.origin, key=f"extends[{number}]")
            if not name.strip():
                raise place.error("empty", "write the name of a migration, or leave it out")
            within = "" if file.is_builtin else PurePath(file.origin).parent.as_posix()
            other = _find(name, file.path.parent, within)
            links = (*trail, file)
            start = next((at for at, each in enumerate(links) if each.identity == other.identity), None)
            if start is not None:
                path = " -> ".join(each.origin for each in (*links[start:], links[start]))
                raise place.error(
                    f"the files extend each other in a cycle: {path}", "remove one of these links"
                )
            self.read(other, links, place)
        self.texts[file.identity] = MigrationText(file.origin, text)


def _extended(text: str, origin: str) -> tuple[str, ...]:
    """What a file says that it extends; most files do not spell the key, and are not decoded for it."""
    return decode(text, origin).extends if "extends" in text else ()


def _text(file: _File, below: Path | None, said_at: TablePlace | None) -> str:
    """A file's text; a byte order mark at its start is not part of it."""
    try:
        data = read_named_file(file.path, None if file.is_builtin else below)
    except (FileNotFoundError, NotADirectoryError):
        raise _unreadable(file, said_at, *_not_found(file)) from None
    except IsADirectoryError:
        raise _unreadable(file, said_at, "is a folder; expected a TOML file") from None
    except OSError as error:
        raise _unreadable(file, said_at, f"cannot be read: {error.strerror}") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        place = TablePlace(file.origin, f"line {line}")
        raise place.error("not UTF-8, which TOML is written in") from None


def _unreadable(file: _File, said_at: TablePlace | None, problem: str, *hints: str) -> MigrationError:
    """The error for a file that cannot be read, at the key that names it if one does."""
    if said_at is not None:
        return said_at.error(f"{file.origin}: {problem}", *hints)
    return TablePlace(file.origin).error(problem, *hints)


def _not_found(file: _File) -> tuple[str, str, str]:
    """What to say of a migration that does not exist: the problem, what was likely meant, what there is."""
    listed = f"built-in migrations: {', '.join(builtin_migrations())}"
    if file.path.suffix != ".toml" and len(PurePath(file.name).parts) == 1:
        hint = did_you_mean(file.name, builtin_migrations())
        return "no built-in migration and no file of that name", hint, listed
    siblings = [other.name for other in file.path.parent.glob("*.toml")]
    close = get_close_matches(file.path.name, siblings, n=1)
    hint = f'did you mean "{PurePath(file.name).with_name(close[0]).as_posix()}"?' if close else ""
    return "no such file", hint or did_you_mean(file.path.stem, builtin_migrations()), listed
