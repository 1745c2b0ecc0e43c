"""Taking an apply back, whole or cut short: what is as it left it becomes as it found it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from codemods.apply.branch_undo import undo_ref_move
from codemods.apply.journal import ApplyRecord, ApplyState, FileRecord, LoggedApply, sha256
from codemods.apply.leftovers import remove_leftovers, settle_leftovers
from codemods.apply.locked_tree import LockedTree
from codemods.apply.os_errors import from_os_error
from codemods.apply.regular_files import read_regular_file
from codemods.apply.swap import RefMove, Swap, hold_index_if, prepare_swap
from codemods.git.index import IndexEntry, read_entries
from codemods.git.refs import HEADS, move_ref
from codemods.git.signals import uninterrupted
from codemods.values.errors import RepointError

_SAVED = "saved while it was being taken back"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that stays, since it is no longer as the apply left it."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What became of an apply's files, and of its branch."""

    restored: tuple[str, ...]
    kept: tuple[KeptFile, ...]
    branch: str | None = None
    """The branch that was moved back, or removed."""


@dataclass(frozen=True, slots=True)
class FileState:
    """One file of an apply, and what there is of it now."""

    record: FileRecord
    target: Path
    data: bytes | None
    entry: IndexEntry | None
    unreadable: str | None = None
    """Why its content is not known, if so."""

    @property
    def is_applied(self) -> bool:
        """Whether it is, on disk and in the index, as the apply leaves it."""
        written = self.disk_is_applied or not self.record.on_disk
        return written and self.entry == self.record.entry_after

    @property
    def disk_is_applied(self) -> bool:
        """Whether the file on disk is as the apply leaves it: with its bytes, or removed."""
        return self.record.after == (sha256(self.data) if self.data is not None else None)

    @property
    def changed_since(self) -> str | None:
        """Why it has to stay; None when it is, on disk and in the index, as before or after the apply."""
        if self.unreadable:
            return self.unreadable
        if self.disk_differs and not self.disk_is_applied:
            change = "gone" if self.data is None else "changed" if self.record.after else "there again"
            return f"{change} since the apply"
        if self.entry not in (self.record.entry_before, self.record.entry_after):
            return "something else of it is staged since the apply"
        return None

    @property
    def disk_differs(self) -> bool:
        """Whether the file on disk is another than before the apply."""
        return self.data != self.record.before

    @property
    def index_differs(self) -> bool:
        """Whether its index entry is another than before the apply."""
        return self.entry != self.record.entry_before


def take_back(tree: LockedTree, logged: LoggedApply) -> TakenBack:
    """Take an apply back; doing so twice, or after a crash half-way, has the same result.

    Raises RepointError when its branch has gone on since, or the disk or git refuses; an apply that had ended
    is untouched then.
    """
    record = logged.record
    settle_leftovers(tree.repository, record, tree.top)
    ref = undo_ref_move(tree.repository, logged) if tree.repository is not None else None
    done = False
    try:
        with hold_index_if(any(file.name for file in record.files), tree.repository, record.token):
            states = list(file_states(tree, record))
            kept = tuple(KeptFile(each.record.shown, why) for each in states if (why := each.changed_since))
            back = [
                each
                for each in states
                if not each.changed_since and (each.disk_differs or each.index_differs)
            ]
            if not (kept and logged.state.can_be_undone and not back and ref is None):
                end = ApplyState.PARTLY if kept else ApplyState.UNDONE
                saved = _swap_back(tree, logged, states, _swap(record, back), ref, end)
                kept += tuple(KeptFile(each.record.shown, _SAVED) for each in back if each.target in saved)
                back = [each for each in back if each.target not in saved]
            done = True
    except OSError as error:
        # Only the lock on the index is left to fail.
        outcome = "all else is done; remove it" if done else "nothing was taken back"
        raise from_os_error(error, outcome) from error
    branch = ref.ref.removeprefix(HEADS) if ref else None
    return TakenBack(tuple(each.record.shown for each in back), kept, branch)


def file_states(tree: LockedTree, record: ApplyRecord) -> Iterator[FileState]:
    """Read what there is of an apply's files now."""
    names = [os.fsdecode(file.name) for file in record.files if file.name]
    entries = read_entries(tree.repository, names) if tree.repository is not None and names else {}
    for file in record.files:
        target, entry = record.target(tree.top, file), entries.get(os.fsdecode(file.name))
        try:
            yield FileState(file, target, read_regular_file(target) if file.on_disk else file.before, entry)
        except OSError as error:
            yield FileState(file, target, None, entry, f"can't be read: {error.strerror}")


def _swap(record: ApplyRecord, back: Sequence[FileState]) -> Swap:
    files = {each.target: each.record.before for each in back if each.disk_differs}
    entries: Mapping[str, IndexEntry | None] = {
        os.fsdecode(each.record.name): each.record.entry_before for each in back if each.index_differs
    }
    expected = {each.target: each.data for each in back if each.disk_differs}
    return Swap(record.token, files, expected, entries, None, "")


def _swap_back(
    tree: LockedTree,
    logged: LoggedApply,
    states: Sequence[FileState],
    swap: Swap,
    ref: RefMove | None,
    end: ApplyState,
) -> list[Path]:
    """Move the branch, and then files and index: the branch may hold the series only while they do.

    Gives the files that were saved at the last moment, and so stay.
    """
    number = logged.number
    saved: list[Path] = []
    with _restoring(tree, logged, swap, BaseException):
        tree.journal.mark(number, ApplyState.UNDOING)
        prepared = prepare_swap(tree.repository, swap)
        tree.journal.prepare(number, end)
        if any(now != before for now, before in zip(file_states(tree, logged.record), states, strict=True)):
            raise RepointError("a file was changed while it was being taken back; nothing was, run it again")
    # Once the branch may have moved, the undo can only go on.
    with uninterrupted("by then it was taken back"):
        with _restoring(tree, logged, swap, RepointError):
            if ref is not None and tree.repository is not None:
                why = f"undo {logged.record.migration}"
                move_ref(tree.repository, ref.ref, ref.before, ref.after, why)
        try:
            prepared.run(saved.append)
            _restore_modes(states, swap)
            if saved:
                remove_leftovers(tree.repository, swap.token, saved)
                tree.journal.prepare(number, ApplyState.PARTLY)
            tree.journal.confirm(number)
        except OSError as error:
            raise from_os_error(error, "`repoint undo` goes on once that is mended") from error
    return saved


def _restore_modes(states: Sequence[FileState], swap: Swap) -> None:
    """Give files that had been removed, and are there again, the permissions that they had."""
    for each in states:
        if each.target in swap.files and each.record.mode:
            each.target.chmod(each.record.mode)


@contextmanager
def _restoring(
    tree: LockedTree, logged: LoggedApply, swap: Swap, kind: type[BaseException]
) -> Iterator[None]:
    """Leave everything as it was, the journal included, when an exception of some kind is raised."""
    try:
        yield
    except kind as error:
        with uninterrupted():
            remove_leftovers(tree.repository, swap.token, list(swap.files))
            with suppress(OSError):
                tree.journal.mark(logged.number, logged.state)
        if isinstance(error, OSError):
            raise from_os_error(error, "nothing was taken back") from error
        raise
