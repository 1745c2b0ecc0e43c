"""Which lines differ between two texts, in time that hardly grows faster than they do.

difflib compares every line with each of its likes: a thousand blank lines cost a million steps, and that for
each difference. Texts of many lines are cut first, at the lines that both have once (patience diff).
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_MOST = 64 * 64
"""Products of numbers of lines up to which difflib is asked."""


def differing_lines(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[tuple[int, int, int, int]]:
    """Give (i, j, k, m), in order: lines `old[i:j]` become `new[k:m]`, all others are the same."""
    i = k = 0
    for j, m in (*_anchors(old, new), (len(old), len(new))):
        for a, b, c, d in _between(old[i:j], new[k:m]):
            yield a + i, b + i, c + k, d + k
        i, k = j + 1, m + 1


def _anchors(old: Sequence[bytes], new: Sequence[bytes]) -> list[tuple[int, int]]:
    """The most lines that both have once, in the same order in both; none where there is no need."""
    if len(old) * len(new) <= _MOST:
        return []
    once = [{line for line, count in Counter(lines).items() if count == 1} for lines in (old, new)]
    places = {line: place for place, line in enumerate(new) if line in once[1]}
    ends: list[int] = []
    """By length less one, the least place in `new` at which a row of such lines of that length can end."""
    rows: list[tuple[int, int, int]] = []
    """Each such line: its place in both, and the number in `rows` of the one before it, or -1."""
    last: list[int] = []
    for place, line in enumerate(old):
        if line in once[0] and line in places:
            length = bisect_left(ends, places[line])
            rows.append((place, places[line], last[length - 1] if length else -1))
            ends[length : length + 1] = [places[line]]
            last[length : length + 1] = [len(rows) - 1]
    found = []
    at = last[-1] if last else -1
    while at >= 0:
        found.append(rows[at][:2])
        at = rows[at][2]
    return found[::-1]


def _between(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[tuple[int, int, int, int]]:
    if old == new:
        return
    if len(old) * len(new) <= _MOST:
        for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag != "equal":
                yield i, j, k, m
        return
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = shorter - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    yield head, len(old) - tail, head, len(new) - tail
