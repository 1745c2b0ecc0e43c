"""What a mistyped name was likely to be."""

from collections.abc import Iterable
from difflib import get_close_matches

_CLOSE = 0.75
"""How alike a name that is missing and one that is there must be, for the latter to be suggested."""


def meant_name(name: str, known: Iterable[str]) -> str:
    """The known name that a mistyped one was likely to be; empty when none is like it."""
    known = sorted(known)
    swapped = (each for each in known if sorted(each) == sorted(name))
    return next(iter(get_close_matches(name, known, 1, _CLOSE)), "") or next(swapped, "")
