"""Which lines matter: those that spell a tracked name; everything else is skipped."""

import ast
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import normalize

from codemods.values.source import Source

_STAR_IMPORT = re.compile(rb"import[ \t\f\\\r\n]*\*")
_ESCAPE = re.compile(rb"\\(?:[xuU][0-9a-fA-F]{2}|N\{|[0-7])")
_ESCAPED = (*b"x u U N".split(), *(b"%d" % digit for digit in range(8)))
_BLANK = bytes(byte if byte >= 128 or chr(byte).isalnum() or byte == 95 else 32 for byte in range(256))
"""Translates everything that cannot be part of an identifier to a space."""


class MatchingLines:
    """The hit lines of one source, ready to be asked in constant time."""

    def __init__(self, count: int, hits: Iterable[int]) -> None:
        self._following: list[int] = []
        """For each line, the first hit that is not before it."""
        for hit in sorted(hits):
            self._following += [hit] * (hit + 1 - len(self._following))
        self._following += [count + 2] * (count + 3 - len(self._following))

    def touch(self, node: ast.AST) -> bool:
        """Whether a hit line lies in a node, decorators included; in a node without a place it may."""
        if getattr(node, "lineno", None) is None:
            return True
        first = first_line(node)
        return self._following[first] <= getattr(node, "end_lineno", first)

    def touched(self, body: Sequence[ast.stmt]) -> list[int]:
        """The indices of the statements of one list in which a hit line lies; the cost goes by the hits."""
        ends = [statement.end_lineno or statement.lineno for statement in body]
        found: list[int] = []
        hit = self._following[first_line(body[0])]
        while hit <= ends[-1]:
            index = bisect_left(ends, hit, found[-1] + 1 if found else 0)
            # Statements may share a line, and a hit may lie between two.
            while index < len(body) and first_line(body[index]) <= hit:
                found.append(index)
                index += 1
            hit = self._following[hit + 1]
        return found

    def inside(self, node: ast.AST) -> Iterator[ast.AST]:
        """A node's children in which a hit line lies."""
        for field in node._fields:
            value = getattr(node, field, None)
            if isinstance(value, list):
                if value and isinstance(value[0], ast.stmt):
                    yield from (value[index] for index in self.touched(value))
                else:
                    yield from (item for item in value if isinstance(item, ast.AST) and self.touch(item))
            elif isinstance(value, ast.AST) and self.touch(value):
                yield value


def first_line(node: ast.AST) -> int:
    """The 1-based line on which a node begins, its decorators with it."""
    line: int = getattr(node, "lineno", 1)
    for decorator in getattr(node, "decorator_list", ()):
        line = min(line, decorator.lineno)
    return line


class SourceWords:
    """The words of one source: which names it spells, and on which lines."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._words = frozenset(source.data.translate(_BLANK).split())
        self._folded: dict[str, list[bytes]] = {}
        """Identifiers that are spelled otherwise than the parser reads them (2.3, NFKC)."""
        for word in self._words if not source.data.isascii() else ():
            if word.isascii():
                continue
            text = word.decode()
            if normalize("NFKC", text) != text:
                self._folded.setdefault(normalize("NFKC", text), []).append(word)

    def among(self, names: frozenset[str]) -> frozenset[str]:
        """Those of many names that the source spells."""
        return frozenset(name for name in names if name.encode() in self._words or name in self._folded)

    def lines(self, names: Iterable[str]) -> set[int]:
        """The 1-based lines that spell one of the names as a whole identifier."""
        words = {word for name in names for word in (name.encode(), *self._folded.get(name, ()))}
        data, line_of = self._source.data, self._source.line_of
        return {line_of(start) for word in words for start in places_of(data, word)}

    def escaped_lines(self) -> set[int]:
        """The lines with a character that a string spells by its number or name, so that it hides a word."""
        data = self._source.data
        # Most backslashes are those of `\n`, and splitting at them is a tenth of a regex's cost.
        if not any(piece.startswith(_ESCAPED) for piece in data.split(b"\\")[1:]):
            return set()
        return {self._source.line_of(match.start()) for match in _ESCAPE.finditer(data)}

    def import_lines(self, names: Iterable[str]) -> set[int]:
        """The lines that begin an import and spell one of the names, and every star import."""
        hits = {self._source.line_of(match.start()) for match in _STAR_IMPORT.finditer(self._source.data)}
        for line in self.lines(names):
            text = self._source.line_text(line)
            if b"import" in text or b"from" in text:
                hits.add(line)
        return hits


def spells(text: bytes, names: frozenset[str]) -> bool:
    """Whether a text spells one of the names as a whole word."""
    words = (word.decode("utf-8", "replace") for word in text.translate(_BLANK).split())
    return any((word if word.isascii() else normalize("NFKC", word)) in names for word in words)


def lines_spelling(source: Source, name: str) -> set[int]:
    """The 1-based lines that spell a name as a whole identifier."""
    return {source.line_of(start) for start in places_of(source.data, name.encode())}


def places_of(data: bytes, name: bytes) -> Iterator[int]:
    """Where a name stands as a whole identifier; a plain search is ten times a regex's speed here."""
    start = data.find(name)
    while start != -1:
        end = start + len(name)
        if not (_is_word(data[end : end + 1]) or _is_word(data[start - 1 : start])):
            yield start
        start = data.find(name, end)


def _is_word(byte: bytes) -> bool:
    return byte.isalnum() or byte == b"_" or byte >= b"\x80"


def may_star(source: Source) -> bool:
    """Whether a source's text has anything like a star import."""
    return _STAR_IMPORT.search(source.data) is not None
