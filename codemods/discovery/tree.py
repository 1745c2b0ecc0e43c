"""The tree on disk: in a git repository the tracked Python files, elsewhere what a walk finds.

In a repository, files that are not tracked are not looked at; `git add` makes them part of the tree.
Sub-modules are trees of their own and left out.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from codemods.discovery import git
from codemods.discovery.disk import may_hold, read_bytes
from codemods.discovery.globs import glob_matcher
from codemods.discovery.listing import Listing, examine
from codemods.discovery.walk import walk
from codemods.discovery.words import STARS, Words, finder, git_patterns, read_words
from codemods.errors import RepointError


@dataclass(frozen=True, slots=True)
class FolderTree:
    """The files below a folder, by their paths. It holds no open file and pickles."""

    root: str
    """Absolute, without links."""
    paths: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()
    """Links to other files of the tree, with the file that each stands for; not among `paths`."""
    unsearched: tuple[str, ...] = ()
    """Paths whose content a search by git does not see."""
    unlisted: tuple[tuple[str, str], ...] = ()
    """Folders that could not be listed, each with the reason."""
    submodules: tuple[str, ...] = ()
    """Repositories of their own inside this one, which are no part of the tree."""
    sparse: bool = False
    """Whether git may keep some of the files off the disk."""

    def read(self, path: str) -> bytes:
        """One file's bytes. Raises Unreadable."""
        return read_bytes(self.root, path)

    def holding(self, words: Iterable[str]) -> Sequence[str]:
        """The paths whose bytes hold at least one of the words as a whole identifier, sorted.

        Files that cannot be searched are among them, and so may be some that hold none of the words: never
        one too few.
        """
        wanted = read_words(words)
        return self._search(wanted) if wanted.whole or wanted.loose else ()

    def starring(self) -> Sequence[str]:
        """The paths whose bytes may hold a star import, sorted."""
        return self._search(STARS)

    def _search(self, words: Words) -> Sequence[str]:
        return self._scan(self.paths, finder(words))

    def _scan(self, paths: Iterable[str], holds: Callable[[bytes], bool]) -> list[str]:
        return [path for path in paths if may_hold(self.root, path, holds)]


@dataclass(frozen=True, slots=True)
class GitTree(FolderTree):
    """The tracked files below a folder of a repository, searched by git."""

    def _search(self, words: Words) -> Sequence[str]:
        hits = git.grep(self.root, git_patterns(words))
        if hits is None:
            return self._scan(self.paths, finder(words))
        found = set(hits).intersection(self.paths)
        return sorted(found.union(self._scan(self.unsearched, finder(words))))


def open_tree(root: Path, exclude: Sequence[str] = ()) -> FolderTree:
    """List the Python files below a folder, without those that an exclude glob matches.

    A repository whose index holds no Python file below the folder is walked like any other folder. Raises
    RepointError when there is no such folder, when git refuses to read the repository, and for a glob that
    is not valid.
    """
    if not root.is_dir():
        raise RepointError(f"{root}: there is no such folder to work on")
    top = os.path.realpath(root)
    letters = git.tracked(top)
    if letters:
        skipped = {path for path, letter in letters.items() if letter in "Ss" or letter.islower()}
        found = examine(top, letters, skipped)
        left_out = any(letter in "Ss" for letter in letters.values()) and len(letters) > len(found.paths)
        own = GitTree(top, (), submodules=tuple(git.submodules(top)), sparse=left_out)
        return _without(exclude, own, found)
    walked = walk(top)
    bare = FolderTree(top, (), unlisted=tuple(sorted(walked.unlisted)))
    return _without(exclude, bare, examine(top, walked.paths))


def _without(exclude: Sequence[str], tree: FolderTree, found: Listing) -> FolderTree:
    excluded = glob_matcher(exclude)
    paths = tuple(path for path in found.paths if not excluded(path))
    left = frozenset(paths)
    return replace(
        tree,
        paths=paths,
        links=tuple(sorted(pair for pair in found.links.items() if pair[1] in left)),
        unsearched=tuple(path for path in found.unsearched if path in left),
    )
