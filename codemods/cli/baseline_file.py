"""The file of a baseline: read before anything else is done, written in one step."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from codemods.cli.formats.output_files import save_file
from codemods.plan.gate.baseline import counted, encode_baseline, read_baseline, updated
from codemods.plan.gate.remaining import BaselineKey
from codemods.values.errors import RepointError
from codemods.values.finding import Finding
from codemods.values.finding_texts import UNREAD_FILES
from codemods.values.inventory import InventoryEntry
from codemods.values.named_files import read_named_file
from codemods.values.plural import number_of


@dataclass(frozen=True, slots=True)
class Baseline:
    """How many references to each symbol a path may hold, as a file has it."""

    file: Path
    migration: str
    allowed: Mapping[BaselineKey, int]

    @classmethod
    def open(cls, file: Path, migration: str, may_be_new: bool) -> "Baseline":
        """Read a baseline; with `may_be_new`, a missing one is empty.

        Raises RepointError when it is missing, can't be read, or belongs to another migration.
        """
        try:
            data = read_named_file(file)
        except FileNotFoundError:
            if may_be_new:
                return cls(file, migration, {})
            message = "there is no such baseline; write one with --update-baseline"
            raise RepointError(f"{file}: {message}") from None
        except OSError as error:
            raise RepointError(f"{file}: cannot be read: {error.strerror}") from None
        return cls(file, migration, read_baseline(data, str(file), migration))

    def update(
        self,
        entries: Iterable[InventoryEntry],
        held_up: Iterable[Finding],
        is_checked: Callable[[str], bool],
    ) -> str:
        """Write the references and the files without a look that there are now; gives what changed, in words.

        What the file has of paths that were not checked stays. Raises RepointError when it can't be written.
        """
        new, difference = updated(self.allowed, counted(entries, held_up), is_checked)
        save_file(self.file, encode_baseline(new, self.migration))
        unread = sum(number for (_, what), number in new.items() if what in UNREAD_FILES)
        total = number_of(sum(new.values()) - unread, "reference")
        if unread:
            total += f" and {number_of(unread, 'place')} that could not be looked into"
        return f"{self.file}: allows {total}, {difference.more} more and {difference.fewer} fewer than before"
