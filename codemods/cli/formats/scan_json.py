"""What `repoint scan --format json` prints."""

from collections.abc import Iterable

from codemods import __version__
from codemods.cli.formats.encode_json import encode_json
from codemods.cli.formats.scan_csv import reference_cells
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
from codemods.cli.formats.unread_entries import unread_entries
from codemods.plan.inventory.counting import CountRow, count, rows, texts
from codemods.plan.path_keys import folder_of
from codemods.values.inventory import Inventory
from codemods.values.printable import escaped


def write(inventory: Inventory, depth: int) -> bytes:
    """Give one document; `depth` is how many folders deep directories are counted."""
    return encode_json(scan_document(inventory, depth))


def scan_document(inventory: Inventory, depth: int) -> ScanDocument:
    """Describe an inventory."""
    entries = inventory.entries
    return ScanDocument(
        schema=SCHEMA,
        version=__version__,
        command="scan",
        migration=escaped(inventory.migration),
        summary=_summary(inventory),
        categories=_rows(rows(entries, lambda each: each.category, inventory.categories)),
        kinds=_rows(rows(entries, lambda each: each.reference.kind)),
        directories=_rows(rows(entries, lambda each: folder_of(each.path, depth))),
        owners=_rows(rows(entries, lambda each: each.owner) if inventory.has_owners else []),
        symbols=_rows(rows(entries, lambda each: each.reference.symbol)),
        texts=[TextEntry(each.type, each.lines, each.files, each.code) for each in texts(inventory.mentions)],
        criteria=[
            CriterionEntry(escaped(each.text), each.state, escaped(each.detail), each.left)
            for each in inventory.criteria
        ],
        references=[ReferenceEntry(*reference_cells(each)) for each in entries],
        mentions=[
            MentionEntry(escaped(each.path), each.line, each.column, each.type, list(each.names), each.code)
            for each in inventory.mentions
        ],
        unread=unread_entries(inventory.unread),
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
