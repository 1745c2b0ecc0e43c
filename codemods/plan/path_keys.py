"""What files are counted and batched by: category, owner, folder."""

from collections.abc import Callable
from dataclasses import dataclass

from codemods.plan.codeowners import owner_key
from codemods.values.category import category_key
from codemods.values.inventory import InventoryEntry
from codemods.values.reference import Reference
from codemods.values.rules import Migration


def folder_of(path: str, depth: int) -> str:
    """The folder that a file is in, at most so many levels deep; `.` for the top."""
    return "/".join(path.split("/")[:-1][:depth]) or "."


@dataclass(frozen=True, slots=True)
class PathKeys:
    """What kind of file a path is, and who owns it; `owner` is None where no CODEOWNERS file says."""

    category: Callable[[str], str]
    owner: Callable[[str], str] | None = None

    @classmethod
    def of(cls, migration: Migration, owners: str | None = None) -> "PathKeys":
        """The keys by a migration's categories, and by the text of a CODEOWNERS file. Raises RepointError."""
        return cls(category_key(migration.categories), owner_key(owners) if owners is not None else None)

    def entry(self, reference: Reference) -> InventoryEntry:
        """The inventory's entry of a reference."""
        owner = self.owner(reference.path) if self.owner is not None else ""
        return InventoryEntry(reference, self.category(reference.path), owner)
