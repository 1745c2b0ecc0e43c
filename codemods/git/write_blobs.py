"""Turning files' new bytes into blobs, through whatever git does to a file on its way in.

Line ends, `ident`, encodings and filters (`.gitattributes`, `core.autocrlf`) all have a say, and git applies
them only to files on disk. So the new bytes are laid out in a work tree of their own.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from codemods.git.index import CONFLICT, IndexEntry, read_entries, write_entries
from codemods.git.process import git_output, join_names
from codemods.git.repository import Repository

_ATTRIBUTES = ".gitattributes"


def write_blobs(
    repository: Repository,
    contents: Mapping[str, bytes],
    known: Mapping[str, IndexEntry | None] | None = None,
) -> dict[str, IndexEntry]:
    """Write the blobs of tracked files' new bytes; gives the index entry that each file would get.

    `contents` are bytes as on disk, by git's paths; those that git does not track are left out. `known` are
    their entries in the index, where these have been read already. The index stays as it is.
    """
    if known is None:
        known = read_entries(repository, list(contents)) if contents else {}
    tracked = {path: _as_merged(entry) for path in contents if (entry := known[path]) is not None}
    if not tracked:
        return {}
    with tempfile.TemporaryDirectory(prefix="repoint-") as folder:
        work, index = Path(folder) / "work", Path(folder) / "index"
        # An index with these files only: the repository's own may be of many megabytes.
        write_entries(repository, tracked, index)
        lay_out(repository, {path: contents[path] for path in tracked}, work)
        env = {"GIT_INDEX_FILE": os.fspath(index), "GIT_WORK_TREE": os.fspath(work)}
        env["GIT_DIR"] = os.fspath(repository.git_dir)
        git_output(work, "update-index", "-z", "--stdin", stdin=join_names(list(tracked)), env=env)
        made = read_entries(repository, list(tracked), index)
    return {path: entry for path, entry in made.items() if entry is not None}


def write_raw_blobs(repository: Repository, contents: Mapping[str, bytes]) -> dict[str, str]:
    """Write blobs of bytes that are in git's own form already; gives their object names."""
    if not contents:
        return {}
    with tempfile.TemporaryDirectory(prefix="repoint-") as folder:
        files = [Path(folder) / str(number) for number in range(len(contents))]
        for file, data in zip(files, contents.values(), strict=True):
            file.write_bytes(data)
        stdin = "".join(f"{file}\n" for file in files).encode()
        hashing = ("hash-object", "-w", "--no-filters", "--stdin-paths")
        blobs = git_output(repository.top, *hashing, stdin=stdin)
    return dict(zip(contents, blobs.decode().split(), strict=True))


def _as_merged(entry: IndexEntry) -> IndexEntry:
    """An entry that an index takes: one in conflict has no mode of its own yet."""
    return IndexEntry("100644", entry.blob) if entry.mode == CONFLICT else entry


def lay_out(repository: Repository, contents: Mapping[str, bytes], work: Path) -> None:
    """Write files, by git's paths, into a new folder that is to be their work tree, with their attributes."""
    work.mkdir()
    for path, data in contents.items():
        file = work / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        shutil.copymode(repository.top / path, file)
    for folder in _folders_around(contents):
        attributes = repository.top / folder / _ATTRIBUTES
        if attributes.is_file():
            shutil.copyfile(attributes, work / folder / _ATTRIBUTES)


def _folders_around(paths: Iterable[str]) -> set[str]:
    folders = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders
