"""The index entries that changed files get."""

from collections.abc import Iterable, Mapping

from codemods.apply.locked_tree import LockedTree
from codemods.apply.os_errors import from_os_error
from codemods.git.index import IndexEntry, read_entries
from codemods.git.repository import Repository
from codemods.git.write_blobs import write_blobs, write_raw_blobs
from codemods.values.plan import FileChange

_REGULAR_FILE = "100644"


def staging_entries(
    tree: LockedTree, repository: Repository, changes: Iterable[FileChange], staged: Mapping[str, bytes]
) -> dict[str, IndexEntry]:
    """Write the blobs of changed files and give the index entry that each path gets.

    `staged` says by path what goes in instead of the bytes on disk, in git's own form. Raises RepointError
    when git or the disk refuses.
    """
    try:
        return _entries(tree, repository, changes, staged)
    except OSError as error:
        raise from_os_error(error, "nothing was changed") from error


def _entries(
    tree: LockedTree, repository: Repository, changes: Iterable[FileChange], staged: Mapping[str, bytes]
) -> dict[str, IndexEntry]:
    changed = {change.path: change for change in changes}
    git_paths = {path: repository.git_path(tree.root, path) for path in changed}
    known = read_entries(repository, list(git_paths.values()))
    contents = {git_paths[path]: change.after for path, change in changed.items() if path not in staged}
    written = write_blobs(repository, contents, known)
    made = {path: written[git_path] for path, git_path in git_paths.items() if git_path in written}
    raw = write_raw_blobs(repository, {path: data for path, data in staged.items() if path in git_paths})
    for path, blob in raw.items():
        entry = known[git_paths[path]]
        made[path] = IndexEntry(entry.mode if entry else _REGULAR_FILE, blob)
    return made
