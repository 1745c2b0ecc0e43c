"""Taking an apply back, whole or cut short: what is as it left it becomes as it found it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from codemods.apply.branch_undo import way_back
from codemods.apply.journal import ApplyRecord, ApplyState, FileRecord, Logged, digest
from codemods.apply.locked_tree import LockedTree
from codemods.apply.os_errors import system_refusal
from codemods.apply.swap import RefMove, Swap, clean_up, holding_index, prepare, read_if_there
from codemods.git.index import IndexEntry, read_entries
from codemods.git.refs import HEADS, move_ref
from codemods.values.errors import RepointError


@dataclass(frozen=True, slots=True)
class FileLeft:
    """A file that stays, since it is no longer as the apply left it."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What became of an apply's files, and of its branch."""

    restored: tuple[str, ...]
    kept: tuple[FileLeft, ...]
    branch: str = ""
    """The branch that was moved back, or removed; empty when there was none."""


@dataclass(frozen=True, slots=True)
class FileState:
    """One file of an apply, and what there is of it now."""

    record: FileRecord
    target: Path
    data: bytes | None
    entry: IndexEntry | None
    trouble: str = ""
    """Why nobody can tell what it holds."""

    @property
    def is_after(self) -> bool:
        """Whether it is as the apply leaves it."""
        written = self.is_as_left or not self.record.on_disk
        return written and self.entry == self.record.entry_after

    @property
    def is_as_left(self) -> bool:
        """Whether the file on disk is as the apply leaves it: with its bytes, or removed."""
        return self.record.after == (digest(self.data) if self.data is not None else None)

    @property
    def moved_on(self) -> str:
        """Why it has to stay; empty when it is, on disk and in the index, as before or after the apply."""
        if self.trouble:
            return self.trouble
        if self.differs and not self.is_as_left:
            said = "gone" if self.data is None else "changed" if self.record.after else "there again"
            return f"{said} since the apply"
        if self.entry not in (self.record.entry_before, self.record.entry_after):
            return "something else of it is staged since the apply"
        return ""

    @property
    def differs(self) -> bool:
        """Whether the file on disk is another than before the apply."""
        return self.data != self.record.before

    @property
    def is_staged(self) -> bool:
        """Whether its index entry is another than before the apply."""
        return self.entry != self.record.entry_before


def take_back(place: LockedTree, logged: Logged) -> TakenBack:
    """Take an apply back; doing so twice, or after a crash half-way, comes to the same.

    Raises RepointError when its branch has gone on since, or the disk or git refuses; what was whole is as it
    was then.
    """
    record = logged.record
    clean_up(place.repository, record.token, record.targets(place.top))
    ref = way_back(place.repository, logged) if place.repository is not None else None
    with holding_index(place.repository, record.token, any(file.name for file in record.files)):
        seen = list(look(place, record))
        kept = tuple(FileLeft(each.record.shown, each.moved_on) for each in seen if each.moved_on)
        back = [each for each in seen if not each.moved_on and (each.differs or each.is_staged)]
        if not (kept and logged.state.can_be_undone and not back and ref is None):
            end = ApplyState.PARTLY if kept else ApplyState.UNDONE
            _swap_back(place, logged, seen, _swap(record, back), ref, end)
    name = ref.ref.removeprefix(HEADS) if ref else ""
    return TakenBack(tuple(each.record.shown for each in back), kept, name)


def look(place: LockedTree, record: ApplyRecord) -> Iterator[FileState]:
    """See what there is of an apply's files now."""
    names = [os.fsdecode(file.name) for file in record.files if file.name]
    entries = read_entries(place.repository, names) if place.repository is not None and names else {}
    for file in record.files:
        target, entry = record.target(place.top, file), entries.get(os.fsdecode(file.name))
        try:
            yield FileState(file, target, read_if_there(target) if file.on_disk else file.before, entry)
        except OSError as error:
            yield FileState(file, target, None, entry, f"can't be looked at: {error.strerror}")


def _swap(record: ApplyRecord, back: Sequence[FileState]) -> Swap:
    files = {each.target: each.record.before for each in back if each.differs}
    entries: Mapping[str, IndexEntry | None] = {
        os.fsdecode(each.record.name): each.record.entry_before for each in back if each.is_staged
    }
    return Swap(record.token, files, entries, None, "")


def _swap_back(
    place: LockedTree,
    logged: Logged,
    seen: Sequence[FileState],
    swap: Swap,
    ref: RefMove | None,
    end: ApplyState,
) -> None:
    """Move the branch, and then files and index: it may hold the series only while they are in place."""
    number = logged.number
    with _or_as_it_was(place, logged, swap, BaseException):
        place.journal.mark(number, ApplyState.UNDOING)
        ready = prepare(place.repository, swap)
        place.journal.prepare(number, end)
        if any(now != before for now, before in zip(look(place, logged.record), seen, strict=True)):
            raise RepointError("a file was changed while it was being taken back; nothing was, run it again")
    # Once the branch may have moved there is no way back, only on.
    with _or_as_it_was(place, logged, swap, RepointError):
        if ref is not None and place.repository is not None:
            why = f"undo {logged.record.migration}"
            move_ref(place.repository, ref.ref, ref.before, ref.after, why)
    try:
        ready.run()
        _permit(seen, swap)
        place.journal.confirm(number)
    except OSError as error:
        raise system_refusal(error, "`repoint undo` goes on once that is mended") from error


def _permit(seen: Sequence[FileState], swap: Swap) -> None:
    """Give files that were removed, and are there again, the permissions that they had."""
    for each in seen:
        if each.target in swap.files and each.record.mode:
            each.target.chmod(each.record.mode)


@contextmanager
def _or_as_it_was(place: LockedTree, logged: Logged, swap: Swap, kind: type[BaseException]) -> Iterator[None]:
    """Leave everything as it was, journal and all, when an exception of some kind is raised."""
    try:
        yield
    except kind as error:
        clean_up(place.repository, swap.token, list(swap.files))
        with suppress(OSError):
            place.journal.mark(logged.number, logged.state)
        if isinstance(error, OSError):
            raise system_refusal(error, "nothing was taken back") from error
        raise
