"""What `git ls-files` says below a folder: programs, those a sparse checkout leaves out, submodules."""

import os
from pathlib import Path

from codemods.git.process import GLOB_PATHSPECS, StartedGit, git_output, run_git, split_names
from codemods.git.repository import output_in_work_tree

PYTHON_FILES = ("--", "*.py", "*.pyi")
_PROGRAMS = (*PYTHON_FILES, "*.ipynb")
"""These and notebooks, in which git does not search."""
_SUBMODULE = b"160000 "
_LINK = b"120000 "
_LINK_IN_INDEX = b"\0\0\xa0\0"
"""How the mode of a symbolic link stands in the index file (git's gitformat-index)."""
_SPLIT_INDEX = b"link\0\0"
"""Begins the part of an index file that leads to another one, with entries that this one does not have."""
_REGULAR_FILE = "100"
"""How the modes of files begin; links and submodules have others."""


def tracked_python_files(folder: str) -> dict[str, str] | None:
    """The Python files and notebooks in the index below a folder, each with its `ls-files -v` letter.

    Paths are relative to the folder. None outside a work tree, or without git. Raises RepointError where git
    refuses to read the repository.
    """
    listing = output_in_work_tree(folder, "ls-files", "-v", "-z", *_PROGRAMS, env=GLOB_PATHSPECS)
    if listing is None:
        return None
    return {entry[2:]: entry[0] for entry in split_names(listing)}


def sparse_python_files(folder: str) -> dict[str, str]:
    """The indexed Python files below a folder that a sparse checkout keeps off the disk, with their blobs.

    Raises RepointError where git fails.
    """
    listing = git_output(folder, "ls-files", "-v", "--stage", "-z", *_PROGRAMS, env=GLOB_PATHSPECS)
    found = {}
    for entry in split_names(listing):
        if entry[0] not in "Ss":
            continue
        words, _, name = entry.partition("\t")
        _, mode, blob, _ = words.split(" ")
        if mode.startswith(_REGULAR_FILE) and not os.path.lexists(os.path.join(folder, name)):
            found[name] = blob
    return found


def start_untracked(folder: str) -> StartedGit:
    """Begin to list the programs below a folder that git neither tracks nor ignores, with `-z`."""
    listing = ("ls-files", "--others", "--exclude-standard", "-z")
    return StartedGit(folder, *listing, *_PROGRAMS, env=GLOB_PATHSPECS)


def submodules(folder: str) -> list[str]:
    """The submodules in the index below a folder that are checked out, relative to it."""
    if not _may_have_submodules(folder):
        return []
    entries = run_git(folder, "ls-files", "--stage", "-z").stdout.split(b"\0")
    paths = [os.fsdecode(entry.partition(b"\t")[2]) for entry in entries if entry.startswith(_SUBMODULE)]
    return [path for path in paths if os.path.lexists(os.path.join(folder, path, ".git"))]


def tracked_links(folder: str) -> list[str]:
    """The symbolic links in the index below a folder, relative to it."""
    if not _may_have_links(folder):
        return []
    entries = run_git(folder, "ls-files", "--stage", "-z").stdout.split(b"\0")
    return [os.fsdecode(entry.partition(b"\t")[2]) for entry in entries if entry.startswith(_LINK)]


def _may_have_links(folder: str) -> bool:
    """Whether the index may hold a link: to look for four bytes costs a fraction of what git's list does."""
    try:
        data = (Path(folder) / ".git/index").read_bytes()
    except OSError:
        return True
    return _LINK_IN_INDEX in data or _SPLIT_INDEX in data


def _may_have_submodules(folder: str) -> bool:
    """Whether git keeps a list of submodules at the top, which costs less to find than to ask git."""
    for around in (Path(folder), *Path(folder).parents):
        if (around / ".gitmodules").is_file():
            return True
        if (around / ".git").exists():
            break
    return False
