"""Landing a series of commits: on a branch of its own, or on the one that is checked out, files and all."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from codemods.apply.check_before_write import require_writable
from codemods.apply.journal import FileRecord, RefRecord, sha256
from codemods.apply.journal_records import file_records, new_record
from codemods.apply.locked_tree import LockedTree
from codemods.apply.transaction import FileChangedError, run_transaction
from codemods.apply.uncommitted_work import first_changed
from codemods.git.blame_ignore_revs import IGNORE_REVS_FILE
from codemods.git.index import IndexEntry, read_entries
from codemods.git.repository import Repository
from codemods.git.status import UncommittedFile
from codemods.values.plan import FileChange


@dataclass(frozen=True, slots=True)
class IgnoreRevsCommit:
    """The commit that makes `git blame` ignore a series, and what it changes in the file with its commits."""

    commit: str
    before: bytes | None
    after: bytes
    entry: IndexEntry


def land_on_branch(tree: LockedTree, migration: str, ref: RefRecord) -> int:
    """Make a branch of a series, in one step. Gives the apply's number in the journal."""
    return run_transaction(tree, new_record(tree, migration, (), ref), {})


def land_here(
    tree: LockedTree,
    migration: str,
    changes: Iterable[FileChange],
    entries: Mapping[str, IndexEntry],
    ref: RefRecord,
    revisions: IgnoreRevsCommit | None = None,
    planned: Mapping[str, UncommittedFile] | None = None,
) -> int:
    """Move the branch that is checked out to the end of a series, with the files and their index entries.

    `changes` are the files as on disk, `entries` what the index gets for them. `planned` is by path what was
    uncommitted when they were planned; without it, that is not checked again. Gives the apply's number in
    the journal. Raises RepointError, with everything as it was, when a file is not what it was when planned.
    """
    changed = list(changes)
    require_writable(tree.root, changed)
    files = file_records(tree, changed, True, entries)
    if planned is not None and tree.repository is not None:
        path = first_changed(tree, tree.repository, entries, planned)
        if path is not None:
            raise FileChangedError(path)
    contents = {os.fsencode(each.path): each.after for each in changed}
    if revisions is not None and tree.repository is not None:
        record = _record(tree, tree.repository, revisions)
        files, contents = (*files, record), {**contents, record.path: revisions.after}
    return run_transaction(tree, new_record(tree, migration, files, ref), contents)


def _record(tree: LockedTree, repository: Repository, revisions: IgnoreRevsCommit) -> FileRecord:
    path = os.path.relpath(repository.top / IGNORE_REVS_FILE, tree.root)
    return FileRecord(
        path=os.fsencode(path),
        before=revisions.before,
        after=sha256(revisions.after),
        name=os.fsencode(IGNORE_REVS_FILE),
        entry_before=read_entries(repository, [IGNORE_REVS_FILE])[IGNORE_REVS_FILE],
        entry_after=revisions.entry,
    )
