"""Which removed line stands beside which added one, and what differs between the two."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

Pair = tuple[int | None, int | None]
"""Places in the removed and the added lines; None where one has no partner."""
Range = tuple[int, int]

_WORDS = re.compile(r"\w+|\s+|.", re.DOTALL)
_ALIKE = 0.4
"""Lines with less in common than this are two lines, not one that changed."""
_MANY = 16
"""Blocks of more lines are paired in their order."""
_LONG = 400
"""Longer lines are not compared."""


def pair(removed: Sequence[str], added: Sequence[str]) -> list[Pair]:
    """Pair the lines of a change in order, so that those stand together that have most in common."""
    if len(removed) == len(added) or max(len(removed), len(added)) > _MANY:
        both: list[Pair] = [(place, place) for place in range(min(len(removed), len(added)))]
        rest = range(len(both), max(len(removed), len(added)))
        return both + [(place, None) if len(removed) > len(added) else (None, place) for place in rest]
    return list(_laid(_best(removed, added), len(removed), len(added)))


def _best(removed: Sequence[str], added: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs, in the order of both sides, whose likeness adds up to most."""
    rows: list[list[tuple[float, list[tuple[int, int]]]]] = [[(0.0, [])] * (len(added) + 1)]
    for i, old in enumerate(removed):
        row: list[tuple[float, list[tuple[int, int]]]] = [(0.0, [])]
        for j, new in enumerate(added):
            score, pairs = rows[i][j]
            alike = likeness(old, new)
            both = (score + alike, [*pairs, (i, j)]) if alike >= _ALIKE else (score, pairs)
            row.append(max(rows[i][j + 1], row[j], both, key=lambda each: each[0]))
        rows.append(row)
    return rows[-1][-1][1]


def _laid(pairs: list[tuple[int, int]], removed: int, added: int) -> Iterator[Pair]:
    i = j = 0
    for old, new in (*pairs, (removed, added)):
        yield from ((place, None) for place in range(i, old))
        yield from ((None, place) for place in range(j, new))
        if old < removed:
            yield old, new
        i, j = old + 1, new + 1


@lru_cache(maxsize=4096)
def likeness(old: str, new: str) -> float:
    """How much two lines have in common, from 0 to 1, their indentation left out."""
    if max(len(old), len(new)) > _LONG:
        return float(old == new)
    return SequenceMatcher(None, old.strip(), new.strip(), autojunk=False).ratio()


def marks(old: str, new: str) -> tuple[list[Range], list[Range]]:
    """The ranges of characters that changed on either side; none where nothing much is left of the line."""
    if likeness(old, new) < _ALIKE:
        return [], []
    sides = _split(old), _split(new)
    found: tuple[list[Range], list[Range]] = [], []
    for tag, i, j, k, m in SequenceMatcher(None, *sides, autojunk=False).get_opcodes():
        if tag != "equal":
            for side, words, start, end in ((0, sides[0], i, j), (1, sides[1], k, m)):
                if start < end:
                    begin = sum(map(len, words[:start]))
                    found[side].append((begin, begin + sum(map(len, words[start:end]))))
    return found


def _split(line: str) -> list[str]:
    return _WORDS.findall(line)
