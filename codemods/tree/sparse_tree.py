"""Trees with the files that a sparse checkout leaves out, as the index has them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from codemods.git.read_blobs import read_blob
from codemods.git.tracked_files import sparse_python_files
from codemods.tree.open_tree import FolderTree, GitTree
from codemods.tree.word_search import SearchWords
from codemods.values import finding_texts as texts
from codemods.values.source import NOTEBOOK_SUFFIX
from codemods.values.tree import UnreadableError


@dataclass(frozen=True, slots=True)
class SparseTree(GitTree):
    """A tree together with the files that a sparse checkout leaves out."""

    blobs: Mapping[str, str] = field(default_factory=dict)
    """The blobs of the files that are left out, by path."""

    def read(self, path: str) -> bytes:
        """One file's bytes. Raises UnreadableError."""
        if path not in self.blobs:
            return GitTree.read(self, path)
        data = read_blob(self.root, self.blobs[path])
        if data is None:
            raise UnreadableError(texts.NOT_CHECKED_OUT.fill())
        return data

    def holding_each(self, words: Iterable[str], before: str) -> None:
        """None: the disk and the index are searched one after the other, which does not tell."""

    def _search(self, *searches: SearchWords) -> list[Sequence[str]]:
        in_index = self._grep(*searches, cached=True) or [self.blobs.keys() for _ in searches]
        on_disk = GitTree._search(self, *searches)
        pairs = zip(on_disk, in_index, strict=True)
        # What the index has of a notebook is not searched, so that each counts.
        unseen = [path for path in self.blobs if path.endswith(NOTEBOOK_SUFFIX)]
        return [sorted({*here, *unseen, *self.blobs.keys() & set(there)}) for here, there in pairs]


def add_sparse_files(tree: FolderTree) -> tuple[FolderTree, tuple[str, ...]]:
    """Add the files that a sparse checkout leaves out to a tree; gives their paths as well."""
    blobs = sparse_python_files(tree.root) if tree.sparse else {}
    if not blobs:
        return tree, ()
    paths = tuple(sorted({*tree.paths, *blobs}))
    rest = (tree.links, tree.unsearched, tree.unlisted, tree.submodules, tree.sparse, tree.notebooks)
    stamp = hashlib.blake2b(repr((tree.stamp, sorted(blobs.items()))).encode()).digest()
    return SparseTree(tree.root, paths, *rest, tree.stamp and stamp, tree.outside, blobs), tuple(
        sorted(blobs)
    )
