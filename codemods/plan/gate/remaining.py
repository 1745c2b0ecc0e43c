"""What remains, and what of it fails the gate."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from codemods.plan.gate.replacement import instead_of
from codemods.values.category import DEFAULT_CATEGORIES, OTHER, Category
from codemods.values.errors import RepointError
from codemods.values.inventory import InventoryEntry
from codemods.values.printable import escaped
from codemods.values.rules import Migration

Pair = tuple[str, str]
"""A file's path and a deprecated symbol: what a baseline counts by."""


@dataclass(frozen=True, slots=True, order=True)
class Remaining:
    """One reference that fails the gate, and what to do."""

    entry: InventoryEntry
    message: str
    advice: str
    """May be empty."""
    number: int
    """How many of the same file, kind and symbol come before it: it is told apart wherever it moves to."""


def pair(entry: InventoryEntry) -> Pair:
    """What a baseline counts a reference by."""
    return escaped(entry.path), entry.reference.symbol


def remaining(
    migration: Migration, entries: Iterable[InventoryEntry], allowed: Mapping[Pair, int] | None = None
) -> tuple[Remaining, ...]:
    """Give the references that fail: all, or those of a file and symbol of which a baseline allows fewer.

    Which of those are the new ones can't be told, so all are given.
    """
    found = sorted(entries)
    counts = Counter(map(pair, found))
    seen: Counter[tuple[str, str, str]] = Counter()
    failing = []
    for entry in found:
        known = allowed.get(pair(entry), 0) if allowed is not None else 0
        if counts[pair(entry)] > known:
            like = (entry.path, entry.reference.kind, entry.reference.symbol)
            failing.append(_remaining(migration, entry, counts[pair(entry)], known, seen[like]))
            seen[like] += 1
    return tuple(failing)


def _remaining(migration: Migration, entry: InventoryEntry, there: int, known: int, number: int) -> Remaining:
    reference = entry.reference
    symbol = reference.symbol or "one of several deprecated symbols"
    message = f"{reference.kind} of {symbol}, which is deprecated"
    if known:
        message += f" ({there} here, and the baseline allows {known})"
    return Remaining(entry, message, instead_of(migration, reference.symbol), number)


def check_categories(chosen: Sequence[str], categories: Sequence[Category]) -> frozenset[str]:
    """The categories that were chosen, each once; empty for all of them.

    Raises RepointError for one that there is none of, with what was likely meant.
    """
    known = [category.name for category in categories or DEFAULT_CATEGORIES]
    for name in chosen:
        if name not in (*known, OTHER):
            close = get_close_matches(name, known, n=1)
            hint = f'; did you mean "{close[0]}"?' if close else ""
            expected = f"expected one of {', '.join((*known, OTHER))}"
            raise RepointError(f'--category "{name}": there is no such category; {expected}{hint}')
    return frozenset(chosen)
