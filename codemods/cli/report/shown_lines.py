"""The lines of a file that are shown: the hunks of its patch, and the lines around each finding."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from codemods.cli.report.line_pairs import pair_lines

AROUND = 2
"""Lines that are shown above and below a finding outside the hunks."""
_HEADING = re.compile(r"\s*(?:async\s+def|def|class)\s+\w+")
_RANGES = re.compile(rb"^@@ ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line before and the line beside it after; None where one side has no line."""

    old: int | None
    """1-based."""
    new: int | None
    """1-based."""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class LineBlock:
    """Rows without a gap."""

    rows: tuple[LineRow, ...]
    heading: str = ""
    """The first line of the definition around them."""

    @property
    def changed(self) -> bool:
        """Whether any of its rows is changed."""
        return any(row.changed for row in self.rows)


def line_blocks(
    patch: bytes, old: Sequence[str], new: Sequence[str], lines: Iterable[int]
) -> list[LineBlock]:
    """Give the blocks of a file: those of its patch, which may be empty, and those around given lines.

    `old` and `new` are all lines of the file, as `decoded_lines` gives them; `lines` are numbers in `old`.
    """
    hunks = list(_hunks(patch, old, new))
    count = len(old) - (not old[-1])
    near = {
        each
        for line in lines
        if 0 < line <= count
        for each in range(max(1, line - AROUND), min(count, line + AROUND) + 1)
    }
    parts = sorted((*_outside(hunks, sorted(near)), *hunks), key=lambda each: each.line)
    return [replace(block, heading=_heading(old, block)) for block in _joined(parts)]


class _PlacedRows(NamedTuple):
    line: int
    """The first old line; where lines are only added, the one that they come before."""
    rows: tuple[LineRow, ...]


def _hunks(patch: bytes, old: Sequence[str], new: Sequence[str]) -> Iterator[_PlacedRows]:
    from unidiff.patch import PatchSet

    start = _RANGES.search(patch)
    if start is None:
        return
    # The patch's own header is left out: names of files may hold what unidiff cannot read.
    text = "--- a\n+++ b\n" + patch[start.start() :].decode("latin-1")
    for hunk in PatchSet.from_string(text)[0]:
        rows: list[LineRow] = []
        removed: list[int] = []
        added: list[int] = []
        for line in hunk:
            if line.is_removed:
                removed.append(line.source_line_no or 0)
            elif line.is_added:
                added.append(line.target_line_no or 0)
            elif line.is_context:
                rows.extend(_paired(removed, added, old, new))
                removed, added = [], []
                rows.append(LineRow(line.source_line_no, line.target_line_no))
        rows.extend(_paired(removed, added, old, new))
        yield _PlacedRows(hunk.source_start + (not hunk.source_length), tuple(rows))


def _paired(
    removed: list[int], added: list[int], old: Sequence[str], new: Sequence[str]
) -> Iterator[LineRow]:
    texts = [old[number - 1] for number in removed], [new[number - 1] for number in added]
    for i, j in pair_lines(*texts):
        yield LineRow(None if i is None else removed[i], None if j is None else added[j], changed=True)


def _outside(hunks: Sequence[_PlacedRows], lines: Sequence[int]) -> Iterator[_PlacedRows]:
    """Give rows for those of the lines that are in none of the hunks, one by one."""
    index = shift = 0
    for line in lines:
        while index < len(hunks) and _end(hunks[index]) < line:
            shift += sum((row.new is not None) - (row.old is not None) for row in hunks[index].rows)
            index += 1
        if index == len(hunks) or line < hunks[index].line:
            yield _PlacedRows(line, (LineRow(line, line + shift),))


def _end(hunk: _PlacedRows) -> int:
    """The last old line of a hunk; the one before it where lines are only added."""
    return max(_old_lines(hunk.rows), default=hunk.line - 1)


def _joined(parts: Sequence[_PlacedRows]) -> list[LineBlock]:
    """Join parts whose old lines follow one another without a gap."""
    found: list[list[LineRow]] = []
    last: int | None = None
    for _, rows in parts:
        numbers = _old_lines(rows)
        if last is not None and numbers and numbers[0] == last + 1:
            found[-1].extend(rows)
        else:
            found.append(list(rows))
        last = numbers[-1] if numbers else None
    return [LineBlock(tuple(rows)) for rows in found]


def _old_lines(rows: Iterable[LineRow]) -> list[int]:
    return [row.old for row in rows if row.old is not None]


def _heading(old: Sequence[str], block: LineBlock) -> str:
    """Find the nearest definition above a block that is indented less than its first line."""
    numbers = _old_lines(block.rows)
    text = next((old[number - 1] for number in numbers if old[number - 1].strip()), "")
    indent = len(text) - len(text.lstrip())
    for line in reversed(old[: numbers[0] - 1] if numbers else ()):
        if _HEADING.match(line) and len(line) - len(line.lstrip()) < indent:
            return line.strip().removesuffix(":")
    return ""
