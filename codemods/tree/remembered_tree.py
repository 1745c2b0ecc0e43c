"""A tree that is asked many times while nothing changes: it remembers what it found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from codemods.tree.open_tree import FolderTree
from codemods.values.tree import SearchHits


@dataclass(frozen=True, slots=True)
class RememberedTree:
    """A tree with its searches and the texts that were read; it must not outlive a change on disk."""

    base: FolderTree
    _holding: dict[tuple[frozenset[str], str], Sequence[str]] = field(default_factory=dict)
    _each: dict[tuple[frozenset[str], str], Mapping[str, Sequence[str]] | None] = field(default_factory=dict)
    _hits: dict[frozenset[str], SearchHits] = field(default_factory=dict)
    _texts: dict[str, bytes] = field(default_factory=dict)

    @property
    def paths(self) -> Sequence[str]:
        """Every Python file of the tree."""
        return self.base.paths

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Links to other files of the tree, with the file that each stands for."""
        return self.base.links

    @property
    def submodules(self) -> tuple[str, ...]:
        """Repositories of their own inside this one."""
        return self.base.submodules

    @property
    def root(self) -> str:
        """The folder, absolute, without links."""
        return self.base.root

    def read(self, path: str) -> bytes:
        """One file's bytes. Raises UnreadableError."""
        if path not in self._texts:
            self._texts[path] = self.base.read(path)
        return self._texts[path]

    def holding(self, words: Iterable[str], before: str = "") -> Sequence[str]:
        """The paths whose bytes hold at least one of the words, as `FolderTree.holding` gives them."""
        key = (frozenset(words), before)
        if key not in self._holding:
            self._holding[key] = self.base.holding(key[0], before)
        return self._holding[key]

    def holding_each(self, words: Iterable[str], before: str) -> Mapping[str, Sequence[str]] | None:
        """For each of some words the paths that hold it, as `FolderTree.holding_each` gives them."""
        key = (frozenset(words), before)
        if key not in self._each:
            self._each[key] = self.base.holding_each(key[0], before)
        return self._each[key]

    def search(self, words: Iterable[str]) -> SearchHits:
        """The same together with the paths whose bytes may hold a star import."""
        wanted = frozenset(words)
        if wanted not in self._hits:
            self._hits[wanted] = self.base.search(wanted)
        return self._hits[wanted]
