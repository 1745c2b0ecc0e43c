"""Reading earlier commits from the object database: no checkout, and nothing is ever fetched for it.

A partial clone lacks objects, and git would go and get them. So git is told not to; where it is too old to be
told, no protocol is allowed, and what is missing is found out first, since git then dies of the first one.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from codemods.git.process import GitResult, ask_git, run_git
from codemods.values.history import CommitDate

_OFFLINE = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
_MISSING = b"?"
_FILE = b"100"
"""How the modes of regular files begin; links and submodules hold no source."""
_AT_ONCE = 500
"""Objects read in one go, to bound what is held in memory."""


def first_parents(folder: Path) -> list[CommitDate]:
    """The commits from the first to the last, along first parents. Raises RepointError."""
    log = ask_git(folder, "log", "--first-parent", "--reverse", "--format=%H %cs", "HEAD", "--", env=_OFFLINE)
    return [CommitDate(*line.split(" ")) for line in log.decode().splitlines()]


def is_shallow(folder: Path) -> bool:
    """Whether the repository holds its history only from some commit on."""
    return ask_git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def missing_objects(folder: Path, commits: Sequence[str]) -> frozenset[str]:
    """The objects of commits' trees that a partial clone lacks; nothing is looked for in any other clone."""
    if run_git(folder, "config", "--get-regexp", r"^remote\..*\.promisor$").status:
        return frozenset()
    words = ("rev-list", "--objects", "--no-object-names", "--missing=print", "--no-walk=unsorted", "--stdin")
    listed = _ask(folder, *words, stdin="".join(f"{commit}\n" for commit in commits).encode())
    found = (line[1:].decode() for line in listed.out.splitlines() if line.startswith(_MISSING))
    return frozenset(found)


def python_blobs(folder: Path, commit: str) -> dict[str, str] | None:
    """A commit's Python files below a folder, with the names of their blobs; None where a tree is missing."""
    listed = _ask(folder, "ls-tree", "-r", "-z", commit)
    if listed.status:
        return None
    found = {}
    for entry in listed.out.split(b"\0")[:-1]:
        kind, _, name = entry.partition(b"\t")
        if kind.startswith(_FILE) and name.endswith((b".py", b".pyi")):
            found[os.fsdecode(name)] = kind.split(b" ")[2].decode()
    return found


def read_blobs(folder: Path, blobs: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The contents of blobs; those that are missing are left out, also where git gives up at the first."""
    for start in range(0, len(blobs), _AT_ONCE):
        some = blobs[start : start + _AT_ONCE]
        listed = "".join(f"{blob}\n" for blob in some).encode()
        yield from _contents(_ask(folder, "cat-file", "--batch", "--buffer", stdin=listed).out)


def _contents(printed: bytes) -> Iterator[tuple[str, bytes]]:
    place = 0
    while (end := printed.find(b"\n", place)) >= 0:
        name, kind, *size = printed[place:end].split(b" ")
        place = end + 1
        if not size:
            continue
        data = printed[place : place + int(size[0])]
        place += int(size[0]) + 1
        if kind == b"blob" and place <= len(printed):
            yield name.decode(), data


def _ask(folder: Path, *words: str, stdin: bytes | None = None) -> GitResult:
    return run_git(folder, *words, stdin=stdin, env=_OFFLINE)
