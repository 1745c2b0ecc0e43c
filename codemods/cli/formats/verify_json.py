"""What `repoint verify --format json` prints; docs/verify.md describes it for its readers."""

from collections.abc import Sequence

import msgspec

from codemods import __version__
from codemods.cli.formats.plan_json import SCHEMA
from codemods.cli.verify.compare import Comparison, Side


class SideEntry(msgspec.Struct, frozen=True):
    """One side; the counts of tests are null where the command made no report."""

    exit_codes: list[int]
    seconds: float
    tests: dict[str, int] | None
    deprecations: dict[str, int]
    other_deprecations: int


class ChangedEntry(msgspec.Struct, frozen=True):
    """One test that came out in another way; an outcome is null where the test was not there."""

    test: str
    group: str
    before: str | None
    after: str | None


class VerifyDocument(msgspec.Struct, frozen=True):
    """The whole comparison."""

    schema: int
    version: str
    command: str
    migration: str
    ran: list[str]
    before: SideEntry
    after: SideEntry
    changed: list[ChangedEntry]
    flaky: list[str]
    worse: list[str]


def verify_document(migration: str, ran: Sequence[str], comparison: Comparison) -> VerifyDocument:
    """Describe a comparison."""
    return VerifyDocument(
        SCHEMA,
        __version__,
        "verify",
        migration,
        list(ran),
        _side(comparison.before),
        _side(comparison.after),
        [ChangedEntry(each.test, each.group, each.before, each.after) for each in comparison.changed],
        list(comparison.flaky),
        list(comparison.worse),
    )


def _side(side: Side) -> SideEntry:
    return SideEntry(
        list(side.statuses),
        round(side.seconds, 3),
        {outcome.value: number for outcome, number in side.counts.items()} if side.reported else None,
        dict(side.warnings.by_name),
        side.warnings.others,
    )
