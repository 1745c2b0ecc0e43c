"""One transaction: files, index and branch change together, all of it or, whatever happens, none.

The journal has its record before the first change, so that a crash can be taken back.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from codemods.apply.check_before_write import NOTHING_CHANGED
from codemods.apply.journal import ApplyRecord, ApplyState
from codemods.apply.leftovers import remove_leftovers
from codemods.apply.locked_tree import LockedTree
from codemods.apply.os_errors import from_os_error
from codemods.apply.regular_files import has_content
from codemods.apply.swap import PreparedSwap, RefMove, Swap, hold_index_if, prepare_swap
from codemods.apply.take_back import KeptFile, take_back
from codemods.git.index import read_entries
from codemods.git.signals import uninterrupted
from codemods.values.errors import RepointError


class FileChangedError(RepointError):
    """A file, or its index entry, is no longer what the plan was made from; `path` says which."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: changed since the plan was made; {NOTHING_CHANGED}")
        self.path = path


def run_transaction(tree: LockedTree, record: ApplyRecord, contents: Mapping[bytes, bytes | None]) -> int:
    """Do what a record says; `contents` are the new bytes of its files, by path, None to remove one.

    Gives its number in the journal. Raises FileChangedError or RepointError with everything as it was before.
    """
    number = tree.journal.begin(record)
    staged = any(file.name for file in record.files)
    prepared = None
    try:
        with hold_index_if(staged, tree.repository, record.token):
            prepared = _prepare(tree, record, contents, number)
            prepared.run(_stop(tree, record))
        tree.journal.confirm(number)
    except BaseException as error:
        with uninterrupted():
            changed = error.path if isinstance(error, FileChangedError) else None
            _undo_failed(tree, record, number, prepared is not None, changed)
        if isinstance(error, OSError):
            raise from_os_error(error, "everything is as it was before") from error
        raise
    tree.journal.prune()
    return number


def _stop(tree: LockedTree, record: ApplyRecord) -> Callable[[Path], None]:
    names = {record.target(tree.top, file): file.shown for file in record.files}

    def stop(target: Path) -> None:
        raise FileChangedError(names[target])

    return stop


def _prepare(
    tree: LockedTree, record: ApplyRecord, contents: Mapping[bytes, bytes | None], number: int
) -> PreparedSwap:
    own = {os.fsdecode(file.name): file for file in record.files if file.name}
    files = [file for file in record.files if file.on_disk]
    targets = record.targets(tree.top)
    if tree.repository is not None and own:
        for name, entry in read_entries(tree.repository, list(own)).items():
            if entry != own[name].entry_before:
                raise FileChangedError(own[name].shown)
    swap = Swap(
        record.token,
        dict(zip(targets, (contents[file.path] for file in files), strict=True)),
        dict(zip(targets, (file.before for file in files), strict=True)),
        {name: file.entry_after for name, file in own.items()},
        RefMove(record.ref.ref, record.ref.before, record.ref.after) if record.ref else None,
        record.migration,
    )
    prepared = prepare_swap(tree.repository, swap)
    tree.journal.prepare(number, ApplyState.DONE)
    for file, target in zip(files, targets, strict=True):
        if not has_content(target, file.before):
            raise FileChangedError(file.shown)
    return prepared


def _undo_failed(
    tree: LockedTree, record: ApplyRecord, number: int, begun: bool, changed: str | None
) -> None:
    """Leave no trace of an apply that failed. Raises RepointError when that fails too.

    `changed` is a file that was changed by others, and that the apply left.
    """
    kept: tuple[KeptFile, ...] = ()
    try:
        if begun:
            result = take_back(tree, tree.journal.read(number))
            kept = tuple(each for each in result.kept if each.path != changed)
        else:
            remove_leftovers(tree.repository, record.token, record.targets(tree.top))
    except (OSError, RepointError) as error:
        message = (
            f"what was changed can't be taken back yet: {error}; `repoint undo` does, once that is mended"
        )
        raise RepointError(message) from error
    if kept:
        message = f"{kept[0].path}: {kept[0].why}, so it stays; all else that failed is as it was before"
        raise RepointError(message)
    tree.journal.forget(number)
