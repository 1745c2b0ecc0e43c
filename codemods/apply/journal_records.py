"""What the journal is to say of an apply."""

import os
import secrets
from collections.abc import Iterable, Mapping

from codemods import __version__
from codemods.apply.journal import ApplyRecord, FileRecord, RefRecord, sha256, utc_now
from codemods.apply.locked_tree import LockedTree
from codemods.git.index import IndexEntry, read_entries
from codemods.values.plan import FileChange
from codemods.values.retirement import RemovedFile


def file_records(
    tree: LockedTree, changes: Iterable[FileChange], on_disk: bool, entries: Mapping[str, IndexEntry]
) -> tuple[FileRecord, ...]:
    """The records of changed files; `entries` are the index entries to come, by path."""
    git_paths, known = _entries(tree, entries)
    return tuple(
        FileRecord(
            path=os.fsencode(change.path),
            before=change.before,
            after=sha256(change.after),
            on_disk=on_disk,
            name=os.fsencode(git_paths.get(change.path, "")),
            entry_before=known.get(git_paths.get(change.path, "")),
            entry_after=entries.get(change.path),
        )
        for change in changes
    )


def removal_records(tree: LockedTree, removals: Iterable[RemovedFile]) -> tuple[FileRecord, ...]:
    """The records of files that are to be removed."""
    removed = {each.path: each.before for each in removals}
    git_paths, known = _entries(tree, removed)
    return tuple(
        FileRecord(
            path=os.fsencode(path),
            before=before,
            after=None,
            name=os.fsencode(git_paths.get(path, "")),
            entry_before=known.get(git_paths.get(path, "")),
            mode=(tree.root / path).stat().st_mode & 0o7777,
        )
        for path, before in removed.items()
    )


def _entries(
    tree: LockedTree, paths: Iterable[str]
) -> tuple[dict[str, str], Mapping[str, IndexEntry | None]]:
    """What git calls the paths, and the index entries by these names; nothing outside a repository."""
    repository = tree.repository
    if repository is None:
        return {}, {}
    git_paths = {path: repository.git_path(tree.root, path) for path in paths}
    return git_paths, read_entries(repository, list(git_paths.values())) if git_paths else {}


def new_record(
    tree: LockedTree, migration: str, files: tuple[FileRecord, ...], ref: RefRecord | None = None
) -> ApplyRecord:
    """A record of what is about to happen now."""
    return ApplyRecord(
        when=utc_now(),
        migration=migration,
        version=__version__,
        root=os.fsencode(os.path.relpath(tree.root, tree.top)),
        token=secrets.token_hex(4),
        files=files,
        ref=ref,
    )
