"""Unified diffs as `git diff` writes them and `git apply` takes them, in the file's own bytes."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from codemods.cli.formats.edit_windows import edit_windows
from codemods.cli.formats.quoted_paths import quote_path
from codemods.values.differing_lines import differing_lines
from codemods.values.plan import FileChange

CONTEXT = 3
"""Unchanged lines shown around a change, as git shows them."""
HEADING_BYTES = 80
"""How much git shows of the line that heads a hunk."""


@dataclass(frozen=True, slots=True)
class LineSpan:
    """Whole lines that change, in bytes and lines from the start of the files before and after."""

    old: bytes
    new: bytes
    start: int
    line: int
    after_line: int
    """Of the first line, 0-based."""
    count: int
    after_count: int

    @property
    def end(self) -> int:
        """Where the lines end in the file before."""
        return self.start + len(self.old)


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
    done, heading = 0, b""
    for spans in _groups(_joined(_spans(change))):
        start = _back(change.before, spans[0].start)
        heading = _heading(change.before, start, done) or heading
        done = start
        yield _hunk(change.before, start, spans, heading)


def _spans(change: FileChange) -> Iterator[LineSpan]:
    before, after = change.before, change.after
    counted = line = more = 0
    for window in edit_windows(change):
        old = _lines(before[window.start : window.end])
        new = _lines(after[window.after_start : window.after_end])
        line += before.count(b"\n", counted, window.start)
        counted = window.start
        starts = list(accumulate(map(len, old), initial=window.start))
        for i, j, k, m in differing_lines(old, new):
            yield LineSpan(
                old=b"".join(old[i:j]),
                new=b"".join(new[k:m]),
                start=starts[i],
                line=line + i,
                after_line=line + more + k,
                count=j - i,
                after_count=m - k,
            )
        more += len(new) - len(old)


def _joined(spans: Iterable[LineSpan]) -> Iterator[LineSpan]:
    """Make one of spans without a line between them."""
    run: list[LineSpan] = []
    for span in spans:
        if run and span.start != run[-1].end:
            yield _one(run)
            run = []
        run.append(span)
    if run:
        yield _one(run)


def _one(run: list[LineSpan]) -> LineSpan:
    return replace(
        run[0],
        old=b"".join(each.old for each in run),
        new=b"".join(each.new for each in run),
        count=sum(each.count for each in run),
        after_count=sum(each.after_count for each in run),
    )


def _groups(spans: Iterable[LineSpan]) -> Iterator[list[LineSpan]]:
    """Put spans into one hunk when their contexts touch."""
    group: list[LineSpan] = []
    for span in spans:
        if group and span.line - group[-1].line - group[-1].count > 2 * CONTEXT:
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _hunk(before: bytes, start: int, spans: list[LineSpan], heading: bytes) -> bytes:
    first, last = spans[0], spans[-1]
    end = _forward(before, last.end)
    lead, trail = before.count(b"\n", start, first.start), len(_lines(before[last.end : end]))
    old_range = _range(first.line - lead, last.line + last.count + trail)
    new_range = _range(first.after_line - lead, last.after_line + last.after_count + trail)
    header = b"@@ -%b +%b @@%b\n" % (old_range, new_range, b" " + heading if heading else b"")
    return header + b"".join(_body(before, start, spans, end))


def _body(before: bytes, start: int, spans: list[LineSpan], end: int) -> Iterator[bytes]:
    done = start
    for span in spans:
        yield from _marked(b" ", before[done : span.start])
        yield from _marked(b"-", span.old)
        yield from _marked(b"+", span.new)
        done = span.end
    yield from _marked(b" ", before[done:end])


def _marked(mark: bytes, text: bytes) -> Iterator[bytes]:
    for line in _lines(text):
        yield mark + line
        if not line.endswith(b"\n"):
            yield b"\n\\ No newline at end of file\n"


def _range(start: int, end: int) -> bytes:
    """Spell a hunk's range of lines, 0-based without the last; an empty one names the line before it."""
    if end - start == 1:
        return b"%d" % end
    return b"%d,%d" % (start + (end > start), end - start)


def _heading(before: bytes, offset: int, done: int) -> bytes:
    """Give the nearest line above an offset that starts with a letter, as git heads a hunk.

    It is not looked for before `done`, a line's start.
    """
    while offset > done:
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
