"""The lines of a text that a formatter may lay out anew: the statements in which something was edited."""

import ast
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from codemods.values.edit import Edit
from codemods.values.source import Source

_HEADED = (ast.stmt, ast.ExceptHandler, ast.match_case)


class EditedLines:
    """The lines of a new text, counted from 0, that stand near its edits."""

    def __init__(self, source: Source, tree: ast.Module, edits: Sequence[Edit]) -> None:
        """`edits` made the text; they count bytes of the old one."""
        self._lines = source.data.splitlines()
        touched = list(_touched(source, edits))
        self._near = _merged(self._widened(each) for each in _extents(tree, touched))

    def hold(self, first: int, end: int) -> bool:
        """Whether the lines from `first` to before `end` are all near an edit; an empty range is a gap."""
        at = bisect_right(self._near, (first, len(self._lines) + 1)) - 1
        if at < 0:
            return False
        start, stop = self._near[at]
        return start <= first and end <= stop

    def _widened(self, extent: tuple[int, int]) -> tuple[int, int]:
        """The extent with the empty lines and the comments around it."""
        start, end = extent
        while start > 0 and _is_filling(self._lines[start - 1]):
            start -= 1
        while end < len(self._lines) and _is_filling(self._lines[end]):
            end += 1
        return start, end


def _is_filling(line: bytes) -> bool:
    text = line.strip()
    return not text or text.startswith(b"#")


def _touched(source: Source, edits: Sequence[Edit]) -> Iterator[tuple[int, int]]:
    """The lines that edits made, and one more at either side, where a statement may be gone; half-open."""
    moved = 0
    for edit in edits:
        start = edit.start + moved
        yield source.line_of(start) - 2, source.line_of(start + len(edit.new)) + 1
        moved += len(edit.new) - len(edit.old)


def _extents(tree: ast.Module, touched: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The lines of the statements that touched lines stand in: of one with a body, those before it.

    An import stands for all that stand in a row with it, which are sorted together.
    """
    yield from touched
    bodies: list[Sequence[ast.AST]] = [tree.body]
    while bodies:
        body = bodies.pop()
        for node in body:
            inner = list(_bodies(node))
            bodies += inner
            extent = _head(node, inner)
            if any(start < extent[1] and extent[0] < end for start, end in touched):
                yield extent
        for row in _rows_of_imports(body):
            extent = _line(row[0]), _end(row[-1])
            if any(start < extent[1] and extent[0] < end for start, end in touched):
                yield extent


def _bodies(node: ast.AST) -> Iterator[Sequence[ast.AST]]:
    for name in ("body", "handlers", "orelse", "finalbody", "cases"):
        found = getattr(node, name, None)
        if isinstance(found, list) and found and isinstance(found[0], _HEADED):
            yield found


def _head(node: ast.AST, inner: Sequence[Sequence[ast.AST]]) -> tuple[int, int]:
    """The lines of a statement, or of the part of it before its bodies; half-open."""
    start = _line(node)
    return (start, max(_line(inner[0][0]), start + 1)) if inner else (start, _end(node))


def _rows_of_imports(body: Sequence[ast.AST]) -> Iterator[list[ast.AST]]:
    row: list[ast.AST] = []
    for node in body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            row.append(node)
        elif row:
            yield row
            row = []
    if row:
        yield row


def _line(node: ast.AST) -> int:
    """The first line, counted from 0, decorators with it."""
    if isinstance(node, ast.match_case):
        return node.pattern.lineno - 1
    lines = [each.lineno for each in getattr(node, "decorator_list", ())]
    first: int = min([getattr(node, "lineno", 1), *lines])
    return first - 1


def _end(node: ast.AST) -> int:
    end: int | None = getattr(node, "end_lineno", None)
    return end or 1


def _merged(extents: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(extents):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found
