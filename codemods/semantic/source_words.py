"""The words of a source: which names it spells, and on which lines."""

import re
from collections.abc import Iterable, Iterator
from itertools import filterfalse
from unicodedata import normalize

from codemods.values.source import Source

_STAR_IMPORT = re.compile(rb"import[ \t\f\\\r\n]*\*")
_ESCAPE = re.compile(rb"\\(?:[xuU][0-9a-fA-F]{2}|N\{|[0-7])")
_ESCAPED = (*b"x u U N".split(), *(b"%d" % digit for digit in range(8)))
_BLANK = bytes(byte if byte >= 128 or chr(byte).isalnum() or byte == 95 else 32 for byte in range(256))
"""Translates every byte that cannot be part of an identifier to a space."""
_IN_WORDS = frozenset(bytes([byte]) for byte in range(256) if _BLANK[byte] != 32)


class SourceWords:
    """The words of one source: which names it spells, and on which lines."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._words = frozenset(source.data.translate(_BLANK).split())
        self._lines: dict[bytes, list[int]] = {}
        """The lines of the words that were asked for."""
        self._normalized: dict[str, list[bytes]] = {}
        """By the name that the parser reads (2.3, NFKC), the words that spell it otherwise."""
        for word in () if source.data.isascii() else filterfalse(bytes.isascii, self._words):
            name = normalize("NFKC", word.decode())
            if name.encode() != word:
                self._normalized.setdefault(name, []).append(word)

    @property
    def names(self) -> frozenset[str]:
        """All names that the source may spell, as the parser reads them."""
        return frozenset((*(word.decode() for word in self._words), *self._normalized))

    def spelled(self, names: frozenset[str]) -> frozenset[str]:
        """Those of many names that the source spells."""
        return frozenset(name for name in names if name.encode() in self._words or name in self._normalized)

    def lines(self, names: Iterable[str]) -> set[int]:
        """The 1-based lines that spell one of the names as a whole identifier."""
        words = {word for name in names for word in (name.encode(), *self._normalized.get(name, ()))}
        found: set[int] = set()
        for word in words & self._words:
            if word not in self._lines:
                self._lines[word] = [*map(self._source.line_of, word_offsets(self._source.data, word))]
            found.update(self._lines[word])
        return found

    def escaped_lines(self) -> set[int]:
        """The 1-based lines with an escape of a character by number or name, which may hide a word."""
        data = self._source.data
        # Most backslashes are those of `\n`, and splitting at them is a tenth of a regex's cost.
        if not any(piece.startswith(_ESCAPED) for piece in data.split(b"\\")[1:]):
            return set()
        return {self._source.line_of(match.start()) for match in _ESCAPE.finditer(data)}

    def import_lines(self, names: Iterable[str]) -> set[int]:
        """The 1-based lines that begin an import and spell one of the names, and all star imports' lines."""
        found = {self._source.line_of(match.start()) for match in _STAR_IMPORT.finditer(self._source.data)}
        for line in self.lines(names):
            text = self._source.line_text(line)
            if b"import" in text or b"from" in text:
                found.add(line)
        return found


def spells_any(text: bytes, names: frozenset[str]) -> bool:
    """Whether a text spells one of the names as a whole word."""
    words = (word.decode("utf-8", "replace") for word in text.translate(_BLANK).split())
    return any((word if word.isascii() else normalize("NFKC", word)) in names for word in words)


def lines_with_word(source: Source, name: str) -> set[int]:
    """The 1-based lines that spell a name as a whole identifier."""
    return {source.line_of(start) for start in word_offsets(source.data, name.encode())}


def word_offsets(data: bytes, name: bytes) -> Iterator[int]:
    """The byte offsets of a name as a whole identifier; a plain search has ten times a regex's speed here."""
    start = data.find(name)
    while start != -1:
        end = start + len(name)
        if data[end : end + 1] not in _IN_WORDS and data[start - 1 : start] not in _IN_WORDS:
            yield start
        start = data.find(name, end)


def is_word(byte: bytes) -> bool:
    """Whether a byte, or none, belongs to an identifier."""
    return byte in _IN_WORDS


def may_have_star_import(source: Source) -> bool:
    """Whether a source's text has anything that looks like a star import."""
    return _STAR_IMPORT.search(source.data) is not None
