"""Carrying a record out: files, index and branch change together, all of it or, whatever happens, none.

The journal knows of it before the first change, so that a crash can be taken back.
"""

import os
from collections.abc import Mapping

from codemods.apply.journal import ApplyRecord, ApplyState
from codemods.apply.locked_tree import LockedTree
from codemods.apply.os_errors import system_refusal
from codemods.apply.swap import PreparedSwap, RefMove, Swap, clean_up, holding_index, holds, prepare
from codemods.apply.take_back import FileLeft, take_back
from codemods.git.index import read_entries
from codemods.values.errors import RepointError


class FileMoved(Exception):
    """A file, or its index entry, is no longer what the plan was made from; `path` says which."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def carry_out(place: LockedTree, record: ApplyRecord, contents: Mapping[bytes, bytes | None]) -> int:
    """Do what a record says; `contents` are the new bytes of its files, by path, None for those that go.

    Gives its journal number.

    Raises FileMoved or RepointError with everything as it was before.
    """
    number = place.journal.begin(record)
    staged = any(file.name for file in record.files)
    ready = None
    try:
        with holding_index(place.repository, record.token, staged):
            ready = _prepare(place, record, contents, number)
            ready.run()
        place.journal.confirm(number)
    except BaseException as error:
        _give_up(place, record, number, begun=ready is not None)
        if isinstance(error, OSError):
            raise system_refusal(error, "everything is as it was before") from error
        raise
    place.journal.prune()
    return number


def _prepare(
    place: LockedTree, record: ApplyRecord, contents: Mapping[bytes, bytes | None], number: int
) -> PreparedSwap:
    own = {os.fsdecode(file.name): file for file in record.files if file.name}
    files = [file for file in record.files if file.on_disk]
    targets = record.targets(place.top)
    if place.repository is not None and own:
        for name, entry in read_entries(place.repository, list(own)).items():
            if entry != own[name].entry_before:
                raise FileMoved(own[name].shown)
    swap = Swap(
        record.token,
        dict(zip(targets, (contents[file.path] for file in files), strict=True)),
        {name: file.entry_after for name, file in own.items()},
        RefMove(record.ref.ref, record.ref.before, record.ref.after) if record.ref else None,
        record.migration,
    )
    ready = prepare(place.repository, swap)
    place.journal.prepare(number, ApplyState.DONE)
    for file, target in zip(files, targets, strict=True):
        if not holds(target, file.before):
            raise FileMoved(file.shown)
    return ready


def _give_up(place: LockedTree, record: ApplyRecord, number: int, begun: bool) -> None:
    """Leave no trace of an apply that failed. Raises RepointError when that fails too."""
    kept: tuple[FileLeft, ...] = ()
    try:
        if begun:
            kept = take_back(place, place.journal.read(number)).kept
        else:
            clean_up(place.repository, record.token, record.targets(place.top))
    except (OSError, RepointError) as error:
        said = f"what was changed can't be taken back yet: {error}; `repoint undo` does, once that is mended"
        raise RepointError(said) from error
    if kept:
        said = f"{kept[0].path}: {kept[0].why}, so it stays; all else that failed is as it was before"
        raise RepointError(said)
    place.journal.forget(number)
