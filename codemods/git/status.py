"""What the work tree and the index hold that is not committed yet: the user's own work."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace

from codemods.git.index import read_entries
from codemods.git.process import git_output, split_names
from codemods.git.repository import Repository

_STATUS = (
    *("status", "--porcelain=v2", "-z"),
    *("--no-renames", "--untracked-files=no", "--ignore-submodules=all"),
)
_NO_FILE = "000000"
"""The mode that git prints for an absent file."""


@dataclass(frozen=True, slots=True)
class UncommittedFile:
    """One file that differs between the last commit, the index and the disk."""

    path: str
    """As git has it, relative to the top."""
    staged: bool
    """Whether the index differs from the last commit."""
    unstaged: bool
    """Whether the disk differs from the index, or may without git noticing."""
    head: str | None = None
    """The blob in the last commit."""
    index: str | None = None
    """The blob in the index."""
    head_mode: str | None = None
    """Its mode in the last commit, where `git status` prints one."""
    unmerged: bool = False
    unwatched: bool = False
    """Whether git was told not to look at the file on disk (assume-unchanged, skip-worktree)."""

    @property
    def conflict(self) -> bool:
        """Whether nothing of the file can be staged, since git does not know what it holds."""
        return self.unmerged or self.unwatched

    @property
    def description(self) -> str:
        """What is uncommitted, in words."""
        if self.unmerged:
            return "an unresolved conflict"
        if self.unwatched:
            return "what git was told not to look at (assume-unchanged or skip-worktree)"
        kinds = [word for word, there in (("staged", self.staged), ("unstaged", self.unstaged)) if there]
        return f"{' and '.join(kinds)} changes"


def uncommitted_files(repository: Repository) -> dict[str, UncommittedFile]:
    """The tracked files with uncommitted changes, by git's path.

    Files that git was told not to look at (assume-unchanged, or skip-worktree and there all the same) count,
    since what they hold is not known. Before the first commit everything is staged, so only what differs from
    the index counts.
    """
    found = {file.path: file for file in _parse(git_output(repository.top, *_STATUS))}
    if not repository.head:
        found = {path: file for path, file in found.items() if file.unstaged or file.unmerged}
    unmerged = [path for path, file in found.items() if file.unmerged] if repository.head else []
    for path, blob in _in_head(repository, unmerged):
        found[path] = replace(found[path], head=blob)
    unwatched = _unwatched(repository)
    entries = read_entries(repository, unwatched) if unwatched else {}
    for path, entry in entries.items():
        # What git does not report as staged is in the last commit as it is in the index.
        index = entry.blob if entry else None
        head = index if repository.head else None
        known = found.get(path) or UncommittedFile(path, False, True, head=head, index=index)
        found[path] = replace(known, unwatched=True)
    return found


def _parse(listing: bytes) -> Iterator[UncommittedFile]:
    """Read `git status --porcelain=v2 -z`: lines of kind 1 are changed files, of kind u unmerged ones."""
    for line in listing.split(b"\0"):
        kind, _, rest = os.fsdecode(line).partition(" ")
        if kind == "1":
            states, _, head_mode, index_mode, _, head, index, path = rest.split(" ", 7)
            yield UncommittedFile(
                path,
                staged=states[0] != ".",
                unstaged=states[1] != ".",
                head=None if head_mode == _NO_FILE else head,
                index=None if index_mode == _NO_FILE else index,
                head_mode=head_mode,
            )
        elif kind == "u":
            path = rest.split(" ", 9)[9]
            yield UncommittedFile(path, staged=True, unstaged=True, unmerged=True)


def _in_head(repository: Repository, paths: list[str]) -> Iterator[tuple[str, str]]:
    """The blobs of files in the last commit, of those that it holds."""
    listing = git_output(repository.top, "ls-tree", "-z", "HEAD", "--", *paths) if paths else b""
    for line in split_names(listing):
        words, _, path = line.partition("\t")
        yield path, words.split(" ")[2]


def _unwatched(repository: Repository) -> list[str]:
    """Files whose index entry says not to look at the disk; not those that a sparse checkout leaves out."""
    listing = split_names(git_output(repository.top, "ls-files", "-v", "-z"))
    marked = [(entry[0], entry[2:]) for entry in listing if entry[0].islower() or entry[0] == "S"]
    return [path for tag, path in marked if tag not in "Ss" or os.path.lexists(repository.top / path)]
