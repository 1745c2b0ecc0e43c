"""Trees that are not what is on the disk: with contents of the index's, or of the last commit's."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from codemods.git import tracked_files
from codemods.tree.open_tree import FolderTree, GitTree
from codemods.tree.word_search import STARS, SearchWords, finder, read_words
from codemods.values.tree import SearchHits, Unreadable


@dataclass(frozen=True, slots=True)
class SparseTree(GitTree):
    """A tree together with the files that a sparse checkout leaves out, as the index has them."""

    blobs: Mapping[str, str] = field(default_factory=dict)
    """The blobs of the files that are left out."""

    def read(self, path: str) -> bytes:
        """One file's bytes. Raises Unreadable."""
        if path not in self.blobs:
            return GitTree.read(self, path)
        data = tracked_files.blob(self.root, self.blobs[path])
        if data is None:
            raise Unreadable("RP004", "is not checked out, and git does not have it")
        return data

    def _search(self, *searches: SearchWords) -> list[Sequence[str]]:
        away = self._grep(*searches, cached=True) or [self.blobs.keys() for _ in searches]
        here = GitTree._search(self, *searches)
        return [
            sorted({*each, *self.blobs.keys() & set(more)}) for each, more in zip(here, away, strict=True)
        ]


def with_left_out(tree: FolderTree) -> tuple[FolderTree, tuple[str, ...]]:
    """Add the files that a sparse checkout leaves out to a tree; gives them as well."""
    blobs = tracked_files.left_out(tree.root) if tree.sparse else {}
    if not blobs:
        return tree, ()
    paths = tuple(sorted({*tree.paths, *blobs}))
    rest = (tree.links, tree.unsearched, tree.unlisted, tree.submodules, tree.sparse)
    told = hashlib.blake2b(repr((tree.stamp, sorted(blobs.items()))).encode()).digest()
    return SparseTree(tree.root, paths, *rest, tree.stamp and told, blobs), tuple(sorted(blobs))


@dataclass(frozen=True, slots=True)
class OverlayTree:
    """A tree with other contents for some paths; None stands for a file that is not there."""

    base: FolderTree
    contents: Mapping[str, bytes | None]
    paths: Sequence[str] = field(init=False)

    def __post_init__(self) -> None:
        there = {path for path, data in self.contents.items() if data is not None}
        gone = self.contents.keys() - there
        object.__setattr__(self, "paths", tuple(sorted((set(self.base.paths) | there) - gone)))

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Links to other files of the tree, with the file that each stands for."""
        return tuple(pair for pair in self.base.links if not self.contents.keys() & set(pair))

    @property
    def submodules(self) -> tuple[str, ...]:
        """Repositories of their own inside this one."""
        return self.base.submodules

    @property
    def root(self) -> str:
        """The folder, absolute, without links."""
        return self.base.root

    def read(self, path: str) -> bytes:
        """One file's bytes. Raises Unreadable."""
        if path not in self.contents:
            return self.base.read(path)
        data = self.contents[path]
        if data is None:
            raise Unreadable("RP004", "is not there")
        return data

    def holding(self, words: Iterable[str]) -> Sequence[str]:
        """The paths whose bytes hold at least one of the words as a whole identifier, sorted."""
        wanted = tuple(words)
        given = read_words(wanted)
        if not (given.whole or given.loose):
            return ()
        return self._found(self.base.holding(wanted), given)

    def search(self, words: Iterable[str]) -> SearchHits:
        """The same together with the paths whose bytes may hold a star import."""
        wanted = tuple(words)
        below = self.base.search(wanted)
        return SearchHits(self._found(below.holding, read_words(wanted)), self._found(below.starring, STARS))

    def _found(self, below: Iterable[str], words: SearchWords) -> Sequence[str]:
        holds = finder(words)
        there = {path for path, data in self.contents.items() if data is not None and holds(data)}
        return sorted((set(below) - self.contents.keys()) | there)
