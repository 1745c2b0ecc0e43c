"""Ranges of a file's source."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

from msgspec import Struct

_T = TypeVar("_T")


class Span(Struct, frozen=True, array_like=True):
    """A half-open range of byte offsets."""

    start: int
    end: int


class SpanSet:
    """What some spans cover together, which may overlap; an offset is looked up by bisection."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans, key=lambda each: each.start):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def __contains__(self, offset: int) -> bool:
        index = bisect_right(self._starts, offset)
        return index > 0 and offset < self._ends[index - 1]


class SpanIndex(Generic[_T]):
    """Things that stand at spans, which may overlap, for looking up those around an offset.

    It walks back from the last that starts before the offset as far as one of those before it may reach it.
    """

    def __init__(self, things: Iterable[tuple[Span, _T]]) -> None:
        numbered = ((span, number, thing) for number, (span, thing) in enumerate(things))
        self._things = sorted(numbered, key=lambda each: each[0].start)
        self._starts = [span.start for span, _, _ in self._things]
        self._reach = [*accumulate((span.end for span, _, _ in self._things), max)]

    def around(self, offset: int) -> list[_T]:
        """What stands around an offset, in the order in which it was given."""
        found: list[tuple[int, _T]] = []
        index = bisect_right(self._starts, offset) - 1
        while index >= 0 and self._reach[index] > offset:
            span, number, thing = self._things[index]
            if offset < span.end:
                found.append((number, thing))
            index -= 1
        return [thing for _, thing in sorted(found, key=lambda each: each[0])]
