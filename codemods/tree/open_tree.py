"""The tree on disk: in a git repository the tracked Python files, elsewhere what a walk finds.

In a repository, files that are not tracked are not looked at; `git add` makes them part of the tree.
Sub-modules are trees of their own and left out.
"""

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from codemods.git import tracked_files
from codemods.tree.disk import read_bytes, seen
from codemods.tree.file_kinds import FileKinds, examine
from codemods.tree.folder_walk import walk
from codemods.tree.path_globs import glob_matcher
from codemods.tree.word_search import FEW_WORDS, STARS, SearchWords, finder, git_patterns, read_words
from codemods.values.errors import RepointError
from codemods.values.tree import SearchHits


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
    stamp: bytes = b""
    """Stands for all that is there: another one after any change. Empty where a change might not show."""

    def read(self, path: str) -> bytes:
        """One file's bytes. Raises Unreadable."""
        return read_bytes(self.root, path)

    def holding(self, words: Iterable[str]) -> Sequence[str]:
        """The paths whose bytes hold at least one of the words as a whole identifier, sorted.

        Files that cannot be searched are among them, and so may be some that hold none of the words: never
        one too few.
        """
        wanted = read_words(words)
        return self._search(wanted)[0] if wanted.whole or wanted.loose else ()

    def search(self, words: Iterable[str]) -> SearchHits:
        """The same together with the paths whose bytes may hold a star import."""
        return SearchHits(*self._search(read_words(words), STARS))

    def _search(self, *searches: SearchWords) -> list[Sequence[str]]:
        return self._scan(self.paths, searches)

    def _scan(self, paths: Iterable[str], searches: Sequence[SearchWords]) -> list[Sequence[str]]:
        """For each search what it finds among some paths; each file is read once."""
        finders = [finder(words) for words in searches]
        found: list[list[str]] = [[] for _ in finders]
        for path in paths:
            data = seen(self.root, path)
            for paths_found, holds in zip(found, finders, strict=True):
                if data is None or holds(data):
                    paths_found.append(path)
        return [*found]


@dataclass(frozen=True, slots=True)
class GitTree(FolderTree):
    """The tracked files below a folder of a repository, searched by git."""

    def _search(self, *searches: SearchWords) -> list[Sequence[str]]:
        hits = self._grep(*searches)
        if hits is None:
            return self._scan(self.paths, searches)
        there, rest = frozenset(self.paths), self._scan(self.unsearched, searches)
        return [sorted(there.intersection(each).union(more)) for each, more in zip(hits, rest, strict=True)]

    def _grep(self, *searches: SearchWords, cached: bool = False) -> list[Collection[str]] | None:
        """For each search the files that git finds, with one run of it where it can tell them apart.

        None when git cannot search so.
        """
        if len(searches) == 1 or any(len(words.whole) > FEW_WORDS for words in searches):
            each = [tracked_files.grep(self.root, git_patterns(words), cached=cached) for words in searches]
            found = [names for names in each if names is not None]
            return [*found] if len(found) == len(each) else None
        patterns = [pattern for words in searches for pattern in git_patterns(words)]
        matched = tracked_files.grep_matches(self.root, patterns, cached=cached)
        if matched is None:
            return None
        finders = [finder(words) for words in searches]
        return [{name for name, texts in matched.items() if any(map(holds, texts))} for holds in finders]


def open_tree(root: Path, exclude: Sequence[str] = (), stamped: bool = True) -> FolderTree:
    """List the Python files below a folder, without those that an exclude glob matches.

    With `stamped`, the tree has a stamp where a later change is sure to show.

    A repository whose index holds no Python file below the folder is walked like any other folder. Raises
    RepointError when there is no such folder, when git refuses to read the repository, and for a glob that
    is not valid.
    """
    if not root.is_dir():
        raise RepointError(f"{root}: there is no such folder to work on")
    top = os.path.realpath(root)
    letters = tracked_files.tracked(top)
    if letters:
        skipped = {path for path, letter in letters.items() if letter in "Ss" or letter.islower()}
        found = examine(top, letters, skipped, stamped)
        left_out = any(letter in "Ss" for letter in letters.values()) and len(letters) > len(found.paths)
        own = GitTree(top, (), submodules=tuple(tracked_files.submodules(top)), sparse=left_out)
        return _without(exclude, own, found)
    walked = walk(top)
    bare = FolderTree(top, (), unlisted=tuple(sorted(walked.unlisted)))
    return _without(exclude, bare, examine(top, walked.paths, stamped=stamped))


def _without(exclude: Sequence[str], tree: FolderTree, found: FileKinds) -> FolderTree:
    excluded = glob_matcher(exclude)
    paths = tuple(path for path in found.paths if not excluded(path))
    left = frozenset(paths)
    return replace(
        tree,
        paths=paths,
        links=tuple(sorted(pair for pair in found.links.items() if pair[1] in left)),
        unsearched=tuple(path for path in found.unsearched if path in left),
        stamp=found.stamp if found.settled else b"",
    )
