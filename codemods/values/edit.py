"""Edits over one file's source, and the only function that applies them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class StaleEditError(ValueError):
    """An edit expected another text at its place, or two edits overlap."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace `data[start:end]`, which must read `old`, by `new`; offsets count UTF-8 bytes."""

    start: int
    end: int
    old: bytes
    new: bytes


def splice(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Apply edits to a text, leaving every byte outside them as it was.

    Raises StaleEditError when the text at an edit's place is not what the edit expected, or when two
    edits overlap: a wrong splice is never made.
    """
    parts: list[bytes] = []
    done = 0
    for edit in sorted(edits):
        if edit.start < done:
            raise StaleEditError(f"two edits overlap at byte {edit.start}")
        if data[edit.start : edit.end] != edit.old:
            raise StaleEditError(f"byte {edit.start} holds another text than {edit.old!r}")
        parts += (data[done : edit.start], edit.new)
        done = edit.end
    parts.append(data[done:])
    return b"".join(parts)


def taken_inside(edits: list[Edit], start: int, end: int) -> list[Edit]:
    """Take the edits of a range, its ends included, out of a list that is in order; gives them in order."""
    first = bisect_left(edits, start, key=_start)
    last = bisect_right(edits, end, first, key=_start)
    found = edits[first:last]
    edits[first:last] = [each for each in found if each.end > end]
    return [each for each in found if each.end <= end]


def _start(edit: Edit) -> int:
    return edit.start


def composed(data: bytes, edits: Sequence[Edit], later: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits of a text that do both: `edits`, in order, and then `later` ones over what these make of it.

    What touches becomes one edit. Raises StaleEditError where one of the two does not fit its text.
    """
    middle = splice(data, edits)
    moved, ranges = 0, [(edit.start, edit.end, edit, True) for edit in later]
    for edit in edits:
        ranges.append((edit.start + moved, edit.start + moved + len(edit.new), edit, False))
        moved += len(edit.new) - len(edit.old)
    found: list[Edit] = []
    grown = 0
    for start, end, own, others in _touching(ranges):
        begin, grown = start - grown, grown + sum(len(each.new) - len(each.old) for each in own)
        if others:
            local = [Edit(each.start - start, each.end - start, each.old, each.new) for each in others]
            new = splice(middle[start:end], local)
            found.append(Edit(begin, end - grown, data[begin : end - grown], new))
        else:
            found += own
    return tuple(found)


def _touching(
    ranges: Iterable[tuple[int, int, Edit, bool]],
) -> Iterable[tuple[int, int, list[Edit], list[Edit]]]:
    """Ranges that touch as one, with the edits that made the text and those that are still to be made."""
    joined: list[tuple[int, int, list[Edit], list[Edit]]] = []
    for start, end, edit, is_later in sorted(ranges):
        own, others = ([], [edit]) if is_later else ([edit], [])
        if joined and start <= joined[-1][1]:
            first, last, before, after = joined.pop()
            joined.append((first, max(last, end), before + own, after + others))
        else:
            joined.append((start, end, own, others))
    return joined
