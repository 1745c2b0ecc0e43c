"""A tree with other contents than the disk has: those of the index, or of the last commit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from codemods.tree.open_tree import FolderTree
from codemods.tree.searched_text import searched_text
from codemods.tree.word_search import FINDERS, STARS, SearchWords, name_finder, search_words
from codemods.values import finding_texts as texts
from codemods.values.tree import SearchHits, UnreadableError

if TYPE_CHECKING:
    from codemods.tree.remembered_tree import RememberedTree


@dataclass(frozen=True, slots=True)
class OverlayTree:
    """A tree with other contents for some paths; None stands for a file that is not there."""

    base: "FolderTree | RememberedTree | OverlayTree"
    contents: Mapping[str, bytes | None]
    paths: Sequence[str] = field(init=False)

    def __post_init__(self) -> None:
        present = {path for path, data in self.contents.items() if data is not None}
        paths = (set(self.base.paths) - self.contents.keys()) | present
        object.__setattr__(self, "paths", tuple(sorted(paths)))

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
        """One file's bytes. Raises UnreadableError."""
        if path not in self.contents:
            return self.base.read(path)
        data = self.contents[path]
        if data is None:
            raise UnreadableError(texts.NOT_THERE.fill())
        return data

    def holding(self, words: Iterable[str], before: str = "") -> Sequence[str]:
        """The paths whose bytes hold at least one of the words as a whole identifier, sorted.

        Words do not count before what the regular expression `before` matches.
        """
        wanted = tuple(words)
        searched = search_words(wanted, before)
        return self._merged(self.base.holding(wanted, before), searched) if searched else ()

    def holding_each(self, words: Iterable[str], before: str) -> dict[str, Sequence[str]] | None:
        """For each of some words the paths that hold it; None where the base does not tell."""
        found = self.base.holding_each(words, before)
        if found is None:
            return None
        return {word: self._merged(paths, search_words({word}, before)) for word, paths in found.items()}

    def search(self, words: Iterable[str]) -> SearchHits:
        """The same together with the paths whose bytes may hold a star import."""
        wanted = tuple(words)
        hits = self.base.search(wanted)
        holding = self._merged(hits.holding, search_words(wanted))
        finders = self._merged(hits.finders, FINDERS) if hits.finders is not None else None
        return SearchHits(holding, self._merged(hits.star_importers, STARS), finders)

    def _merged(self, found: Iterable[str], words: SearchWords) -> Sequence[str]:
        """What a search of the base found, with the contents that stand over it searched as well."""
        holds = name_finder(words)
        own = {
            path
            for path, data in self.contents.items()
            if data is not None and holds(searched_text(path, data))
        }
        return sorted((set(found) - self.contents.keys()) | own)
