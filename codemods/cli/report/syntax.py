"""Highlights Python, in the lines that are shown only; the lexer never starts inside a string."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from pygments.lexers.python import PythonLexer
from pygments.token import Token, _TokenType

Piece = tuple[str, str]
"""A CSS class, empty for plain text, and a text without a line end."""
Window = tuple[int, int]
"""First and last line, 1-based."""

_CLASSES = {
    Token.Comment: "c",
    Token.Keyword: "k",
    Token.Operator.Word: "k",
    Token.Literal.String: "s",
    Token.Literal.String.Interpol: "i",
    Token.Literal.Number: "m",
    Token.Keyword.Constant: "m",
    Token.Name.Function: "f",
    Token.Name.Class: "t",
    Token.Name.Exception: "t",
    Token.Name.Decorator: "d",
    Token.Name.Builtin: "b",
}
_STRINGS = re.compile(
    r"""\#[^\n]*|(?P<quote>\"{3}|'{3})(?:[^\\]|\\.)*?(?P=quote)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""",
    re.DOTALL,
)
_LEXER = PythonLexer(stripnl=False, ensurenl=False)


def highlight(lines: Sequence[str], windows: Iterable[Window]) -> dict[int, list[Piece]]:
    """Give the pieces of each line in the windows, by its number."""
    text = "\n".join(lines)
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    spans = [match.span() for match in _STRINGS.finditer(text) if "\n" in match[0]]
    pieces: dict[int, list[Piece]] = {}
    for first, last in windows:
        begin, end = _widened(spans, starts[first - 1], starts[last] - 1)
        line = bisect_right(starts, begin)
        for number, found in enumerate(_lines(text[begin:end]), line):
            if first <= number <= last:
                pieces[number] = found
    return pieces


def _widened(spans: Sequence[Window], begin: int, end: int) -> Window:
    """Widen a range of the text so that it begins and ends outside all strings of several lines."""
    place = bisect_right(spans, (begin,)) - 1
    if place >= 0 and spans[place][1] > begin:
        begin = spans[place][0]
    place = bisect_right(spans, (end,)) - 1
    return begin, max(end, spans[place][1]) if place >= 0 else end


def _lines(text: str) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    for _, kind, value in _LEXER.get_tokens_unprocessed(text):
        name = _class(kind)
        first, *others = value.split("\n")
        _add(line, name, first)
        for other in others:
            yield line
            line = []
            _add(line, name, other)
    yield line


def _add(line: list[Piece], name: str, text: str) -> None:
    """Add a piece to a line, joined to the last one where that has the same class."""
    if line and line[-1][0] == name:
        line[-1] = (name, line[-1][1] + text)
    elif text:
        line.append((name, text))


@lru_cache(maxsize=256)
def _class(kind: _TokenType) -> str:
    while kind is not Token and kind not in _CLASSES:
        kind = kind.parent or Token
    return _CLASSES.get(kind, "")
