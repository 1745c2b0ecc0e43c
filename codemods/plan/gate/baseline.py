"""The baseline: how many references each file may still hold, by symbol. It makes the gate a ratchet.

It counts by file and symbol rather than by line, so that nothing else in a file matters: new references fail,
and old ones may only become fewer.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

import msgspec

from codemods.plan.gate.remaining import BaselineKey, baseline_key, unread_key
from codemods.values.errors import RepointError
from codemods.values.finding import Finding
from codemods.values.inventory import InventoryEntry

VERSION = 1
"""Goes up when an older repoint could not read what a newer one writes."""
_UPDATE = "remove it, and write a new one with --update-baseline"


class _BaselineFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A baseline as it is written in its file."""

    baseline: int
    """The version of the format."""
    migration: str
    references: dict[str, dict[str, int]]
    """By path, then by symbol, how many there may be; by a finding's code where a file could not be read."""


class _BaselineVersion(msgspec.Struct, frozen=True):
    """What every version of a baseline begins with."""

    baseline: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What an update does to a baseline: how many references it allows more, and fewer."""

    more: int
    fewer: int


def read_baseline(data: bytes, name: str, migration: str) -> dict[BaselineKey, int]:
    """Read a baseline's bytes; `name` is its file's, for messages, and `migration` the one that is checked.

    Raises RepointError when they are not a baseline, or one of another version or another migration.
    """
    try:
        version = msgspec.json.decode(data, type=_BaselineVersion).baseline
        if version != VERSION:
            said = f"a baseline of version {version}; this repoint reads version {VERSION}"
            raise RepointError(f"{name}: {said}; {_UPDATE}, or use the repoint that wrote it")
        file = msgspec.json.decode(data, type=_BaselineFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RepointError(f"{name}: not a baseline of repoint: {error}; {_UPDATE}") from None
    if file.migration != migration:
        said = f'a baseline of the migration "{file.migration}", and this run checks "{migration}"'
        raise RepointError(f"{name}: {said}; name that migration, or another baseline")
    counts = {(path, symbol): n for path, symbols in file.references.items() for symbol, n in symbols.items()}
    wrong = next((key for key, number in counts.items() if number < 1), None)
    if wrong is not None:
        raise RepointError(f"{name}: {wrong[0]}: {wrong[1]}: expected a number from 1; {_UPDATE}")
    return counts


def counted(entries: Iterable[InventoryEntry], unread: Iterable[Finding] = ()) -> dict[BaselineKey, int]:
    """Count references as a baseline does, and findings on files that could not be read, by their code."""
    return dict(Counter(chain(map(baseline_key, entries), map(unread_key, unread))))


def updated(
    old: Mapping[BaselineKey, int], now: Mapping[BaselineKey, int], looked_at: Callable[[str], bool]
) -> tuple[dict[BaselineKey, int], Difference]:
    """The baseline with what is there now in place of what it said of the files that were looked at."""
    new = {key: number for key, number in old.items() if not looked_at(key[0])} | dict(now)
    deltas = [new.get(key, 0) - old.get(key, 0) for key in {**old, **new}]
    more, fewer = sum(each for each in deltas if each > 0), -sum(each for each in deltas if each < 0)
    return new, Difference(more, fewer)


def encode_baseline(counts: Mapping[BaselineKey, int], migration: str) -> bytes:
    """Give a baseline as JSON that versions well: sorted, one count a line, a final newline."""
    references: dict[str, dict[str, int]] = {}
    for (path, symbol), number in sorted(counts.items()):
        references.setdefault(path, {})[symbol] = number
    file = _BaselineFile(VERSION, migration, references)
    return msgspec.json.format(msgspec.json.encode(file), indent=2) + b"\n"
