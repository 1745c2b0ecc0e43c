"""What `repoint check --format json` prints, schema version 1; docs/check.md describes it for its readers."""

from collections import Counter

import msgspec

from codemods import __version__
from codemods.cli.formats.check_result import CheckResult, fingerprint
from codemods.cli.formats.encode_json import encode_json
from codemods.cli.formats.unread_entries import UnreadEntry, unread_entries
from codemods.plan.gate.remaining import Remaining
from codemods.values.printable import escaped

SCHEMA = 1
"""Goes up when a field goes away or changes its meaning; new fields may come at any time."""


class FailureEntry(msgspec.Struct, frozen=True):
    """One reference that fails the gate."""

    path: str
    line: int
    column: int
    kind: str
    symbol: str
    category: str
    difficulty: str
    message: str
    advice: str
    fingerprint: str


class CheckSummary(msgspec.Struct, frozen=True):
    """Totals; `categories` counts references that fail by category."""

    references: int
    files: int
    allowed: int
    categories: dict[str, int]


class CheckDocument(msgspec.Struct, frozen=True):
    """What `check --format json` prints."""

    schema: int
    version: str
    command: str
    migration: str
    passed: bool
    failures: list[FailureEntry]
    summary: CheckSummary
    unread: list[UnreadEntry]


def write(result: CheckResult) -> bytes:
    """Give one document."""
    return encode_json(check_document(result))


def check_document(result: CheckResult) -> CheckDocument:
    """Describe what fails."""
    categories = Counter(each.entry.category for each in result.remaining)
    return CheckDocument(
        SCHEMA,
        __version__,
        "check",
        escaped(result.migration),
        result.passed,
        [_failure(each) for each in result.remaining],
        CheckSummary(len(result.remaining), result.files, result.allowed, dict(sorted(categories.items()))),
        unread_entries(result.unread),
    )


def _failure(each: Remaining) -> FailureEntry:
    reference = each.entry.reference
    return FailureEntry(
        path=escaped(reference.path),
        line=reference.line,
        column=reference.column,
        kind=reference.kind,
        symbol=escaped(reference.symbol),
        category=escaped(each.entry.category),
        difficulty=reference.applicability,
        message=escaped(each.message),
        advice=escaped(each.advice),
        fingerprint=fingerprint(each),
    )
