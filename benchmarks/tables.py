"""The tables of a run, as Markdown: what each command cost, and what each rename left behind."""

from collections.abc import Iterator, Sequence
from statistics import median

from benchmarks.results import Results, Round, Row, Subject

WORKS = (
    ("migration", "The whole built-in migration"),
    ("rename", "One symbol renamed"),
)
OUTCOMES = (
    "files changed",
    "given up",
    "needless",
    "no longer compile",
    "moved",
    "left",
    "uses lost",
    "targets lost",
    "astray",
)
ANSWER_LIMIT = 0.1
"""Of a cold check: how long an editor may wait for an answer."""
MEANING = """\
Times are medians over the rounds, in seconds of the whole process with its children. *Memory* is the most
that the largest of its processes held, and in brackets what all of them held together, pages that they share
counted once. *÷ floor* is processor time over that of the floor in the same round, the median of these;
*÷ repoint* is wall time over that of the row in bold, likewise. `1×` after a time: one run only."""


def page(results: Results) -> str:
    """The whole generated part of the page."""
    return "\n\n".join(
        [_machine(results), MEANING, *(text for subject in results.subjects for text in _subject(subject))]
    )


def _machine(results: Results) -> str:
    versions = ", ".join(f"{tool} {version}" for tool, version in results.versions.items())
    return (
        f"Measured on {results.machine}, in {results.minutes:.0f} minutes for everything. {versions}. "
        f"A command that took more than {results.limit / 60:.0f} minutes was ended."
    )


def _subject(subject: Subject) -> Iterator[str]:
    yield f"## {subject.title[0].upper()}{subject.title[1:]}"
    spelled = f"{subject.candidates['rename']:,} of them spell the renamed symbol"
    if subject.candidates["migration"]:
        spelled = f"{subject.candidates['migration']:,} of them spell a name of the migration, {spelled}"
    held = f", with {subject.references:,} references to it" if subject.references else ""
    yield (
        f"{subject.files:,} Python files, {subject.bytes / 1e6:.0f} MB; {spelled}{held}: `{subject.rename}`."
    )
    for work, title in WORKS:
        rows = [row for row in subject.rows if row.work == work]
        if rows:
            is_apart = work == "migration" and subject.apart
            yield f"**{title}**" + (f", measured apart with repoint {subject.apart}" if is_apart else "")
            yield _costs(rows)
            yield from _answers(rows)
    if any(row.outcome for row in subject.rows):
        yield "**What the renames left behind**"
        yield _outcomes(subject)
        yield from _notes(subject)


def _costs(rows: Sequence[Row]) -> str:
    by_name = {row.name: row for row in rows}
    own = "repoint-apply" if rows[0].work == "rename" else "repoint-diff"
    lines = [
        "| | wall | CPU | memory (all) | ÷ floor | ÷ repoint |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        title = f"**{row.title}**" if row.name == own else row.title
        if not row.rounds:
            lines.append(f"| {title} | {row.skipped} | | | | |")
            continue
        once = " 1×" if len(row.rounds) == 1 else ""
        cells = (
            f"{seconds(wall(row))}{once}{' (ended)' if row.rounds[0].timed_out else ''}",
            seconds(cpu(row)),
            _memory(row),
            _times(ratio(row, by_name.get("floor"), "cpu")),
            _times(ratio(row, by_name.get(own), "wall")),
        )
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _answers(rows: Sequence[Row]) -> Iterator[str]:
    """What an answer to an editor costs, against a cold check of the same tree."""
    by_name = {row.name: row for row in rows}
    answer, check = by_name.get("repoint-lsp"), by_name.get("repoint-check")
    if answer is not None and answer.rounds:
        wall, cpu = (ratio(answer, check, what) for what in ("wall", "cpu"))
        if wall is not None and cpu is not None:
            yield (
                f"An editor that waits for `repoint lsp` after a change waits {wall:.3f} of the time of "
                f"`repoint check`; in processor time it is {cpu:.3f}. The limit is {ANSWER_LIMIT}."
            )


def _outcomes(subject: Subject) -> str:
    lines = [
        f"| | {' | '.join(OUTCOMES)} |",
        f"| --- |{' ---: |' * len(OUTCOMES)}",
    ]
    for row in subject.rows:
        if row.outcome is not None:
            found = row.outcome
            cells = (
                found.changed,
                row.gave_up,
                found.needless,
                found.broken,
                found.moved,
                found.left,
                found.lost,
                found.lost_strings,
                found.astray,
            )
            lines.append(f"| {row.title} | {' | '.join(f'{cell:,}' for cell in cells)} |")
    return "\n".join(lines)


def _notes(subject: Subject) -> Iterator[str]:
    """What each was asked, and how it failed."""
    lines = []
    for row in subject.rows:
        if row.work == "rename" and row.rounds:
            said = f" Exit code {row.rounds[0].code}: {row.said}" if row.said else ""
            lines.append(f"- {row.title}: ``{row.asked}``{said}")
    yield "<details><summary>What each was asked</summary>\n\n" + "\n".join(lines) + "\n\n</details>"


def wall(row: Row) -> float:
    """The median, in seconds."""
    return median(run.wall for run in row.rounds)


def cpu(row: Row) -> float:
    """The median, in seconds."""
    return median(run.cpu for run in row.rounds)


def peak(row: Row) -> int:
    """The most of all runs, in bytes, of the largest process."""
    return max(run.peak for run in row.rounds)


def ratio(row: Row, to: Row | None, what: str) -> float | None:
    """The median of one row's figures over another's, round by round; None where they share no round."""
    if to is None:
        return None
    others = {run.number: run for run in to.rounds}
    pairs = [(run, others[run.number]) for run in row.rounds if run.number in others]
    found = [_figure(run, what) / _figure(other, what) for run, other in pairs if _figure(other, what)]
    return median(found) if found else None


def _figure(run: Round, what: str) -> float:
    return run.cpu if what == "cpu" else run.wall


def seconds(value: float) -> str:
    """A time as it is shown, without its unit."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def _times(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def _memory(row: Row) -> str:
    own = f"{peak(row) / 1e6:.0f} MB"
    # A command of milliseconds ends between two samples.
    return f"{own} ({row.tree / 1e6:.0f})" if row.tree > peak(row) / 2 else own
