"""Entries of an inventory that a gate counts."""

from codemods.plan.gate.remaining import BaselineKey
from codemods.values.inventory import InventoryEntry
from codemods.values.reference import Applicability, Reference

MAKE: BaselineKey = ("app.py", "acme.old:make")


def entry(
    line: int = 1, path: str = "app.py", symbol: str = "acme.old:make", kind: str = "call"
) -> InventoryEntry:
    """A reference of code in production."""
    return InventoryEntry(Reference(path, line, 1, kind, symbol, Applicability.MANUAL), "production", "")
