"""The tables of the cases: trees that nothing was tuned on, beside the floor and beside an older build."""

from collections.abc import Iterator, Sequence

from benchmarks.results import Case, Results, Row
from benchmarks.tables import cpu, peak, ratio, seconds

HEAD = """\
## Trees that nothing was tuned on

Public repositories, cloned and changed by `benchmarks.cases` as a person would before running repoint.
*Modules moved*: the three that most files import get another place with `git mv`; `from new import *` stays
in the old one. *Names renamed*: the four functions and classes that most files import get another name
where they stand. The rule counts each file once, so anyone can repeat it. Processor time with children,
medians; ratios within a round, in brackets the least and the most of the rounds. *Before* is an older build,
run beside it."""
BESIDE = """\
## One command beside another

Processor time of a command over that of the same one by an older build, or of `scan` over `diff`."""
ONE_FILE = """\
## One file with many places

A file in which so many calls, aliased imports or patched names change; `repoint diff`, cold."""


def case_sections(results: Results) -> Iterator[str]:
    """The sections of the cases that were measured."""
    floor = [each for each in results.cases if each.kind == "floor"]
    if floor:
        yield HEAD
        yield _floor_table(floor)
        yield from _chosen(floor)
    many = [each for each in results.cases if each.kind == "one file"]
    beside = [each for each in results.cases if each not in floor and each not in many]
    if beside:
        yield BESIDE
        yield _beside_table(beside)
    if many:
        yield ONE_FILE
        yield _many_table(many)


def _floor_table(cases: Sequence[Case]) -> str:
    lines = [
        "| | floor | `diff` | ÷ floor | ÷ floor, one process | ÷ floor, before | memory |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for case in cases:
        rows = {row.name: row for row in case.rows}
        own, to = rows["diff"], rows["floor"]
        cells = [
            seconds(cpu(to)),
            _time(own),
            *(_times(rows.get(each), to) for each in ("diff", "serial", "before")),
        ]
        lines.append(f"| {case.title} | {' | '.join(cells)} | {peak(own) / 1e6:.0f} MB |")
    return "\n".join(lines)


def _beside_table(cases: Sequence[Case]) -> str:
    lines = ["| | | seconds | beside it | ratio |", "| --- | --- | ---: | ---: | ---: |"]
    for case in cases:
        rows = {row.name: row for row in case.rows}
        cells = (case.kind, _time(rows["now"]), _time(rows["before"]), _times(rows["now"], rows["before"]))
        lines.append(f"| {case.title} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _many_table(cases: Sequence[Case]) -> str:
    lines = ["| | seconds | memory |", "| --- | ---: | ---: |"]
    lines += (
        f"| {case.title} | {_time(case.rows[0])} | {peak(case.rows[0]) / 1e6:.0f} MB |" for case in cases
    )
    return "\n".join(lines)


def _chosen(cases: Sequence[Case]) -> Iterator[str]:
    few = [each for each in cases if each.chosen and each.chosen.count("`") <= 20]
    if few:
        lines = "\n".join(f"- {each.title}: {each.chosen}" for each in few)
        yield f"<details><summary>What was moved</summary>\n\n{lines}\n\n</details>"


def _time(row: Row) -> str:
    return f"{seconds(cpu(row))}{' (ended)' if any(each.timed_out for each in row.rounds) else ''}"


def _times(row: Row | None, to: Row) -> str:
    """A ratio with its spread over the rounds; empty for a row that was not measured."""
    found = ratio(row, to, "cpu") if row is not None else None
    if row is None or found is None:
        return ""
    others = {run.number: run.cpu for run in to.rounds}
    each = [run.cpu / others[run.number] for run in row.rounds if others.get(run.number)]
    ended = ", ended" if any(run.timed_out for run in row.rounds) else ""
    return f"{found:.1f} ({min(each):.1f} to {max(each):.1f}{ended})"
