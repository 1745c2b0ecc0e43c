"""Which lines matter: those that spell a tracked name; everything else is skipped."""

import re
from collections.abc import Iterable, Iterator

from codemods.values.source import Source

STAR_IMPORT = re.compile(rb"\bimport[ \t\f\\\r\n]*\*")
_WORD_BYTES = b"_0123456789" + bytes(range(65, 91)) + bytes(range(97, 123)) + bytes(range(128, 256))
_BLANK = bytes(byte if byte in _WORD_BYTES else 32 for byte in range(256))
"""Translates everything that cannot be part of an identifier to a space."""


class Lines:
    """The hit lines of one source; `any_in` answers in constant time."""

    def __init__(self, count: int, hits: Iterable[int]) -> None:
        following = [count + 2] * (count + 3)
        for line in hits:
            following[line] = line
        for line in range(count, -1, -1):
            if following[line] > following[line + 1]:
                following[line] = following[line + 1]
        self._following = following

    def any_in(self, first: int, last: int) -> bool:
        """Whether a line between two 1-based lines, both included, is a hit."""
        return self._following[first] <= last


def spelled(source: Source, names: Iterable[str]) -> frozenset[str]:
    """Those of many names that a source holds as words, found in one pass."""
    words = set(source.data.translate(_BLANK).split())
    return frozenset(name for name in names if name.encode() in words)


def lines_spelling(source: Source, names: Iterable[str]) -> set[int]:
    """The 1-based lines that spell one of the names as a whole identifier."""
    wanted = {name.encode() for name in names}
    return {source.line_of(start) for name in wanted for start in _places(source.data, name)}


def _places(data: bytes, name: bytes) -> Iterator[int]:
    """Where a name stands as a whole identifier; a plain search is ten times a regex's speed here."""
    start = data.find(name)
    while start != -1:
        end = start + len(name)
        if not (_is_word(data[end : end + 1]) or _is_word(data[start - 1 : start])):
            yield start
        start = data.find(name, end)


def _is_word(byte: bytes) -> bool:
    return byte.isalnum() or byte == b"_" or byte >= b"\x80"


def lines_importing(source: Source, words: Iterable[str]) -> set[int]:
    """The lines that hold `import` (or a relative `from`) and one of the words, and every star import."""
    hits = {source.line_of(match.start()) for match in STAR_IMPORT.finditer(source.data)}
    for line in lines_spelling(source, words):
        if b"import" in source.line_text(line):
            hits.add(line)
    return hits
