"""The parts of a file that spell no tracked name, so that no change to the names can affect them.

A file's new text has them too, byte for byte. Both texts can then be parsed and compared with `...` in their
place, at a fraction of the cost. It is `...` and not `pass`, because the proof takes `pass` for what an
emptied block gets, and would not miss it.
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
    body: Sequence[ast.stmt], matching: Sequence[int], source: Source, in_module: bool
) -> Iterator[Span]:
    """The unaffected statements of one list, those in a row together, in whole lines.

    `matching` are the indices of the statements with a tracked name. Imports and docstrings never count as
    unaffected, and in a module's own list (`in_module`) only functions and classes do: other code reads them.
    """
    begin = 0
    for end in (*matching, len(body)):
        for index in range(begin, end):
            if _is_looked_at(body[index], index, in_module):
                yield from _run(body, begin, index, source)
                begin = index + 1
        yield from _run(body, begin, end, source)
        begin = end + 1


def elide_unaffected(data: bytes, unaffected: Iterable[Span]) -> bytes:
    """A text with `...` for each unaffected run, given in order; every other byte keeps its offset."""
    parts: list[bytes] = []
    done = 0
    for span in unaffected:
        start = span.start + len(_ELLIPSIS)
        parts += (data[done : span.start], _ELLIPSIS, data[start : span.end].translate(_BLANK))
        done = span.end
    return b"".join((*parts, data[done:]))


def _run(body: Sequence[ast.stmt], begin: int, end: int, source: Source) -> Iterator[Span]:
    if begin < end:
        next_line = first_line(body[end]) if end < len(body) else source.line_count + 1
        yield from _whole_lines(body[begin], body[end - 1], source, next_line)


def _is_looked_at(statement: ast.stmt, index: int, in_module: bool) -> bool:
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return True
    docstring = index == 0 and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return docstring or (in_module and not isinstance(statement, _DEFINITIONS))


def _whole_lines(begin: ast.stmt, end: ast.stmt, source: Source, next_line: int) -> Iterator[Span]:
    """The lines of a run; none where it shares one with the statement before or after it."""
    first, last = first_line(begin), end.end_lineno or end.lineno
    text = source.line_text(first)
    column = len(text) - len(text.lstrip(b" \t"))
    # A decorator in parentheses, or after a continued line, is not on the line of its `@`.
    decorated = bool(getattr(begin, "decorator_list", None))
    starts_line = text[column : column + 1] == b"@" if decorated else column == begin.col_offset
    has_room = len(text.rstrip(b"\r\n")) - column >= len(_ELLIPSIS)
    if starts_line and has_room and last < next_line:
        yield Span(source.offset(first, column), source.line_start(last + 1))
