"""Landing a retirement: files that go and files that change, with index entries and a commit, in one step."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress

from codemods.apply.check_before_write import require_writable
from codemods.apply.journal import RefRecord
from codemods.apply.journal_records import file_records, new_record, removal_records
from codemods.apply.locked_tree import LockedTree
from codemods.apply.transaction import run_transaction
from codemods.git.index import IndexEntry
from codemods.values.plan import FileChange
from codemods.values.retirement import RemovedFile


def land_removal(
    tree: LockedTree,
    why: str,
    changes: Sequence[FileChange],
    removals: Sequence[RemovedFile],
    entries: Mapping[str, IndexEntry],
    ref: RefRecord | None = None,
) -> int:
    """Write changed files, remove others, do the same in the index, and move the branch, where there is one.

    `entries` are the index entries of the changed files, `why` what the journal calls it. Gives the apply's
    number. Raises RepointError, with everything as it was, when a file is not what it was when planned.
    """
    removed = (FileChange(each.path, each.before, each.before, (), 0) for each in removals)
    require_writable(tree.root, (*changes, *removed))
    files = (*file_records(tree, changes, True, entries), *removal_records(tree, removals))
    contents: dict[bytes, bytes | None] = {os.fsencode(each.path): each.after for each in changes}
    contents.update({os.fsencode(each.path): None for each in removals})
    number = run_transaction(tree, new_record(tree, why, files, ref), contents)
    _remove_empty_folders(tree, removals)
    return number


def _remove_empty_folders(tree: LockedTree, removals: Sequence[RemovedFile]) -> None:
    """Remove folders that are empty now, as git does: Python would import them as namespace packages."""
    for each in removals:
        folder = (tree.root / each.path).parent
        with suppress(OSError):
            while folder != tree.root:
                folder.rmdir()
                folder = folder.parent
