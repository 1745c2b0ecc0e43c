"""Taking an apply back, whole or cut short: what is as it left it becomes as it found it."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from codemods.apply.journal import FileRecord, Logged, Record, State, digest
from codemods.apply.place import Place
from codemods.apply.swap import RefMove, Swap, clean_up, holding_index, prepare, read_if_there
from codemods.errors import RepointError
from codemods.repository.index import Entry, read_entries, refresh
from codemods.repository.refs import HEADS, read_ref


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that stays, since it is no longer as the apply left it."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What became of an apply's files, and of its branch."""

    restored: tuple[str, ...]
    kept: tuple[Kept, ...]
    branch: str = ""
    """The branch that was moved back, or removed; empty when there was none."""


def take_back(place: Place, logged: Logged) -> TakenBack:
    """Take an apply back; doing so twice, or after a crash half-way, comes to the same.

    Raises RepointError, with nothing changed, when its branch has gone on since or git refuses, and OSError.
    """
    record = logged.record
    clean_up(place.repository, record.token, record.targets())
    ref = _ref_to_move(place, logged)
    with holding_index(place.repository, record.token, any(file.name for file in record.files)):
        entries = _entries_now(place, record)
        kept = tuple(_kept(record, entries))
        left = {each.path for each in kept}
        back = [file for file in record.files if file.shown not in left]
        place.journal.mark(logged.number, State.UNDOING)
        why = f"undo {record.migration}"
        swap = Swap(record.token, _files(record, back), _entries(back, entries), ref, why)
        prepare(place.repository, swap).run()
        _permit(record, back)
    place.journal.mark(logged.number, State.PARTLY if kept else State.UNDONE)
    if place.repository is not None and swap.entries:
        refresh(place.repository)
    return TakenBack(tuple(file.shown for file in back), kept, ref.ref.removeprefix(HEADS) if ref else "")


def _ref_to_move(place: Place, logged: Logged) -> RefMove | None:
    """How the branch is to move; None when it need not. Raises RepointError when it has gone on."""
    ref = logged.record.ref
    if ref is None or place.repository is None:
        return None
    now = read_ref(place.repository, ref.ref)
    if now == ref.after:
        return RefMove(ref.ref, ref.after, ref.before)
    # An apply that was cut short moves its branch last, so a branch elsewhere means that it never did.
    if now == ref.before or logged.state is State.STARTED:
        return None
    name = ref.ref.removeprefix(HEADS)
    if not ref.before:
        raise RepointError(f"the branch {name} has gone on since; `git branch -D {name}` removes it")
    commits = f"{ref.before[:12]}..{ref.after[:12]}"
    raise RepointError(f"the branch {name} has gone on since; `git revert {commits}` takes the commits back")


def _entries_now(place: Place, record: Record) -> dict[str, Entry | None]:
    names = [os.fsdecode(file.name) for file in record.files if file.name]
    return read_entries(place.repository, names) if place.repository is not None and names else {}


def _kept(record: Record, entries: Mapping[str, Entry | None]) -> Iterator[Kept]:
    root = Path(os.fsdecode(record.root))
    for file in record.files:
        current = read_if_there(root / file.shown) if file.on_disk else file.before
        as_left = file.after == (digest(current) if current is not None else None)
        if current != file.before and not as_left:
            said = "gone" if current is None else "there again" if file.after is None else "changed"
            yield Kept(file.shown, f"{said} since the apply")
        elif file.name and entries[os.fsdecode(file.name)] not in (file.entry_before, file.entry_after):
            yield Kept(file.shown, "something else of it is staged since the apply")


def _permit(record: Record, back: list[FileRecord]) -> None:
    """Give files that were removed, and are there again, the permissions that they had."""
    root = Path(os.fsdecode(record.root))
    for file in back:
        if file.on_disk and file.mode:
            (root / file.shown).chmod(file.mode)


def _files(record: Record, back: list[FileRecord]) -> dict[Path, bytes | None]:
    root = Path(os.fsdecode(record.root))
    return {
        root / file.shown: file.before
        for file in back
        if file.on_disk and read_if_there(root / file.shown) != file.before
    }


def _entries(back: list[FileRecord], now: Mapping[str, Entry | None]) -> dict[str, Entry | None]:
    wanted = {os.fsdecode(file.name): file.entry_before for file in back if file.name}
    return {name: entry for name, entry in wanted.items() if now[name] != entry}
