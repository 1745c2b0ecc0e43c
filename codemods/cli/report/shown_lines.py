"""What is shown of a file: the hunks of its patch, and the lines around each finding."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from codemods.cli.report.line_pairs import pair

AROUND = 2
"""Lines shown above and below a finding that is in no hunk."""
_HEADING = re.compile(r"\s*(?:async\s+def|def|class)\s+\w+")
_RANGES = re.compile(rb"^@@ ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line before and the line beside it after, by number; 0 where there is none."""

    old: int
    new: int
    changed: bool = False


@dataclass(frozen=True, slots=True)
class LineBlock:
    """Rows without a gap, and the definition that they stand in."""

    rows: tuple[LineRow, ...]
    heading: str = ""

    @property
    def changed(self) -> bool:
        """Whether it holds a change."""
        return any(row.changed for row in self.rows)


def blocks(patch: bytes, old: Sequence[str], new: Sequence[str], lines: Iterable[int]) -> list[LineBlock]:
    """The blocks of a file, from its patch (empty where it has none), with the given lines among them."""
    hunks = list(_hunks(patch, old, new))
    count = len(old) - (not old[-1])
    wanted = {
        near
        for line in lines
        if 0 < line <= count
        for near in range(max(1, line - AROUND), min(count, line + AROUND) + 1)
    }
    rows = sorted((*_others(hunks, sorted(wanted)), *hunks), key=lambda each: each[0])
    joined = _joined([each for _, each in rows])
    return [replace(each, heading=_heading(old, each)) for each in joined]


Placed = tuple[int, tuple[LineRow, ...]]
"""Rows and the first old line, which for lines that are only added is the one that they come before."""


def _hunks(patch: bytes, old: Sequence[str], new: Sequence[str]) -> Iterator[Placed]:
    from unidiff.patch import PatchSet

    start = _RANGES.search(patch)
    if start is None:
        return
    # Names can hold anything, and are of no use here.
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
                rows.append(LineRow(line.source_line_no or 0, line.target_line_no or 0))
        rows.extend(_paired(removed, added, old, new))
        yield hunk.source_start + (not hunk.source_length), tuple(rows)


def _paired(
    removed: list[int], added: list[int], old: Sequence[str], new: Sequence[str]
) -> Iterator[LineRow]:
    texts = [old[number - 1] for number in removed], [new[number - 1] for number in added]
    for i, j in pair(*texts):
        yield LineRow(0 if i is None else removed[i], 0 if j is None else added[j], changed=True)


def _others(hunks: Sequence[Placed], wanted: Sequence[int]) -> Iterator[Placed]:
    """Rows of the wanted lines that are in no hunk, one by one."""
    place = shift = 0
    for line in wanted:
        while place < len(hunks) and _end(hunks[place]) < line:
            shift += sum(bool(row.new) - bool(row.old) for row in hunks[place][1])
            place += 1
        if place == len(hunks) or line < hunks[place][0]:
            yield line, (LineRow(line, line + shift),)


def _end(hunk: Placed) -> int:
    """The last old line of a hunk."""
    return max((row.old for row in hunk[1]), default=0) or hunk[0] - 1


def _joined(parts: Sequence[tuple[LineRow, ...]]) -> list[LineBlock]:
    found: list[list[LineRow]] = []
    for part in parts:
        follows = found and _last(found[-1]) + 1 == _first(part)
        if follows:
            found[-1].extend(part)
        else:
            found.append(list(part))
    return [LineBlock(tuple(rows)) for rows in found]


def _first(rows: Sequence[LineRow]) -> int:
    return next((row.old for row in rows if row.old), 0)


def _last(rows: Sequence[LineRow]) -> int:
    return next((row.old for row in reversed(rows) if row.old), 0)


def _heading(old: Sequence[str], block: LineBlock) -> str:
    """The nearest definition above a block that is indented less than its first line."""
    first = _first(block.rows)
    text = next((old[row.old - 1] for row in block.rows if row.old and old[row.old - 1].strip()), "")
    indent = len(text) - len(text.lstrip())
    for line in reversed(old[: max(0, first - 1)]):
        if _HEADING.match(line) and len(line) - len(line.lstrip()) < indent:
            return line.strip().removesuffix(":")
    return ""
