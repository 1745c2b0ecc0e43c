"""The journal: what each apply found and left behind, so that any of them can be taken back.

One folder an apply, numbered: `record` is written once, before anything changes, and `state` is replaced
as the apply goes on. In a repository the journal lies in git's own folder, elsewhere in the user's state
folder.
"""

import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from codemods.apply.atomic import replace_file
from codemods.errors import RepointError
from codemods.repository.index import Entry
from codemods.repository.refs import HEADS

KEPT = 50
"""Applies that are remembered; older ones are dropped once they are finished."""
_RECORD, _STATE = "record", "state"


class State(StrEnum):
    """How far an apply, or taking it back, has come."""

    STARTED = "started"
    """It may have changed something, and was not seen to end."""
    DONE = "done"
    UNDOING = "undoing"
    PARTLY = "partly undone"
    """Some files were no longer as the apply had left them."""
    UNDONE = "undone"


class FileRecord(msgspec.Struct, frozen=True, array_like=True):
    """One file of an apply, by its name relative to the root (bytes, as the file system has it)."""

    path: bytes
    before: bytes | None
    """Its bytes; None for a file that was not there."""
    after: bytes | None
    """The SHA-256 of the bytes that the apply gave it; None for a file that it removed."""
    on_disk: bool = True
    """Whether the apply wrote the file itself, not only the index."""
    name: bytes = b""
    """Git's name for it; empty where the index has no part in it."""
    entry_before: Entry | None = None
    entry_after: Entry | None = None
    mode: int = 0
    """The permissions of a file that the apply removed, for when it comes back."""

    @property
    def shown(self) -> str:
        """The path as text."""
        return os.fsdecode(self.path)


class RefRecord(msgspec.Struct, frozen=True, array_like=True):
    """A branch that an apply made or moved; `before` is empty for one that was not there."""

    ref: str
    before: str
    after: str
    commits: int


class Record(msgspec.Struct, frozen=True):
    """All that an apply is about to do."""

    when: str
    """ISO 8601, in UTC."""
    migration: str
    version: str
    root: bytes
    token: str
    """Part of the name of every file that the apply makes for itself, so that they can be told."""
    files: tuple[FileRecord, ...] = ()
    ref: RefRecord | None = None

    @property
    def branch(self) -> str:
        """The short name of the branch that the apply made or moved; empty for none."""
        return self.ref.ref.removeprefix(HEADS) if self.ref else ""

    def targets(self) -> list[Path]:
        """The files on disk that it is about, in order."""
        root = Path(os.fsdecode(self.root))
        return [root / file.shown for file in self.files if file.on_disk]


@dataclass(frozen=True, slots=True)
class Logged:
    """One apply in the journal."""

    number: int
    state: State
    record: Record


class Journal:
    """The journal of one tree, in a folder that is made when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begin(self, record: Record) -> int:
        """Write down what is about to happen and give its number. Raises RepointError, with nothing left."""
        number = max(self._numbers(), default=0) + 1
        place = self._place(number)
        try:
            place.mkdir(parents=True)
            replace_file(place / _RECORD, msgspec.msgpack.encode(record), durable=True)
            self.mark(number, State.STARTED)
        except OSError as error:
            shutil.rmtree(place, ignore_errors=True)
            said = f"{place}: the journal can't be written: {error.strerror}; nothing was changed"
            raise RepointError(said) from error
        return number

    def mark(self, number: int, state: State) -> None:
        """Note how far an apply has come. Raises OSError."""
        replace_file(self._place(number) / _STATE, state.encode(), durable=True)

    def prepare(self, number: int, state: State) -> None:
        """Write a state down without saying so yet, so that saying it takes no more room on the disk."""
        replace_file(self._place(number) / f"{_STATE}.next", state.encode(), durable=True)

    def confirm(self, number: int) -> None:
        """Say what was prepared."""
        place = self._place(number)
        os.replace(place / f"{_STATE}.next", place / _STATE)

    def forget(self, number: int) -> None:
        """Drop an apply that changed nothing."""
        shutil.rmtree(self._place(number), ignore_errors=True)

    def prune(self) -> None:
        """Drop the oldest applies that are finished."""
        for number in sorted(self._numbers())[:-KEPT]:
            if self._state(number) in (State.DONE, State.UNDONE):
                self.forget(number)

    def read(self, number: int) -> Logged:
        """Read one apply. Raises RepointError where there is none, or its record is damaged."""
        try:
            data = (self._place(number) / _RECORD).read_bytes()
            return Logged(number, self._state(number), msgspec.msgpack.decode(data, type=Record))
        except FileNotFoundError:
            known = ", ".join(map(str, sorted(self._numbers()))) or "none"
            raise RepointError(f"there is no apply {number} here; the journal holds: {known}") from None
        except (OSError, msgspec.DecodeError) as error:
            raise RepointError(
                f"{self._place(number)}: the record of this apply can't be read: {error}; "
                "remove the folder to forget it"
            ) from None

    def all(self) -> Sequence[Logged]:
        """Every apply, the last one first."""
        return [self.read(number) for number in sorted(self._numbers(), reverse=True)]

    def unfinished(self) -> Sequence[Logged]:
        """The applies, and undos, that were cut short; the last one first."""
        numbers = sorted(self._numbers(), reverse=True)
        return [self.read(n) for n in numbers if self._state(n) in (State.STARTED, State.UNDOING)]

    def _numbers(self) -> list[int]:
        try:
            names = os.listdir(self.folder)
        except FileNotFoundError:
            return []
        return [int(name) for name in names if name.isdigit() and (self.folder / name / _RECORD).exists()]

    def _state(self, number: int) -> State:
        try:
            return State((self._place(number) / _STATE).read_text())
        except (FileNotFoundError, ValueError):
            return State.STARTED

    def _place(self, number: int) -> Path:
        return self.folder / str(number)


def digest(data: bytes) -> bytes:
    """The SHA-256 of bytes."""
    return hashlib.sha256(data).digest()


def now() -> str:
    """The time as records have it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
