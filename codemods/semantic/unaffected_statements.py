"""The parts of a file in which nothing is of interest: statements that spell no tracked name.

A file's new text has them too, byte for byte. Both texts can then be parsed and compared with `...` in their
place, at a fraction of the cost. Not `pass`: the proof takes that for what an emptied block gets, and would
not miss it.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence

from codemods.semantic.matching_lines import first_line
from codemods.semantic.span import Span
from codemods.values.source import Source

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_ELLIPSIS = b"..."
_BLANK = bytes(byte if byte in b"\r\n" else 32 for byte in range(256))
"""Translates everything but line ends to spaces."""


def unaffected_runs(
    body: Sequence[ast.stmt], touched: Sequence[int], source: Source, top: bool
) -> Iterator[Span]:
    """The whole lines of statements of one list that stand in a row and are of no interest.

    `touched` are the indices of those with a tracked name. Imports and docstrings are no part of them, and
    `top`, in a module's own list, neither is any but a function or class: who reads a file looks at them all.
    """
    begin = 0
    for end in (*touched, len(body)):
        for index in range(begin, end):
            if _is_looked_at(body[index], index, top):
                yield from _run(body, begin, index, source)
                begin = index + 1
        yield from _run(body, begin, end, source)
        begin = end + 1


def _run(body: Sequence[ast.stmt], begin: int, end: int, source: Source) -> Iterator[Span]:
    if begin < end:
        following = first_line(body[end]) if end < len(body) else source.line_count + 1
        yield from _lines_of(body[begin], body[end - 1], source, following)


def _is_looked_at(statement: ast.stmt, index: int, top: bool) -> bool:
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return True
    docstring = index == 0 and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return docstring or (top and not isinstance(statement, _DEFINITIONS))


def _lines_of(begin: ast.stmt, end: ast.stmt, source: Source, following: int) -> Iterator[Span]:
    """The lines of a run; none where it shares one with what stands before, or with the line `following`."""
    first, last = first_line(begin), end.end_lineno or end.lineno
    text = source.line_text(first)
    column = len(text) - len(text.lstrip(b" \t"))
    # A decorator in parentheses, or after a continued line, is not on the line of its `@`.
    decorated = bool(getattr(begin, "decorator_list", None))
    begins = text[column : column + 1] == b"@" if decorated else column == begin.col_offset
    room = len(text.rstrip(b"\r\n")) - column >= len(_ELLIPSIS)
    if begins and room and last < following:
        yield Span(source.offset(first, column), source.line_start(last + 1))


def elide_unaffected(data: bytes, quiet: Iterable[Span]) -> bytes:
    """A text with `...` for each quiet run, given in order; every other byte keeps its offset."""
    parts: list[bytes] = []
    done = 0
    for span in quiet:
        start = span.start + len(_ELLIPSIS)
        parts += (data[done : span.start], _ELLIPSIS, data[start : span.end].translate(_BLANK))
        done = span.end
    return b"".join((*parts, data[done:]))
