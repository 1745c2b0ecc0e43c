"""What `repoint scan --format json` and `--format csv` print."""

import csv
import io
from collections.abc import Iterable

import msgspec

from codemods import __version__
from codemods.cli.formats.scan_schema import (
    SCHEMA,
    CountEntry,
    CriterionEntry,
    MentionEntry,
    ReferenceEntry,
    RowEntry,
    ScanDocument,
    ScanSummary,
    TextEntry,
)
from codemods.cli.formats.unread_json import unread_entries
from codemods.plan.inventory.counting import CountRow, count, folder, rows, texts
from codemods.values.inventory import Inventory, InventoryEntry
from codemods.values.printable import escaped

COLUMNS = ("path", "line", "column", "kind", "symbol", "category", "owner", "difficulty")
"""The heading of the CSV, and the fields of a reference in the JSON."""


def scan_document(inventory: Inventory, depth: int) -> ScanDocument:
    """Describe an inventory; `depth` is how many folders deep directories are counted."""
    entries = inventory.entries
    return ScanDocument(
        schema=SCHEMA,
        version=__version__,
        command="scan",
        migration=escaped(inventory.migration),
        summary=_summary(inventory),
        categories=_rows(rows(entries, lambda each: each.category, inventory.categories)),
        kinds=_rows(rows(entries, lambda each: each.reference.kind)),
        directories=_rows(rows(entries, lambda each: folder(each.path, depth))),
        owners=_rows(rows(entries, lambda each: each.owner) if inventory.owned else []),
        symbols=_rows(rows(entries, lambda each: each.reference.symbol)),
        texts=[TextEntry(each.type, each.lines, each.files, each.code) for each in texts(inventory.mentions)],
        criteria=[
            CriterionEntry(escaped(each.text), each.state, escaped(each.said), each.left)
            for each in inventory.criteria
        ],
        references=[ReferenceEntry(*_cells(each)) for each in entries],
        mentions=[
            MentionEntry(escaped(each.path), each.line, each.column, each.type, list(each.names), each.code)
            for each in inventory.mentions
        ],
        unread=unread_entries(inventory.unread),
    )


def encode(document: msgspec.Struct) -> bytes:
    """Give a document as indented JSON with a final newline."""
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def scan_csv(inventory: Inventory) -> bytes:
    """Give one line for each reference, below a heading, as RFC 4180 has it but for plain line ends."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_cells, inventory.entries))
    return text.getvalue().encode()


def _cells(entry: InventoryEntry) -> tuple[str, int, int, str, str, str, str, str]:
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


def _summary(inventory: Inventory) -> ScanSummary:
    total = count(inventory.entries)
    return ScanSummary(
        candidates=inventory.candidates,
        references=total.references,
        files=total.files,
        mentions=len(inventory.mentions),
        texts=len({mention.path for mention in inventory.mentions}),
        unread=len(inventory.unread),
    )


def _rows(counted: Iterable[CountRow]) -> list[RowEntry]:
    return [
        RowEntry(
            escaped(each.name),
            each.total.references,
            each.total.files,
            *(CountEntry(own.references, own.files) for _, own in each.by_applicability),
        )
        for each in counted
    ]
