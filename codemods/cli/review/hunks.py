"""A patch cut into its hunks, and the lines of the old file that each of them changes."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from codemods.cli.formats.unified_diff import unified
from codemods.values.plan import FileChange
from codemods.values.source import Source

HEADER = re.compile(rb"@@ -(\d+)")


@dataclass(frozen=True, slots=True)
class Hunk:
    """One hunk as a patch shows it."""

    text: bytes
    lines: tuple[tuple[int, int], ...]
    """The lines of the old file that it changes, as Python counts lines: first and last ones, 1-based."""


def hunks(change: FileChange) -> tuple[Hunk, ...]:
    """Cut a file's patch into its hunks."""
    lines = io.BytesIO(change.before).readlines()
    starts = list(accumulate(map(len, lines), initial=0))
    source = Source(change.path, change.before)
    return tuple(Hunk(b"".join(hunk), _ranges(hunk, starts, source)) for hunk in _cut(unified(change)))


def joined(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Put ranges of lines in order; those that touch become one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def _cut(patch: bytes) -> Iterator[list[bytes]]:
    hunk: list[bytes] = []
    for line in io.BytesIO(patch).readlines():
        # Lines of the file come after a mark: only a header begins so.
        if line.startswith(b"@@"):
            if hunk:
                yield hunk
            hunk = [line]
        elif hunk:
            hunk.append(line)
    if hunk:
        yield hunk


def _ranges(hunk: list[bytes], starts: list[int], source: Source) -> tuple[tuple[int, int], ...]:
    return joined(
        # git ends lines at line feeds only, Python at carriage returns as well.
        (source.line_of(starts[first - 1]), source.line_of(starts[last] - 1))
        for first, last in _changed(hunk, len(starts) - 1)
    )


def _changed(hunk: list[bytes], count: int) -> Iterator[tuple[int, int]]:
    """Give the ranges of old lines, as git counts them, that lines are taken from or put between."""
    header = HEADER.match(hunk[0])
    assert header is not None
    at, between = int(header[1]), True
    for line in hunk[1:]:
        mark = line[:1]
        if mark == b"-":
            yield at, at
        elif mark == b"+" and between and count:
            # Nothing is taken away here: what stands around the new line is what it belongs to.
            yield max(at - 1, 1), min(at, count)
        between = mark == b" "
        at += mark in b" -"
