"""Unified diffs as `git diff` writes them and `git apply` takes them, in the file's own bytes."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from codemods.cli.formats.edit_windows import CONTEXT, Window, edit_windows
from codemods.cli.formats.quoted_paths import quote_path
from codemods.values.plan import FileChange

HEADING_BYTES = 80
"""How much git shows of the line that heads a hunk."""


@dataclass(frozen=True, slots=True)
class LineSpan:
    """Lines `old[i:j]` of a region become lines `new[k:m]`."""

    i: int
    j: int
    k: int
    m: int


@dataclass(frozen=True, slots=True)
class Region:
    """A window with its context: its lines before and after, and where it stands in both files."""

    old: list[bytes]
    new: list[bytes]
    offset: int
    """Of the first line, in bytes of the file before."""
    line: int
    new_line: int
    """Of the first line in the two files, 1-based."""
    spans: tuple[LineSpan, ...]


def unified_diff(change: FileChange) -> bytes:
    """Give the patch of one file, nothing for an unchanged one; its cost depends on the edits only."""
    body = b"".join(_hunks(change))
    return _header(change.path) + body if body else b""


def unified_diffs(changes: Iterable[FileChange]) -> dict[str, bytes]:
    """Give the patch of each changed file by its path, in their order, without git."""
    made = ((change.path, unified_diff(change)) for change in changes)
    return {path: text for path, text in made if text}


def _header(path: str) -> bytes:
    old, new = quote_path(path, "a/"), quote_path(path, "b/")
    tab = b"\t" if b" " in old else b""
    return b"diff --git %b %b\n--- %b%b\n+++ %b%b\n" % (old, new, old, tab, new, tab)


def _hunks(change: FileChange) -> Iterator[bytes]:
    for region in _regions(change):
        for spans in _groups(region.spans):
            yield _hunk(change.before, region, spans)


def _regions(change: FileChange) -> Iterator[Region]:
    before, after = change.before, change.after
    counted, line, shift = 0, 1, 0
    for window in edit_windows(change):
        offset = _back(before, window.start)
        line += before.count(b"\n", counted, offset)
        counted = offset
        region = _region(before, after, window, offset, line, shift)
        shift += len(region.new) - len(region.old)
        yield region


def _region(before: bytes, after: bytes, window: Window, offset: int, line: int, shift: int) -> Region:
    lead = _lines(before[offset : window.start])
    old = _lines(before[window.start : window.end])
    new = _lines(after[window.after_start : window.after_end])
    trail = _lines(before[window.end : _forward(before, window.end)])
    spans = tuple(_spans(old, new, len(lead)))
    return Region([*lead, *old, *trail], [*lead, *new, *trail], offset, line, line + shift, spans)


def _spans(old: list[bytes], new: list[bytes], lead: int) -> Iterator[LineSpan]:
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield LineSpan(i + lead, j + lead, k + lead, m + lead)


def _groups(spans: Iterable[LineSpan]) -> Iterator[list[LineSpan]]:
    """Put spans into one hunk when their contexts touch."""
    group: list[LineSpan] = []
    for span in spans:
        if group and span.i - group[-1].j > 2 * CONTEXT:
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _hunk(before: bytes, region: Region, spans: list[LineSpan]) -> bytes:
    start, end = max(0, spans[0].i - CONTEXT), min(len(region.old), spans[-1].j + CONTEXT)
    new_start, new_end = start + spans[0].k - spans[0].i, end + spans[-1].m - spans[-1].j
    old_range = _range(region.line + start, end - start)
    new_range = _range(region.new_line + new_start, new_end - new_start)
    offset = region.offset + sum(map(len, region.old[:start]))
    heading = _heading(before, offset)
    header = b"@@ -%b +%b @@%b\n" % (old_range, new_range, b" " + heading if heading else b"")
    return header + b"".join(_body(region, spans, start, end))


def _body(region: Region, spans: list[LineSpan], start: int, end: int) -> Iterator[bytes]:
    done = start
    for span in spans:
        yield from _marked(b" ", region.old[done : span.i])
        yield from _marked(b"-", region.old[span.i : span.j])
        yield from _marked(b"+", region.new[span.k : span.m])
        done = span.j
    yield from _marked(b" ", region.old[done:end])


def _marked(mark: bytes, lines: list[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield mark + line
        if not line.endswith(b"\n"):
            yield b"\n\\ No newline at end of file\n"


def _range(start: int, count: int) -> bytes:
    """Spell a hunk's range; an empty one names the line before it."""
    if count == 1:
        return b"%d" % start
    return b"%d,%d" % (start if count else start - 1, count)


def _heading(before: bytes, offset: int) -> bytes:
    """Give the nearest line above an offset that starts with a letter, as git heads a hunk."""
    while offset > 0:
        start = before.rfind(b"\n", 0, offset - 1) + 1
        if before[start : start + 1].isalpha() or before[start : start + 1] in (b"_", b"$"):
            return _cut(before[start:offset].rstrip())
        offset = start
    return b""


def _cut(heading: bytes) -> bytes:
    """Shorten a heading without leaving half a character."""
    if len(heading) <= HEADING_BYTES:
        return heading
    return heading[:HEADING_BYTES].decode("utf-8", "ignore").encode().rstrip()


def _lines(data: bytes) -> list[bytes]:
    """Split at line feeds only, as git does, keeping them."""
    return io.BytesIO(data).readlines()


def _back(data: bytes, offset: int) -> int:
    """Go back from a line's start by the lines of context."""
    for _ in range(CONTEXT):
        if offset > 0:
            offset = data.rfind(b"\n", 0, offset - 1) + 1
    return offset


def _forward(data: bytes, offset: int) -> int:
    """Go on from a line's start by the lines of context."""
    for _ in range(CONTEXT):
        offset = (data.find(b"\n", offset) + 1) or len(data)
    return offset
