"""What the work tree and the index hold that is not committed yet: the user's own work."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace

from codemods.git.index import read_entries
from codemods.git.process import ask_git, split_names
from codemods.git.repository import Repository

_STATUS = (
    *("status", "--porcelain=v2", "-z"),
    *("--no-renames", "--untracked-files=no", "--ignore-submodules=all"),
)
_MISSING = "000000"


@dataclass(frozen=True, slots=True)
class Uncommitted:
    """One file that differs between the last commit, the index and the disk."""

    name: str
    """As git has it, relative to the top."""
    staged: bool
    """Whether the index differs from the last commit."""
    unstaged: bool
    """Whether the disk differs from the index, or may without git telling."""
    head: str = ""
    """The blob in the last commit; empty for none."""
    index: str = ""
    """The blob in the index; empty for none."""
    head_mode: str = ""
    """Its mode in the last commit, where git tells it beside the blobs."""
    unmerged: bool = False
    unwatched: bool = False
    """Whether git was told not to look at the file on disk (assume-unchanged, skip-worktree)."""

    @property
    def conflict(self) -> bool:
        """Whether nothing can be staged of the file, since git does not tell what it holds."""
        return self.unmerged or self.unwatched

    @property
    def what(self) -> str:
        """What is uncommitted, in words."""
        if self.unmerged:
            return "an unresolved conflict"
        if self.unwatched:
            return "what git was told not to look at (assume-unchanged or skip-worktree)"
        kinds = [word for word, there in (("staged", self.staged), ("unstaged", self.unstaged)) if there]
        return f"{' and '.join(kinds)} changes"


def uncommitted(repository: Repository) -> dict[str, Uncommitted]:
    """The tracked files with uncommitted changes, by name.

    Files that git was told not to look at (assume-unchanged, or skip-worktree and there all the same) count:
    nobody knows what they hold. Before the first commit everything is staged, so only what differs from the
    index counts.
    """
    answer = ask_git(repository.top, *_STATUS)
    found = {each.name: each for each in _entries(answer)}
    if not repository.head:
        found = {name: each for name, each in found.items() if each.unstaged or each.unmerged}
    unmerged = [name for name, each in found.items() if each.unmerged] if repository.head else []
    for name, blob in _in_head(repository, unmerged):
        found[name] = replace(found[name], head=blob)
    unwatched = _unwatched(repository)
    entries = read_entries(repository, unwatched) if unwatched else {}
    for name, entry in entries.items():
        # What git does not report as staged is in the last commit as it is in the index.
        blob = entry.blob if entry else ""
        known = found.get(name) or Uncommitted(
            name, False, True, head=blob if repository.head else "", index=blob
        )
        found[name] = replace(known, unwatched=True)
    return found


def _entries(answer: bytes) -> Iterator[Uncommitted]:
    for line in answer.split(b"\0"):
        kind, _, rest = os.fsdecode(line).partition(" ")
        if kind == "1":
            states, _, head_mode, index_mode, _, head, index, name = rest.split(" ", 7)
            yield Uncommitted(
                name,
                states[0] != ".",
                states[1] != ".",
                "" if head_mode == _MISSING else head,
                "" if index_mode == _MISSING else index,
                head_mode,
            )
        elif kind == "u":
            name = rest.split(" ", 9)[9]
            yield Uncommitted(name, True, True, unmerged=True)


def _in_head(repository: Repository, names: list[str]) -> Iterator[tuple[str, str]]:
    """The blobs of files in the last commit, of those that it holds."""
    listed = ask_git(repository.top, "ls-tree", "-z", "HEAD", "--", *names) if names else b""
    for line in split_names(listed):
        words, _, name = line.partition("\t")
        yield name, words.split(" ")[2]


def _unwatched(repository: Repository) -> list[str]:
    """Files whose index entry says not to look at the disk; not those that a sparse checkout leaves out."""
    listed = split_names(ask_git(repository.top, "ls-files", "-v", "-z"))
    marked = [(entry[0], entry[2:]) for entry in listed if entry[0].islower() or entry[0] == "S"]
    return [name for tag, name in marked if tag not in "Ss" or os.path.lexists(repository.top / name)]


def read_blobs(repository: Repository, blobs: list[str]) -> dict[str, bytes]:
    """The contents of blobs by their object names, read in one process."""
    wanted = list(dict.fromkeys(filter(None, blobs)))
    if not wanted:
        return {}
    answer = ask_git(repository.top, "cat-file", "--batch", stdin="\n".join([*wanted, ""]).encode())
    found: dict[str, bytes] = {}
    place = 0
    for blob in wanted:
        end = answer.index(b"\n", place)
        size = int(answer[place:end].split(b" ")[2])
        found[blob] = answer[end + 1 : end + 1 + size]
        place = end + 1 + size + 1
    return found
