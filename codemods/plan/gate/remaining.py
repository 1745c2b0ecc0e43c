"""Which references fail the gate: those that a baseline does not allow."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from codemods.plan.gate.replacement import replacement_advice
from codemods.values.category import DEFAULT_CATEGORIES, OTHER, Category
from codemods.values.errors import RepointError
from codemods.values.finding import Finding
from codemods.values.inventory import InventoryEntry
from codemods.values.printable import escaped
from codemods.values.reference import CODEMOD_PLACE
from codemods.values.rules import Migration

BaselineKey = tuple[str, str]
"""What a baseline counts by: a file's path and a deprecated symbol, or why the file could not be read."""


@dataclass(frozen=True, slots=True, order=True)
class Remaining:
    """One reference that fails the gate, and what to do."""

    entry: InventoryEntry
    message: str
    advice: str
    """Empty where the migration gives none."""
    number: int
    """How many of the same file, kind and symbol come before it: by that it is known wherever it moves to."""


def baseline_key(entry: InventoryEntry) -> BaselineKey:
    """What a baseline counts a reference by."""
    return escaped(entry.path), entry.reference.symbol


def unread_key(finding: Finding) -> BaselineKey:
    """What a baseline counts a finding by, on a file that could not be looked into: its path and the code."""
    return escaped(finding.path), finding.code


def remaining(
    migration: Migration,
    entries: Iterable[InventoryEntry],
    allowed: Mapping[BaselineKey, int] | None = None,
) -> tuple[Remaining, ...]:
    """Give the references that fail: all, or those of a file and symbol of which a baseline allows fewer.

    Which of those are the new ones can't be told, so all are given.
    """
    found = sorted(entries)
    counts = Counter(map(baseline_key, found))
    seen: Counter[tuple[str, str, str]] = Counter()
    failing = []
    for entry in found:
        key, reference = baseline_key(entry), entry.reference
        known = allowed.get(key, 0) if allowed is not None else 0
        if counts[key] > known:
            alike = (entry.path, reference.kind, reference.symbol)
            stays = any(str(rule.old) == reference.symbol for rule in migration.edited.symbols)
            message = _message(entry, counts[key], known, stays)
            advice = replacement_advice(migration, reference.symbol)
            failing.append(Remaining(entry, message, advice, seen[alike]))
            seen[alike] += 1
    return tuple(failing)


def _message(entry: InventoryEntry, count: int, allowed: int, stays: bool) -> str:
    symbol = entry.reference.symbol or "one of several deprecated symbols"
    why = "which is used otherwise now" if stays else "which is deprecated"
    message = f"{entry.reference.kind} of {symbol}, {why}"
    if entry.reference.kind == CODEMOD_PLACE:
        message = f"the codemod {symbol} has something to change here"
    return f"{message} ({count} here, and the baseline allows {allowed})" if allowed else message


def check_categories(chosen: Sequence[str], categories: Sequence[Category]) -> frozenset[str]:
    """The categories that were chosen, each once; empty for all of them.

    Raises RepointError for one that does not exist, with what was likely meant.
    """
    known = [category.name for category in categories or DEFAULT_CATEGORIES]
    for name in chosen:
        if name not in (*known, OTHER):
            close = get_close_matches(name, known, n=1)
            hint = f'; did you mean "{close[0]}"?' if close else ""
            expected = f"expected one of {', '.join((*known, OTHER))}"
            raise RepointError(f'--category "{name}": there is no such category; {expected}{hint}')
    return frozenset(chosen)
