"""The hunks of a patch, and the lines of the old file that each of them changes."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from codemods.cli.formats.unified_diff import unified_diff
from codemods.values.plan import FileChange
from codemods.values.source import Source

HEADER = re.compile(rb"@@ -(\d+)")


@dataclass(frozen=True, slots=True)
class Hunk:
    """One hunk of a patch."""

    text: bytes
    """The hunk as the patch shows it, from its `@@` line on."""
    lines: tuple[tuple[int, int], ...]
    """Ranges of lines of the old file that it changes, as Python counts them: first and last, 1-based."""


def split_hunks(change: FileChange) -> tuple[Hunk, ...]:
    """Split a file's patch into its hunks."""
    lines = io.BytesIO(change.before).readlines()
    starts = list(accumulate(map(len, lines), initial=0))
    source = Source(change.path, change.before)
    return tuple(
        Hunk(b"".join(hunk), _line_ranges(hunk, starts, source)) for hunk in _split(unified_diff(change))
    )


def merge_ranges(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Sort ranges of lines, and join those that touch."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def _split(patch: bytes) -> Iterator[list[bytes]]:
    hunk: list[bytes] = []
    for line in io.BytesIO(patch).readlines():
        # Only a header begins like this: a line of the file has a mark before it.
        if line.startswith(b"@@"):
            if hunk:
                yield hunk
            hunk = [line]
        elif hunk:
            hunk.append(line)
    if hunk:
        yield hunk


def _line_ranges(hunk: list[bytes], starts: list[int], source: Source) -> tuple[tuple[int, int], ...]:
    return merge_ranges(
        # git's lines end at line feeds only, Python's at carriage returns as well.
        (source.line_of(starts[first - 1]), source.line_of(starts[last] - 1))
        for first, last in _changed_ranges(hunk, len(starts) - 1)
    )


def _changed_ranges(hunk: list[bytes], count: int) -> Iterator[tuple[int, int]]:
    """Give ranges of the `count` old lines of git: removed lines, and the lines around added ones."""
    header = HEADER.match(hunk[0])
    assert header is not None
    at, between = int(header[1]), True
    for line in hunk[1:]:
        mark = line[:1]
        if mark == b"-":
            yield at, at
        elif mark == b"+" and between and count:
            # Nothing is removed here: the new line belongs to the lines around it.
            yield max(at - 1, 1), min(at, count)
        between = mark == b" "
        at += mark in b" -"
