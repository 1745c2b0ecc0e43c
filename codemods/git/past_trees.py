"""The trees of earlier commits, from the object database: no checkout, and nothing is ever fetched for it.

A partial clone lacks objects, which git would fetch one by one, and it dies of the first that it cannot get.
So what is missing is found out first.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from codemods.git.process import OFFLINE, git_output, run_git
from codemods.values.errors import RepointError
from codemods.values.history import CommitDate

_NO_SUCH_KEY = 1
"""What `git config` ends with where nothing is set."""
_MISSING = b"?"
_FILE = b"100"
"""How the modes of regular files begin; links and submodules hold no source."""


def first_parents(folder: Path) -> list[CommitDate]:
    """The commits from the first to the last, along first parents. Raises RepointError."""
    log = ("log", "--first-parent", "--reverse", "--format=%H %cs", "HEAD", "--")
    lines = git_output(folder, *log, env=OFFLINE).decode().splitlines()
    return [CommitDate(*line.split(" ")) for line in lines]


def is_shallow(folder: Path) -> bool:
    """Whether the repository holds its history only from some commit on."""
    return git_output(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def missing_objects(folder: Path, commits: Sequence[str]) -> frozenset[str]:
    """The objects of commits' trees that a partial clone lacks; an ordinary clone lacks none.

    Raises RepointError.
    """
    if run_git(folder, "config", "--get-regexp", r"^remote\..*\.promisor$").status == _NO_SUCH_KEY:
        return frozenset()
    listing = ("rev-list", "--objects", "--no-object-names", "--missing=print", "--no-walk=unsorted")
    stdin = "".join(f"{commit}\n" for commit in commits).encode()
    lines = git_output(folder, *listing, "--stdin", stdin=stdin, env=OFFLINE).splitlines()
    missing = frozenset(line[1:].decode() for line in lines if line.startswith(_MISSING))
    for commit in commits:
        # Older gits fail on it; newer ones (2.55 does) list it as one more missing object.
        if commit in missing:
            raise RepointError(f"{folder}: git rev-list: the commit {commit} is not there")
    return missing


def python_blobs(folder: Path, commit: str) -> dict[str, str] | None:
    """A commit's Python files below a folder, with the names of their blobs; None where a tree is missing."""
    result = run_git(folder, "ls-tree", "-r", "-z", commit, env=OFFLINE)
    if result.status:
        return None
    found = {}
    for entry in result.stdout.split(b"\0")[:-1]:
        kind, _, name = entry.partition(b"\t")
        if kind.startswith(_FILE) and name.endswith((b".py", b".pyi")):
            found[os.fsdecode(name)] = kind.split(b" ")[2].decode()
    return found
