"""Landing a retirement: files that go and files that change, with index entries and a commit, in one step."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress

from codemods.apply.journal import FileRecord, RefRecord
from codemods.apply.journal_records import file_records, new_record
from codemods.apply.locked_tree import LockedTree
from codemods.apply.transaction import FileMoved, carry_out
from codemods.apply.writable import check_file
from codemods.git.index import IndexEntry, read_entries
from codemods.values.errors import RepointError
from codemods.values.plan import FileChange
from codemods.values.retirement import RemovedFile

_AGAIN = "nothing was changed; run repoint again"


def land_removal(
    place: LockedTree,
    why: str,
    changes: Sequence[FileChange],
    removals: Sequence[RemovedFile],
    entries: Mapping[str, IndexEntry],
    ref: RefRecord | None = None,
) -> int:
    """Write changed files, remove others, and in a repository do the same in the index, and move the branch.

    `entries` are the index entries of the changed files, `why` what the journal calls it. Gives the apply's
    number. Raises RepointError, with everything as it was, when a file is not what it was when planned.
    """
    for change in (*changes, *(FileChange(each.path, each.before, each.before, (), 0) for each in removals)):
        finding = check_file(place.root, change)
        if finding is not None:
            raise RepointError(f"{change.path}: {finding.message}; {_AGAIN}")
    files = (*file_records(place, changes, True, entries), *_records(place, removals))
    contents: dict[bytes, bytes | None] = {os.fsencode(each.path): each.after for each in changes}
    contents.update({os.fsencode(each.path): None for each in removals})
    try:
        number = carry_out(place, new_record(place, why, files, ref), contents)
    except FileMoved as moved:
        raise RepointError(f"{moved.path}: changed since the plan was made; {_AGAIN}") from None
    _remove_empty(place, removals)
    return number


def _records(place: LockedTree, removals: Sequence[RemovedFile]) -> tuple[FileRecord, ...]:
    """What the journal says of files that go."""
    repository = place.repository
    names = {each.path: repository.git_path(place.root, each.path) for each in removals} if repository else {}
    there = read_entries(repository, list(names.values())) if repository and names else {}
    return tuple(
        FileRecord(
            path=os.fsencode(each.path),
            before=each.before,
            after=None,
            name=os.fsencode(names.get(each.path, "")),
            entry_before=there.get(names.get(each.path, "")),
            mode=(place.root / each.path).stat().st_mode & 0o7777,
        )
        for each in removals
    )


def _remove_empty(place: LockedTree, removals: Sequence[RemovedFile]) -> None:
    """Remove folders that hold nothing any more, as git does: Python would import them as packages."""
    for each in removals:
        folder = (place.root / each.path).parent
        with suppress(OSError):
            while folder != place.root:
                folder.rmdir()
                folder = folder.parent
