"""What `repoint check --format json` and `--format gitlab` print."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

import msgspec

from codemods import __version__
from codemods.cli.formats.unread_json import UnreadEntry, unread_entries
from codemods.plan.gate.remaining import Remaining
from codemods.values.finding import Finding
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


def check_document(
    migration: str, found: Sequence[Remaining], allowed: int, unread: Sequence[Finding]
) -> CheckDocument:
    """Describe what fails; `allowed` is how many references a baseline lets through."""
    categories = Counter(each.entry.category for each in found)
    files = len({each.entry.path for each in found})
    return CheckDocument(
        SCHEMA,
        __version__,
        "check",
        escaped(migration),
        not found,
        [_failure(each) for each in found],
        CheckSummary(len(found), files, allowed, dict(sorted(categories.items()))),
        unread_entries(unread),
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


def fingerprint(each: Remaining) -> str:
    """What tells a reference apart wherever it moves to: its file, kind, symbol and number among its like."""
    reference = each.entry.reference
    parts = (reference.path, reference.kind, reference.symbol, str(each.number))
    return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


class _Lines(msgspec.Struct, frozen=True):
    begin: int


class _Location(msgspec.Struct, frozen=True):
    path: str
    lines: _Lines


class _Issue(msgspec.Struct, frozen=True):
    """One entry of GitLab's code quality report, a subset of Code Climate's."""

    description: str
    check_name: str
    fingerprint: str
    severity: str
    location: _Location


def as_gitlab(found: Sequence[Remaining]) -> bytes:
    """Give a code quality report (GitLab: "Code Quality report format")."""
    issues = []
    for each in found:
        said = f"{each.message}: {each.advice}" if each.advice else each.message
        location = _Location(escaped(each.entry.path), _Lines(each.entry.reference.line))
        issues.append(_Issue(escaped(said), "deprecated-reference", fingerprint(each), "major", location))
    return encode(issues)


def encode(document: object) -> bytes:
    """Give a document of plain values and structs as indented JSON with a final newline."""
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
