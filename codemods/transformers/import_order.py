"""The orders in which people and their tools sort the names of an import.

isort's and ruff's own comes first (https://docs.astral.sh/ruff/settings/#lint_isort_order-by-type):
constants, classes, the rest, each without regard to case.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

_Key = tuple[int, list[str | int], str]


def order_of(names: Sequence[str], by_type: bool = True) -> Callable[[str], _Key] | None:
    """A key by which a list of names is sorted; None where it is not sorted at all.

    Without `by_type`, another one is tried first.
    """
    for order in (_by_type, _ignoring_case, _plain) if by_type else (_ignoring_case, _plain, _by_type):
        if all(order(one) <= order(other) for one, other in pairwise(names)):
            return order
    return None


def sorted_places(names: Sequence[str], added: Iterable[str]) -> Iterator[int]:
    """Where names belong that come into a list one after the other; at its end if it is not sorted at all."""
    order = order_of(names)
    if order is None:
        yield from (len(names) + number for number, _ in enumerate(added))
        return
    keys = [order(name) for name in names]
    for key in map(order, added):
        place = bisect_right(keys, key)
        keys.insert(place, key)
        yield place


def place_among(
    firsts: Sequence[tuple[str, ...]], first: tuple[str, ...], by_type: bool = True
) -> int | None:
    """Where an import belongs among others of its module, by the first name of each; None for no order."""
    names = [name for each in firsts for name in each]
    order = order_of(names, by_type) if names and len(names) == len(firsts) and first else None
    return None if order is None else bisect_right([order(each) for each in names], order(first[0]))


def in_order(name: str) -> _Key:
    """A key by which the names of a new import are sorted, whatever follows them."""
    return _by_type(_word(name))


def _by_type(name: str) -> _Key:
    word = _word(name)
    is_constant = word.isupper() and len(word) > 1
    kind = 0 if is_constant else 1 if word[:1].isupper() else 2
    return kind, _natural(word.lower()), name


def _ignoring_case(name: str) -> _Key:
    return 0, _natural(_word(name).lower()), name


def _plain(name: str) -> _Key:
    return 0, _natural(_word(name)), name


def _word(name: str) -> str:
    """The name itself: what follows `as` decides only where that is the same."""
    return name.partition(" ")[0]


def _natural(name: str) -> list[str | int]:
    """A name in pieces, so that numbers sort as numbers; every second piece is one."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", name)]
