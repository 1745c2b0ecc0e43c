"""What `verify` prints for people: a table of both sides, the tests that changed, and the result."""

import sys
from collections.abc import Iterator, Sequence

from codemods.cli.terminal.columns import align_columns
from codemods.cli.terminal.stdout import emit, wants_colour
from codemods.cli.verify.compare import ChangeGroup, Comparison, Side
from codemods.cli.verify.junit_report import CaseOutcome
from codemods.values.printable import printable

SHOWN = 50
"""How many tests of a group are listed; the JSON has all."""
_MEANINGS = {
    ChangeGroup.BROKEN: "passed before, not after",
    ChangeGroup.GONE: "there before, not after",
    ChangeGroup.FIXED: "passed after, not before",
    ChangeGroup.APPEARED: "there after, not before",
    ChangeGroup.OTHER: "came out in another way, and passed in neither",
}
_HEADING = ("", "before", "after")


def show_comparison(comparison: Comparison) -> None:
    """Print a comparison to standard output: a table on a terminal, plain columns elsewhere."""
    rows = list(_rows(comparison))
    if sys.stdout.isatty():
        _print_table(rows)
    else:
        emit(align_columns(_HEADING, rows).encode("utf-8", "backslashreplace"))
    text = "".join(f"{line}\n" for line in _lines(comparison))
    emit(text.encode("utf-8", "backslashreplace"))


def _rows(comparison: Comparison) -> Iterator[tuple[str, str, str]]:
    sides = (comparison.before, comparison.after)
    if all(side.reported for side in sides):
        for outcome in (CaseOutcome.PASSED, CaseOutcome.FAILED, CaseOutcome.ERROR, CaseOutcome.SKIPPED):
            name = "errors" if outcome is CaseOutcome.ERROR else outcome.value
            yield _row(name, [str(side.counts[outcome]) for side in sides])
    yield _row("deprecation warnings of the migration", [str(side.warnings.total) for side in sides])
    counts = [dict(side.warnings.by_name) for side in sides]
    for name in dict.fromkeys(name for each in counts for name in each):
        yield _row(f"  {name}", [str(each.get(name, 0)) for each in counts])
    yield _row("other deprecation warnings", [str(side.warnings.others) for side in sides])
    yield _row("exit code", [", ".join(map(str, side.statuses)) for side in sides])
    yield _row("seconds", [f"{side.seconds:.1f}" for side in sides])


def _row(name: str, values: Sequence[str]) -> tuple[str, str, str]:
    return name, values[0], values[1]


def _lines(comparison: Comparison) -> Iterator[str]:
    if not all(side.reported for side in (comparison.before, comparison.after)):
        yield ""
        yield f"no report of tests{_where(comparison)}: only exit codes, warnings and time are compared"
    for group in ChangeGroup:
        changed = [each for each in comparison.changed if each.group is group]
        lines = [f"{each.test}  {each.before or '-'} -> {each.after or '-'}" for each in changed]
        yield from _group(f"{group} ({len(lines)}): {_MEANINGS[group]}", lines)
    yield from _group(f"flaky ({len(comparison.flaky)}): differ within one side", comparison.flaky)
    yield ""
    yield f"worse: {'; '.join(comparison.worse)}" if comparison.worse else "nothing got worse"


def _where(comparison: Comparison) -> str:
    missing = [name for name, side in _named(comparison) if not side.reported]
    return "" if len(missing) > 1 else f" {missing[0]}"


def _named(comparison: Comparison) -> tuple[tuple[str, Side], ...]:
    return ("before", comparison.before), ("after", comparison.after)


def _group(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield heading
        yield from (f"  {printable(each)}" for each in lines[:SHOWN])
        if len(lines) > SHOWN:
            yield f"  ... and {len(lines) - SHOWN} more; --format json lists them"


def _print_table(rows: Sequence[tuple[str, str, str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    table.add_column("")
    table.add_column("before", justify="right")
    table.add_column("after", justify="right")
    for name, before, after in rows:
        table.add_row(
            Text(printable(name)), Text(before), Text(after, style="bold" if before != after else "")
        )
    Console(no_color=not wants_colour(sys.stdout)).print(table)
