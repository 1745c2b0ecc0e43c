"""What `fleet` prints for people: a line for each repository when it is done, and a table at the end."""

from collections.abc import Iterator, Sequence

from codemods.cli.formats.fleet_json import summarise_fleet
from codemods.cli.terminal.columns import align_columns
from codemods.values.fleet_run import LedgerRow, RepositoryState, TaskOutcome, TaskSummary
from codemods.values.plural import number_of
from codemods.values.printable import printable

_HEADING = ("repository", "state", "files", "moved", "stay", "findings", "commits", "pushed", "seconds")


def fleet_table(rows: Sequence[LedgerRow]) -> str:
    """Give the table, the errors of those that failed, and the totals."""
    parts = [align_columns(_HEADING, [_cells(row) for row in rows])]
    failed = [row for row in rows if row.state is RepositoryState.FAILED]
    if failed:
        parts.append("Failed\n" + "".join(f"  {row.name}: {printable(row.error)}\n" for row in failed))
    return "\n".join([*parts, _totals(rows) + "\n"])


def outcome_line(outcome: TaskOutcome) -> str:
    """Give the result of one repository in one line."""
    if outcome.failure is not None:
        return f"failed: {printable(outcome.failure.message)}"
    assert outcome.summary is not None
    return _done(outcome.summary)


def _done(summary: TaskSummary) -> str:
    found = number_of(sum(number for _, number in summary.findings), "finding")
    if not summary.tip:
        return f"nothing to do; {summary.kept} to stay, {found}"
    files, commits = number_of(summary.files, "file"), number_of(summary.commits, "commit")
    where = f", pushed to {printable(summary.branch)}" if summary.pushed else ""
    return (
        f"{files} in {commits}{where}; {number_of(summary.moved, 'reference')} moved, "
        f"{summary.kept} to stay; {found}; {summary.seconds.total:.1f} s"
    )


def _cells(row: LedgerRow) -> tuple[str, ...]:
    summary = row.summary
    state = "nothing to do" if row.nothing_to_do else row.state.value
    if summary is None:
        return (row.name, state, *[""] * 7)
    found = sum(number for _, number in summary.findings)
    counts = (summary.files, summary.moved, summary.kept, found, summary.commits)
    pushed = "yes" if summary.pushed else "no" if summary.tip else ""
    return (row.name, state, *map(str, counts), pushed, f"{summary.seconds.total:.1f}")


def _totals(rows: Sequence[LedgerRow]) -> str:
    return "; ".join(_parts(rows))


def _parts(rows: Sequence[LedgerRow]) -> Iterator[str]:
    total = summarise_fleet(rows)
    nothing = f" ({total.nothing_to_do} with nothing to do)" if total.nothing_to_do else ""
    done = f"{total.done} of {number_of(total.repositories, 'repository', 'repositories')} done{nothing}"
    left = [f"{total.failed} failed"] if total.failed else []
    left += [f"{total.waiting} waiting"] if total.waiting else []
    yield ", ".join([done, *left])
    yield f"{number_of(total.files, 'file')} in {number_of(total.commits, 'commit')}, {total.pushed} pushed"
    yield f"{number_of(total.moved, 'reference')} moved, {total.kept} to stay"
    yield number_of(sum(total.findings.values()), "finding")
