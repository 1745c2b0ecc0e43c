"""A baseline's file: read before anything else is done, written in one step."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from codemods.cli.formats.save import save
from codemods.plan.gate.baseline import counted, encode_baseline, read_baseline, updated
from codemods.plan.gate.remaining import Pair
from codemods.values.errors import RepointError
from codemods.values.inventory import InventoryEntry
from codemods.values.plural import number_of


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a file allows: how many references each path may hold of each symbol."""

    file: Path
    migration: str
    allowed: Mapping[Pair, int]

    @classmethod
    def open(cls, file: Path, migration: str, new: bool) -> "Baseline":
        """Read a baseline; with `new`, one that is not there is empty.

        Raises RepointError when it is not there, can't be read, or is none for this migration.
        """
        try:
            data = file.read_bytes()
        except FileNotFoundError:
            if new:
                return cls(file, migration, {})
            said = "there is no such baseline; write one with --update-baseline"
            raise RepointError(f"{file}: {said}") from None
        except OSError as error:
            raise RepointError(f"{file}: cannot be read: {error.strerror}") from None
        return cls(file, migration, read_baseline(data, str(file), migration))

    def update(self, entries: Iterable[InventoryEntry], looked_at: Callable[[str], bool]) -> str:
        """Write what is there now; gives what became of it, in words. Raises RepointError when it can't."""
        new, difference = updated(self.allowed, counted(entries), looked_at)
        save(self.file, encode_baseline(new, self.migration))
        total = number_of(sum(new.values()), "reference")
        return f"{self.file}: allows {total}, {difference.more} more and {difference.fewer} fewer than before"
