"""The decisions of a review, stored in a file, so that an interrupted review can go on."""

import hashlib
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

import msgspec

from codemods.apply.atomic import replace_file
from codemods.cli.formats.quoted_paths import quote_path
from codemods.values.errors import RepointError
from codemods.values.plan import FileChange
from codemods.values.printable import printable

Number = Annotated[int, msgspec.Meta(ge=1)]
Decided = TypeVar("Decided")
LineRanges = tuple[tuple[int, int], ...]
"""Pairs of a first and a last line, 1-based."""


class FileDecision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The decision about one change of a file."""

    change: str
    """The digest of the change."""
    taken: bool
    edited: bytes | None = None
    """The text to write in place of the planned one."""


class DeclinedLines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lines of a file that stay as they are."""

    change: str
    """The digest of the change that the first plan makes, in which these lines change as well."""
    lines: tuple[tuple[Number, Number], ...]

    def __post_init__(self) -> None:
        if not self.lines or any(first > last for first, last in self.lines):
            raise ValueError("lines run from the first to the last")


class _Content(msgspec.Struct, forbid_unknown_fields=True):
    version: Literal[1] = 1
    files: dict[str, FileDecision] = msgspec.field(default_factory=dict)
    lines: dict[str, DeclinedLines] = msgspec.field(default_factory=dict)


class DecisionStore:
    """Decisions by file. Each holds only for the change that it was made about.

    Several reviews may go on at once, in a terminal and in a browser: `save` writes what was decided here,
    and keeps what others have written of other files.
    """

    def __init__(self, path: Path) -> None:
        """Begin without decisions; `path` is the file that `save` writes."""
        self.path = path
        self._touched: set[str] = set()
        """The keys of the files that were decided on here since the last `save`."""
        self.warning: str | None = None
        """Why the content of the file was discarded."""
        self._content = _Content()
        self._digests: dict[int, tuple[FileChange, str]] = {}

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a file; one that is missing or corrupt holds no decisions.

        Raises RepointError for a file that cannot be read.
        """
        store = cls(path)
        store._read()
        return store

    def refresh(self) -> bool:
        """Take over what others have written; whether that changes anything. Raises as `load`."""
        before = self._content
        self._read()
        return self._content != before

    def save(self) -> None:
        """Write the file in one step. Raises RepointError where that fails."""
        from filelock import FileLock

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self.path}.lock"):
                own = self._content
                self._read()
                for key in self._touched:
                    _carry(key, own.files, self._content.files)
                    _carry(key, own.lines, self._content.lines)
                self._touched.clear()
                data = msgspec.json.format(msgspec.json.encode(self._content), indent=1)
                replace_file(self.path, data + b"\n")
        except OSError as error:
            raise RepointError(f"{self.path}: decisions can't be kept: {error.strerror or error}") from error

    def _read(self) -> None:
        try:
            self._content = msgspec.json.decode(self.path.read_bytes(), type=_Content)
        except FileNotFoundError:
            self._content = _Content()
        except OSError as error:
            raise RepointError(f"{self.path}: can't be read: {error.strerror or error}") from error
        except (msgspec.DecodeError, RecursionError) as error:
            self._content = _Content()
            shown = printable(str(self.path))
            self.warning = f"{shown}: not the decisions of a review ({error}); everything is asked again"

    def decision(self, change: FileChange) -> FileDecision | None:
        """The decision about a change; one about another change of the file does not count."""
        found = self._content.files.get(_key(change.path))
        return found if found is not None and found.change == self._digest(change) else None

    def decide(self, change: FileChange, taken: bool, edited: bytes | None = None) -> None:
        """Take or leave a change."""
        self._content.files[self._key(change.path)] = FileDecision(self._digest(change), taken, edited)

    def forget(self, path: str) -> None:
        """Remove the decision about a file."""
        self._content.files.pop(self._key(path), None)

    def declined_lines(self, change: FileChange) -> LineRanges:
        """The lines of a change that stay as they are."""
        found = self._content.lines.get(_key(change.path))
        return found.lines if found is not None and found.change == self._digest(change) else ()

    def decline_lines(self, change: FileChange, lines: LineRanges) -> None:
        """Set the lines of a file that stay as they are; without any, none stays."""
        key = self._key(change.path)
        if lines:
            self._content.lines[key] = DeclinedLines(self._digest(change), lines)
        else:
            self._content.lines.pop(key, None)

    def _key(self, path: str) -> str:
        """The key of a file that is decided on."""
        key = _key(path)
        self._touched.add(key)
        return key

    def _digest(self, change: FileChange) -> str:
        # Needed for every file after every answer. The change is stored too, so that its id is not reused.
        known = self._digests.get(id(change))
        if known is None:
            known = self._digests[id(change)] = (change, digest(change))
        return known[1]


def _carry(key: str, source: dict[str, Decided], target: dict[str, Decided]) -> None:
    """Make what a file has in one table what it has in another."""
    if key in source:
        target[key] = source[key]
    else:
        target.pop(key, None)


def digest(change: FileChange) -> str:
    """Give a digest that differs from those of all other changes of the same file."""
    length = b"%d " % len(change.before)
    return hashlib.sha256(length + change.before + change.after).hexdigest()


def _key(path: str) -> str:
    # JSON cannot hold the surrogates of a name that is not UTF-8; git's quoted form is ASCII.
    return quote_path(path).decode("ascii")
