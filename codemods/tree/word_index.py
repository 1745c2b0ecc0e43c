"""Which files of a tree spell which words, without a search of the whole tree for each.

A search by git costs a tenth of a second, however many words it is for. A run asks for dozens of words, one
by one, and nearly all of them were in its first search.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property, lru_cache

from codemods.tree.searched_text import searched_text
from codemods.tree.word_search import (
    FINDERS,
    SearchWords,
    has_other_spellings,
    search_words,
    usual_spelling,
    word_finder,
    words_in,
)
from codemods.values.tree import SearchHits, Tree, UnreadableError

FEW_FILES = 500
"""Up to this many files are read in less time than git takes to search the tree."""
TAKEN_FROM = r"\.| import"
"""What follows a module's name where the module itself is not handed on."""
_word_finder = lru_cache(maxsize=64)(word_finder)


@lru_cache(maxsize=2)
def _words_in(words: frozenset[str]) -> Callable[[bytes], set[str]]:
    """The same as `words_in`, remembering: an editor's server asks of the same texts after every change."""
    return lru_cache(maxsize=FEW_FILES)(words_in(sorted(words)))


class WordIndex:
    """The words of one tree. Like a search of the tree, it may find a file too many, never one too few.

    `words` are those that the run is about; `loaded` gives a file's bytes where they are in memory already.
    Without `find_stars`, the tree is not searched for star imports, and `star_importers` finds none.
    """

    def __init__(
        self,
        tree: Tree,
        words: Iterable[str] = (),
        loaded: Callable[[str], bytes | None] = lambda _path: None,
        find_stars: bool = True,
    ) -> None:
        self._tree = tree
        self.words = frozenset(words)
        self._loaded = loaded
        self._unusual: dict[str, bool] = {}
        self._find_stars = find_stars
        self._from_disk = lru_cache(maxsize=FEW_FILES)(self._read)

    @cached_property
    def candidates(self) -> frozenset[str]:
        """The files that spell one of the words that the run is about."""
        return frozenset(self._hits.holding)

    def __contains__(self, path: object) -> bool:
        """Whether a file spells one of the words that the run is about."""
        return isinstance(path, str) and bool(self.among((path,), self.words))

    def holding(self, words: Iterable[str]) -> frozenset[str]:
        """The files that spell at least one of the words."""
        wanted = frozenset(words)
        if wanted <= self._index.keys():
            return frozenset[str]().union(*(self._index[word] for word in wanted))
        if wanted == frozenset(FINDERS.identifiers) and self._hits.finders is not None:
            return frozenset(self._hits.finders)
        return frozenset(self._tree.holding(wanted))

    def holding_with(self, word: str, others: Collection[str]) -> dict[str, frozenset[str]]:
        """The files that spell a word; where the tree is searched for it, those of others, too."""
        if word in self._index or not others:
            return {word: self.holding({word})}
        wanted = {word, *others}
        self._learn(wanted)
        return {each: self.holding({each}) for each in wanted}

    def each_alone(self, words: Collection[str]) -> Mapping[str, Collection[str]]:
        """For each of some words, the files that spell it where neither `.` nor ` import` follows."""
        wanted = frozenset(words)
        if wanted <= self._index.keys():
            return {word: self._index[word] for word in wanted}
        told = self._tree.holding_each(wanted, TAKEN_FROM)
        return told if told is not None else self.each_among(self._tree.holding(wanted, TAKEN_FROM), wanted)

    def among(self, paths: Collection[str], words: Collection[str]) -> set[str]:
        """Those of some files that spell at least one of the words."""
        if not (paths and search_words(words)):
            return set()
        if len(paths) > FEW_FILES:
            if not self._index.keys() >= set(words):
                self._learn(words)
            return set(self.holding(words).intersection(paths))
        # Once the tree was searched for a word, that is known of every file.
        index: dict[str, set[str]] = self.__dict__.get("_index", {})
        known = index.keys() & words
        found = {path for word in known for path in index[word].intersection(paths)}
        wanted = search_words(frozenset(words) - known)
        return found | self._searched(set(paths) - found, wanted) if wanted else found

    def _searched(self, paths: Iterable[str], wanted: SearchWords) -> set[str]:
        """Those of some files whose texts hold one of the words."""
        holds = _word_finder(wanted)
        texts = ((path, self.text(path)) for path in paths)
        return {
            path
            for path, data in texts
            if data is None or holds(data) or (self._is_unusual(path, data) and holds(usual_spelling(data)))
        }

    def each_among(self, paths: Collection[str], words: Collection[str]) -> dict[str, set[str]]:
        """For each of some words, those of some files that spell it: one look at each file for all words."""
        plain = search_words(words).identifiers
        others = set(words).difference(plain)
        return self._indexed(plain, paths) | {word: self.among(paths, {word}) for word in others}

    def star_importers(self) -> frozenset[str]:
        """The files that may have a star import."""
        return frozenset(self._hits.star_importers if self._find_stars else ())

    @cached_property
    def _hits(self) -> SearchHits:
        return self._tree.search(self.words)

    @cached_property
    def _index(self) -> dict[str, set[str]]:
        """For each word that the run is about, the files that spell it; words that are not ASCII left out."""
        words = self.words.intersection(search_words(self.words).identifiers)
        return self._indexed(words, self.candidates) if words else {}

    def _learn(self, words: Collection[str]) -> None:
        """Add words to the index, by one search of the tree for all of them."""
        fresh = frozenset(search_words(words).identifiers) - self._index.keys()
        if fresh:
            self._index.update(self._indexed(fresh, self._tree.holding(fresh)))

    def _indexed(self, words: Collection[str], paths: Iterable[str]) -> dict[str, set[str]]:
        index: dict[str, set[str]] = {word: set() for word in words}
        if index:
            search = _words_in(frozenset(words))
            for path in paths:
                data = self.text(path)
                if data is not None and self._is_unusual(path, data):
                    data += b"\n" + usual_spelling(data)
                for word in words if data is None else search(data):
                    index[word].add(path)
        return index

    def _is_unusual(self, path: str, data: bytes) -> bool:
        """Whether a file may spell a name with other characters than usual; each is looked into once."""
        if path not in self._unusual:
            self._unusual[path] = has_other_spellings(data)
        return self._unusual[path]

    def text(self, path: str) -> bytes | None:
        """A file's bytes; None where it cannot be read, and so may hold anything."""
        loaded = self._loaded(path)
        return self._from_disk(path) if loaded is None else loaded

    def _read(self, path: str) -> bytes | None:
        try:
            return searched_text(path, self._tree.read(path))
        except UnreadableError:
            return None
