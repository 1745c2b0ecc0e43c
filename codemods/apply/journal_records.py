"""What the journal is to say of an apply, and the index entries that its files get."""

import os
import secrets
from collections.abc import Iterable, Mapping

from codemods import __version__
from codemods.apply.journal import ApplyRecord, FileRecord, RefRecord, digest, now
from codemods.apply.locked_tree import LockedTree
from codemods.apply.os_errors import system_refusal
from codemods.git.index import IndexEntry, read_entries
from codemods.git.repository import Repository
from codemods.git.write_blobs import write_blobs, write_raw_blobs
from codemods.values.plan import FileChange

_PLAIN = "100644"


def staging_entries(
    place: LockedTree, repository: Repository, changes: Iterable[FileChange], staged: Mapping[str, bytes]
) -> dict[str, IndexEntry]:
    """Write the blobs of changed files and give the index entry that each path gets.

    `staged` says by path what goes in instead of the bytes on disk, in git's own form. Raises RepointError
    when git or the disk refuses.
    """
    try:
        return _entries(place, repository, changes, staged)
    except OSError as error:
        raise system_refusal(error, "nothing was changed") from error


def _entries(
    place: LockedTree, repository: Repository, changes: Iterable[FileChange], staged: Mapping[str, bytes]
) -> dict[str, IndexEntry]:
    changed = {change.path: change for change in changes}
    names = {path: repository.git_path(place.root, path) for path in changed}
    there = read_entries(repository, list(names.values()))
    contents = {names[path]: change.after for path, change in changed.items() if path not in staged}
    cleaned = write_blobs(repository, contents, known=there)
    made = {path: cleaned[name] for path, name in names.items() if name in cleaned}
    raw = write_raw_blobs(repository, {path: data for path, data in staged.items() if path in names})
    for path, blob in raw.items():
        entry = there[names[path]]
        made[path] = IndexEntry(entry.mode if entry else _PLAIN, blob)
    return made


def file_records(
    place: LockedTree, changes: Iterable[FileChange], on_disk: bool, entries: Mapping[str, IndexEntry]
) -> tuple[FileRecord, ...]:
    """What the journal says of changed files; `entries` are the index entries to come, by path."""
    repository = place.repository
    names = {path: repository.git_path(place.root, path) for path in entries} if repository else {}
    there = read_entries(repository, list(names.values())) if repository and names else {}
    return tuple(
        FileRecord(
            path=os.fsencode(change.path),
            before=change.before,
            after=digest(change.after),
            on_disk=on_disk,
            name=os.fsencode(names.get(change.path, "")),
            entry_before=there.get(names.get(change.path, "")),
            entry_after=entries.get(change.path),
        )
        for change in changes
    )


def new_record(
    place: LockedTree, migration: str, files: tuple[FileRecord, ...], ref: RefRecord | None = None
) -> ApplyRecord:
    """A record of what is about to happen now."""
    return ApplyRecord(
        when=now(),
        migration=migration,
        version=__version__,
        root=os.fsencode(os.path.relpath(place.root, place.top)),
        token=secrets.token_hex(4),
        files=files,
        ref=ref,
    )
