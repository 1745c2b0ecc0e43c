"""What `repoint fleet --format json` prints, schema version 1; docs/fleet.md describes it for its readers."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from codemods import __version__
from codemods.values.fleet_run import FleetRun, LedgerRow, RepositoryState, TaskSummary
from codemods.values.printable import escaped

SCHEMA = 1
"""Goes up when a field goes away or changes its meaning; new fields may come at any time."""


class SecondsEntry(msgspec.Struct, frozen=True):
    """How long the parts of a repository's work took, in seconds."""

    clone: float
    plan: float
    commit: float
    push: float


class RepositoryEntry(msgspec.Struct, frozen=True):
    """One repository. What a failed one has not got is empty, 0 or null."""

    name: str
    url: str
    state: str
    attempts: int
    error: str
    base: str
    tip: str
    branch: str
    pushed: bool
    commits: int
    files: int
    moved: int
    kept: int
    findings: dict[str, int]
    patch: str | None
    document: str | None
    takes: str
    version: str
    python: str
    seconds: SecondsEntry
    changed: str


class FleetSummary(msgspec.Struct, frozen=True):
    """Totals; `findings` counts by code."""

    repositories: int
    done: int
    failed: int
    waiting: int
    nothing_to_do: int
    pushed: int
    commits: int
    files: int
    moved: int
    kept: int
    findings: dict[str, int]


class FleetDocument(msgspec.Struct, frozen=True):
    """The whole fleet."""

    schema: int
    version: str
    command: str
    run: int
    started: str
    summary: FleetSummary
    repositories: list[RepositoryEntry]


def fleet_document(run: FleetRun, rows: Sequence[LedgerRow], out: str) -> FleetDocument:
    """Describe a run; `out` is the folder of the results, as the user named it."""
    entries = [_entry(row, out) for row in rows]
    return FleetDocument(
        SCHEMA, __version__, "fleet", run.number, run.started, summarise_fleet(rows), entries
    )


def summarise_fleet(rows: Sequence[LedgerRow]) -> FleetSummary:
    """Add repositories up."""
    states = Counter(row.state for row in rows)
    known = [row.summary for row in rows if row.summary is not None]
    codes: Counter[str] = Counter()
    for each in known:
        codes.update(dict(each.findings))
    return FleetSummary(
        repositories=len(rows),
        done=states[RepositoryState.DONE],
        failed=states[RepositoryState.FAILED],
        waiting=states[RepositoryState.WAITING] + states[RepositoryState.RUNNING],
        nothing_to_do=sum(row.nothing_to_do for row in rows),
        pushed=sum(each.pushed for each in known),
        commits=sum(each.commits for each in known),
        files=sum(each.files for each in known),
        moved=sum(each.moved for each in known),
        kept=sum(each.kept for each in known),
        findings=dict(sorted(codes.items())),
    )


def _entry(row: LedgerRow, out: str) -> RepositoryEntry:
    summary = row.summary or TaskSummary(base="")
    seconds = summary.seconds
    there = f"{out}/{row.name}" if row.summary is not None else ""
    return RepositoryEntry(
        name=row.name,
        url=escaped(row.url),
        state=row.state.value,
        attempts=row.attempts,
        error=escaped(row.error),
        base=summary.base,
        tip=summary.tip,
        branch=escaped(summary.branch),
        pushed=summary.pushed,
        commits=summary.commits,
        files=summary.files,
        moved=summary.moved,
        kept=summary.kept,
        findings=dict(summary.findings),
        patch=f"{there}.patch" if there and summary.takes else None,
        document=f"{there}.json" if there else None,
        takes=summary.takes,
        version=summary.version,
        python=summary.python,
        seconds=SecondsEntry(seconds.clone, seconds.plan, seconds.commit, seconds.push),
        changed=row.changed,
    )
