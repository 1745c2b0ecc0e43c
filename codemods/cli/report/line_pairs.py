"""Pairs the removed lines of a change with the added ones, and finds what differs within a pair."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

Pair = tuple[int | None, int | None]
"""The indices of a removed and an added line; None for a line without a partner."""
Range = tuple[int, int]
"""The start and the end of a range of characters, 0-based."""

_WORDS = re.compile(r"\w+|\s+|.", re.DOTALL)
_SIMILAR = 0.4
"""Lines that are less similar than this count as different lines, not as one that changed."""
_MOST_LINES = 16
"""Larger changes are paired in order, without a comparison of every line with every other."""
_LONGEST_LINE = 400
"""Characters of a line; longer ones are compared for equality only."""


def pair_lines(removed: Sequence[str], added: Sequence[str]) -> list[Pair]:
    """Pair the lines of a change, in order, so that the most similar ones are side by side."""
    if len(removed) == len(added) or max(len(removed), len(added)) > _MOST_LINES:
        both: list[Pair] = [(place, place) for place in range(min(len(removed), len(added)))]
        rest = range(len(both), max(len(removed), len(added)))
        return both + [(place, None) if len(removed) > len(added) else (None, place) for place in rest]
    return list(_filled(_best_pairs(removed, added), len(removed), len(added)))


def _best_pairs(removed: Sequence[str], added: Sequence[str]) -> list[tuple[int, int]]:
    """Find the pairs, in the order of both sides, with the largest sum of similarities."""
    # As in a longest common subsequence: rows[i][j] has the best pairs of the first i and j lines.
    rows: list[list[tuple[float, list[tuple[int, int]]]]] = [[(0.0, [])] * (len(added) + 1)]
    for i, old in enumerate(removed):
        row: list[tuple[float, list[tuple[int, int]]]] = [(0.0, [])]
        for j, new in enumerate(added):
            score, pairs = rows[i][j]
            similar = similarity(old, new)
            both = (score + similar, [*pairs, (i, j)]) if similar >= _SIMILAR else (score, pairs)
            row.append(max(rows[i][j + 1], row[j], both, key=lambda each: each[0]))
        rows.append(row)
    return rows[-1][-1][1]


def _filled(pairs: list[tuple[int, int]], removed: int, added: int) -> Iterator[Pair]:
    """Give the pairs with the lines between them, of `removed` and `added` lines in all."""
    i = j = 0
    for old, new in (*pairs, (removed, added)):
        yield from ((place, None) for place in range(i, old))
        yield from ((None, place) for place in range(j, new))
        if old < removed:
            yield old, new
        i, j = old + 1, new + 1


@lru_cache(maxsize=4096)
def similarity(old: str, new: str) -> float:
    """Say how similar two lines are, from 0 to 1, apart from their indentation."""
    if max(len(old), len(new)) > _LONGEST_LINE:
        return float(old == new)
    return SequenceMatcher(None, old.strip(), new.strip(), autojunk=False).ratio()


def changed_ranges(old: str, new: str) -> tuple[list[Range], list[Range]]:
    """Find the ranges of characters that differ on either side; none where the lines are not similar."""
    if similarity(old, new) < _SIMILAR:
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
