"""The JSON of `repoint scan`, schema version 1, field by field; docs/scan.md describes it for its readers."""

import msgspec

from codemods.cli.formats.unread_entries import UnreadEntry

SCHEMA = 1
"""Goes up when a field goes away or changes its meaning; new fields may come at any time."""


class CountEntry(msgspec.Struct, frozen=True):
    """References, and the files that hold them."""

    references: int
    files: int


class RowEntry(msgspec.Struct, frozen=True):
    """Counts of the references that have one value in common, in all and by difficulty."""

    name: str
    references: int
    files: int
    automatic: CountEntry
    unsafe: CountEntry
    manual: CountEntry


class ReferenceEntry(msgspec.Struct, frozen=True):
    """One reference."""

    path: str
    line: int
    column: int
    kind: str
    symbol: str
    category: str
    owner: str
    difficulty: str


class MentionEntry(msgspec.Struct, frozen=True):
    """One line of text that holds deprecated names."""

    path: str
    line: int
    column: int
    type: str
    names: list[str]
    code: bool


class TextEntry(msgspec.Struct, frozen=True):
    """Mentions in text files of one type."""

    type: str
    lines: int
    files: int
    code: int


class CriterionEntry(msgspec.Struct, frozen=True):
    """One criterion of the whole tree. `state` is `done`, `open` or `not measured`."""

    text: str
    state: str
    said: str
    left: int


class ScanSummary(msgspec.Struct, frozen=True):
    """Totals."""

    candidates: int
    references: int
    files: int
    mentions: int
    texts: int
    unread: int


class ScanDocument(msgspec.Struct, frozen=True):
    """The whole inventory."""

    schema: int
    version: str
    command: str
    migration: str
    summary: ScanSummary
    categories: list[RowEntry]
    kinds: list[RowEntry]
    directories: list[RowEntry]
    owners: list[RowEntry]
    symbols: list[RowEntry]
    texts: list[TextEntry]
    criteria: list[CriterionEntry]
    references: list[ReferenceEntry]
    mentions: list[MentionEntry]
    unread: list[UnreadEntry]
