"""The tree on disk: in a git repository the tracked Python files and notebooks, elsewhere what a walk finds.

In a repository, files that are not tracked are not part of the tree; `git add` makes them part of it.
Sub-modules are trees of their own and left out.
"""

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from codemods.git.grep import grep_files, grep_matches
from codemods.git.tracked_files import submodules, tracked_links, tracked_python_files
from codemods.tree.disk import read_bytes
from codemods.tree.file_kinds import FileKinds, add_linked_folders, classify_paths
from codemods.tree.folder_walk import PYTHON_SUFFIXES, walk_folder
from codemods.tree.path_globs import glob_matcher
from codemods.tree.searched_text import read_searched
from codemods.tree.word_search import (
    FINDERS,
    OTHER_ENCODINGS,
    OTHER_SPELLINGS,
    STARS,
    SearchWords,
    are_told,
    git_patterns,
    name_finder,
    search_words,
    word_finder,
)
from codemods.values.errors import RepointError
from codemods.values.source import NOTEBOOK_SUFFIX
from codemods.values.tree import SearchHits


@dataclass(frozen=True, slots=True)
class FolderTree:
    """The files below a folder, by their paths. It holds no open file and pickles."""

    root: str
    """Absolute, without links."""
    paths: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()
    """Links to other files of the tree, with the file that each stands for; not among `paths`.

    So are files below a link to a folder of the tree.
    """
    unsearched: tuple[str, ...] = ()
    """Paths whose content a search by git does not see."""
    unlisted: tuple[tuple[str, str], ...] = ()
    """Folders that could not be listed, each with the reason."""
    submodules: tuple[str, ...] = ()
    """Repositories of their own inside this one, which are not part of the tree."""
    sparse: bool = False
    """Whether git may keep some of the files off the disk."""
    notebooks: tuple[str, ...] = ()
    """Those of the paths that are notebooks: in their JSON text a search by git would not see each name."""
    stamp: bytes = b""
    """Another one after any change to a file; empty where a change might not show."""
    outside: tuple[str, ...] = ()
    """Links to folders that may be packages and are not looked into, most of them outside of this one."""

    def read(self, path: str) -> bytes:
        """One file's bytes. Raises UnreadableError."""
        return read_bytes(self.root, path)

    def holding(self, words: Iterable[str], before: str = "") -> Sequence[str]:
        """The paths whose bytes hold at least one of the words as a whole identifier, sorted.

        Words do not count before what the regular expression `before` matches. Files that cannot be searched
        are among the paths, and so may be some that hold none of the words: never one too few.
        """
        wanted = search_words(words, before)
        return self._search(wanted)[0] if wanted else ()

    def holding_each(self, words: Iterable[str], before: str) -> dict[str, Sequence[str]] | None:
        """For each of some words the same; None where one search does not tell."""
        return None

    def search(self, words: Iterable[str]) -> SearchHits:
        """The same together with the paths whose bytes may hold a star import."""
        return SearchHits(*self._search(search_words(words), STARS))

    def _search(self, *searches: SearchWords) -> list[Sequence[str]]:
        return self._scan(self.paths, searches)

    def _scan(self, paths: Iterable[str], searches: Sequence[SearchWords]) -> list[Sequence[str]]:
        """For each search what it finds among some paths; each file is read once."""
        finders = [name_finder(words) for words in searches]
        found: list[list[str]] = [[] for _ in finders]
        for path in paths:
            data = read_searched(self.root, path)
            for paths_found, holds in zip(found, finders, strict=True):
                if data is None or holds(data):
                    paths_found.append(path)
        return [*found]


@dataclass(frozen=True, slots=True)
class GitTree(FolderTree):
    """The tracked files below a folder of a repository, searched by git."""

    def holding_each(self, words: Iterable[str], before: str) -> dict[str, Sequence[str]] | None:
        """For each of some words the paths that hold it; None where git does not tell them apart."""
        asked = frozenset(words)
        wanted = search_words(asked, before)
        if asked.difference(wanted.identifiers) or not are_told(wanted):
            return None
        matched = grep_matches(self.root, git_patterns(wanted)) if wanted else {}
        if matched is None:
            return None
        each = [search_words({word}, before) for word in wanted.identifiers]
        others = self._scan((*self.unsearched, *self.notebooks), each)
        found = {word: set(more) for word, more in zip(wanted.identifiers, others, strict=True)}
        for path in matched.keys() & self.paths:
            for text in matched[path]:
                found[text.decode()].add(path)
        return {word: sorted(paths) for word, paths in found.items()}

    def search(self, words: Iterable[str]) -> SearchHits:
        """What `FolderTree.search` finds, and where names are found that are asked for.

        Nearly every run asks for these next, which costs a third of the first search; with it, they cost
        hardly anything.
        """
        wanted = search_words(words)
        if not wanted or not are_told(wanted):
            return FolderTree.search(self, words)
        return SearchHits(*self._search(wanted, STARS, FINDERS))

    def _search(self, *searches: SearchWords) -> list[Sequence[str]]:
        hits = self._grep(*searches)
        if hits is None:
            return self._scan(self.paths, searches)
        paths, others = frozenset(self.paths), self._scan((*self.unsearched, *self.notebooks), searches)
        return [sorted(paths.intersection(each).union(more)) for each, more in zip(hits, others, strict=True)]

    def _grep(self, *searches: SearchWords, cached: bool = False) -> list[Collection[str]] | None:
        """For each search the files that git finds, with one run of it where it can tell them apart.

        None when git cannot search so.
        """
        if len(searches) == 1 or not all(map(are_told, searches)):
            whole = len(searches) > 1
            each = [grep_files(self.root, _git_patterns(words, whole), cached=cached) for words in searches]
            found = [names for names in each if names is not None]
            return [*found] if len(found) == len(each) else None
        patterns = dict.fromkeys(each for words in searches for each in _git_patterns(words, whole=True))
        matched = grep_matches(self.root, [*patterns], cached=cached)
        if matched is None:
            return None
        # Of a name in another spelling only one character is what matched.
        odd = {name for name, texts in matched.items() if any(map(_is_odd, texts))}
        hits: list[Collection[str]] = []
        for words in searches:
            holds = word_finder(words)
            sure = {name for name, texts in matched.items() if any(map(holds, texts))}
            unsure = odd - sure if words.identifiers else frozenset[str]()
            # What the index holds may be another text than the one on disk.
            more = unsure if cached else self._scan(sorted(unsure.intersection(self.paths)), (words,))[0]
            hits.append(sure.union(more))
        return hits


def _is_odd(text: bytes) -> bool:
    """Whether a text that git found is none of the words, but a sign of other spellings."""
    return not text.isascii() or b":" in text or b"=" in text


def _git_patterns(words: SearchWords, whole: bool) -> list[str]:
    """Patterns for Python files; for the search by which a run begins, names in other spellings as well.

    Later ones ask for words of files that are known by then, and there are a hundred of them.
    """
    others = [*OTHER_SPELLINGS, OTHER_ENCODINGS] if whole and words.identifiers else []
    return [*git_patterns(words), *others]


def open_tree(
    root: Path, exclude: Sequence[str] = (), stamped: bool = True, notebooks: bool = True
) -> FolderTree:
    """List the Python files and notebooks below a folder, without those that an exclude glob matches.

    With `stamped`, the tree has a stamp where a later change is sure to show. Without `notebooks`, these are
    not part of it.
    A repository whose index holds no Python file below the folder is walked like any other folder. Raises
    RepointError when there is no such folder, when git refuses to read the repository, and for a glob that
    is not valid.
    """
    if not root.is_dir():
        raise RepointError(f"{root}: there is no such folder to work on")
    top = os.path.realpath(root)
    letters = tracked_python_files(top)
    if letters and not notebooks:
        letters = {path: each for path, each in letters.items() if not path.endswith(NOTEBOOK_SUFFIX)}
    if letters:
        # `S` stands for skip-worktree, a small letter for assume-unchanged.
        unwatched = {path for path, letter in letters.items() if letter in "Ss" or letter.islower()}
        found = classify_paths(top, letters, unwatched, stamped)
        add_linked_folders(top, tracked_links(top), found)
        sparse = any(letter in "Ss" for letter in letters.values()) and len(letters) > len(found.paths)
        own = GitTree(top, (), submodules=tuple(submodules(top)), sparse=sparse)
        return _with_paths(own, found, exclude)
    walked = walk_folder(top) if notebooks else walk_folder(top, PYTHON_SUFFIXES)
    plain = FolderTree(top, (), unlisted=tuple(sorted(walked.unlisted)))
    found = classify_paths(top, walked.paths, stamped=stamped)
    add_linked_folders(top, walked.links, found)
    return _with_paths(plain, found, exclude)


def _with_paths(tree: FolderTree, found: FileKinds, exclude: Sequence[str]) -> FolderTree:
    excluded = glob_matcher(exclude)
    paths = tuple(path for path in found.paths if not excluded(path))
    left = frozenset(paths)
    return replace(
        tree,
        paths=paths,
        notebooks=tuple(path for path in paths if path.endswith(NOTEBOOK_SUFFIX)),
        links=tuple(sorted(pair for pair in found.links.items() if pair[1] in left)),
        unsearched=tuple(path for path in found.unsearched if path in left),
        stamp=found.stamp,
        outside=tuple(found.outside),
    )
