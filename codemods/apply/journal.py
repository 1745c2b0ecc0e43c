"""The journal: what each apply found and left behind, so that any of them can be taken back.

Each apply has a numbered folder: `record` is written once, before anything changes, and `state` is replaced
as the apply goes on. A folder appears and disappears by a rename, so it is never there in part. In a
repository the journal lies in git's own folder, elsewhere in the user's state folder.
"""

import hashlib
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from codemods.git.index import IndexEntry
from codemods.git.refs import HEADS
from codemods.values.errors import RepointError

MAX_ENTRIES = 50
"""Older applies are dropped once they are finished."""
_RECORD, _STATE = "record", "state"
_ASIDE = "aside"
"""The folder of an apply that is not in the journal yet, or no longer."""


class ApplyState(StrEnum):
    """How far an apply, or taking it back, has come."""

    STARTED = "started"
    """It may have changed something, and did not end."""
    DONE = "done"
    UNDOING = "undoing"
    PARTLY = "partly undone"
    """Some files were no longer as the apply had left them."""
    UNDONE = "undone"

    @property
    def cut_short(self) -> bool:
        """Whether something was begun and did not end."""
        return self in (ApplyState.STARTED, ApplyState.UNDOING)

    @property
    def can_be_undone(self) -> bool:
        """Whether an apply has come to its end, and something of it is still there."""
        return self in (ApplyState.DONE, ApplyState.PARTLY)


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
    entry_before: IndexEntry | None = None
    entry_after: IndexEntry | None = None
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


class ApplyRecord(msgspec.Struct, frozen=True):
    """All that an apply is about to do."""

    when: str
    """ISO 8601, in UTC."""
    migration: str
    version: str
    root: bytes
    """The tree's root, relative to the top of its repository, which may be moved before the next run."""
    token: str
    """Part of the name of every file that the apply makes for itself, by which it is recognised."""
    files: tuple[FileRecord, ...] = ()
    ref: RefRecord | None = None

    @property
    def branch(self) -> str:
        """The short name of the branch that the apply made or moved; empty where it did not."""
        return self.ref.ref.removeprefix(HEADS) if self.ref else ""

    def target(self, top: Path, file: FileRecord) -> Path:
        """Where one of its files is, given the top of the repository, or of the tree where there is none."""
        return Path(os.path.normpath(top / os.fsdecode(self.root) / file.shown))

    def targets(self, top: Path) -> list[Path]:
        """Its files on disk, in order."""
        return [self.target(top, file) for file in self.files if file.on_disk]


@dataclass(frozen=True, slots=True)
class LoggedApply:
    """One apply in the journal."""

    number: int
    state: ApplyState
    record: ApplyRecord


class Journal:
    """The journal of one tree, in a folder that is made when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begin(self, record: ApplyRecord) -> int:
        """Write down what is about to happen and give its number. Raises RepointError, with nothing left."""
        number = max(self._numbers(), default=0) + 1
        aside = self.folder / _ASIDE
        try:
            shutil.rmtree(aside, ignore_errors=True)
            aside.mkdir(parents=True)
            _write(aside / _STATE, ApplyState.STARTED.encode())
            _write(aside / _RECORD, msgspec.msgpack.encode(record))
            os.rename(aside, self._folder(number))
            _sync_folder(self.folder)
        except (OSError, UnicodeEncodeError) as error:
            shutil.rmtree(aside, ignore_errors=True)
            reason = error.strerror if isinstance(error, OSError) else "a branch's name is not UTF-8"
            message = f"{self.folder}: the journal can't be written: {reason}; nothing was changed"
            raise RepointError(message) from error
        return number

    def mark(self, number: int, state: ApplyState) -> None:
        """Record how far an apply has come. Raises OSError."""
        self.prepare(number, state)
        self.confirm(number)

    def prepare(self, number: int, state: ApplyState) -> None:
        """Write the next state beside the current one, so that `confirm` needs no more room on the disk."""
        _write(self._folder(number) / f"{_STATE}.next", state.encode())

    def confirm(self, number: int) -> None:
        """Let the prepared state be the current one."""
        folder = self._folder(number)
        os.replace(folder / f"{_STATE}.next", folder / _STATE)

    def forget(self, number: int) -> None:
        """Drop an apply, by a rename: in part, without its state, it would look cut short."""
        aside = self.folder / _ASIDE
        shutil.rmtree(aside, ignore_errors=True)
        with suppress(OSError):
            os.rename(self._folder(number), aside)
        shutil.rmtree(aside, ignore_errors=True)

    def prune(self) -> None:
        """Drop the oldest applies that are finished."""
        for number in sorted(self._numbers())[:-MAX_ENTRIES]:
            with suppress(RepointError):
                if self._state(number) in (ApplyState.DONE, ApplyState.UNDONE):
                    self.forget(number)

    def read(self, number: int) -> LoggedApply:
        """Read one apply. Raises RepointError where there is none, or its record is damaged."""
        if number not in self._numbers():
            known = ", ".join(map(str, sorted(self._numbers()))) or "none"
            raise RepointError(f"there is no apply {number} here; the journal holds: {known}")
        try:
            data = (self._folder(number) / _RECORD).read_bytes()
            return LoggedApply(number, self._state(number), msgspec.msgpack.decode(data, type=ApplyRecord))
        except (OSError, msgspec.DecodeError) as error:
            raise self._damaged(number, error) from None

    def all(self) -> Sequence[LoggedApply]:
        """Every apply, the last one first."""
        return [self.read(number) for number in sorted(self._numbers(), reverse=True)]

    def last(self) -> LoggedApply | None:
        """The last apply that can be undone."""
        numbers = sorted(self._numbers(), reverse=True)
        found = next((number for number in numbers if self._state(number).can_be_undone), None)
        return None if found is None else self.read(found)

    def unfinished(self) -> Sequence[LoggedApply]:
        """The applies, and undos, that were cut short; the last one first."""
        numbers = sorted(self._numbers(), reverse=True)
        return [self.read(number) for number in numbers if self._state(number).cut_short]

    def _numbers(self) -> list[int]:
        try:
            names = os.listdir(self.folder)
        except FileNotFoundError:
            return []
        return [int(name) for name in names if name.isascii() and name.isdecimal()]

    def _state(self, number: int) -> ApplyState:
        try:
            return ApplyState((self._folder(number) / _STATE).read_text())
        except (OSError, ValueError) as error:
            raise self._damaged(number, error) from None

    def _damaged(self, number: int, error: Exception) -> RepointError:
        return RepointError(
            f"{self._folder(number)}: the record of this apply can't be read: {error}; "
            "remove the folder to forget it"
        )

    def _folder(self, number: int) -> Path:
        return self.folder / str(number)


def _write(file: Path, data: bytes) -> None:
    with open(file, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk itself; Windows opens no folders."""
    with suppress(PermissionError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def sha256(data: bytes) -> bytes:
    """The SHA-256 digest of bytes."""
    return hashlib.sha256(data).digest()


def utc_now() -> str:
    """The current time, ISO 8601 in UTC, in whole seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")
