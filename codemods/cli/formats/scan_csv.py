"""An inventory's references as a table for a spreadsheet."""

import csv
import io

from codemods.values.inventory import Inventory, InventoryEntry
from codemods.values.printable import escaped, printable

COLUMNS = ("path", "line", "column", "kind", "symbol", "category", "owner", "difficulty")
"""The heading of the CSV, and the fields of a reference in the JSON."""

_FORMULA = ("=", "+", "-", "@")


def write(inventory: Inventory, _depth: int) -> bytes:
    """Give one line for each reference, below a heading, as in RFC 4180 but with plain line ends."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(list(map(_safe_cell, reference_cells(each))) for each in inventory.entries)
    return text.getvalue().encode()


def _safe_cell(cell: object) -> object:
    """What a spreadsheet would take for a formula gets an apostrophe before it, which marks it as text."""
    if not isinstance(cell, str):
        return cell
    text = printable(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def reference_cells(entry: InventoryEntry) -> tuple[str, int, int, str, str, str, str, str]:
    """Give what a reference has in each of the columns."""
    each = entry.reference
    place = (escaped(each.path), each.line, each.column)
    return (
        *place,
        each.kind,
        escaped(each.symbol),
        escaped(entry.category),
        escaped(entry.owner),
        each.applicability,
    )
