"""Findings as people read them on standard error: by code, each code explained once."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from codemods.cli.terminal.stdout import wants_colour
from codemods.values.finding import Finding
from codemods.values.finding_texts import FINDING_CODES, FindingCode
from codemods.values.printable import printable

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True, slots=True)
class SameFindings:
    """Findings with the same message and advice, in the order of their places."""

    message: str
    advice: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """All findings of one code."""

    code: FindingCode
    findings: tuple[SameFindings, ...]
    """Those with the same advice stand together."""

    @property
    def heading(self) -> str:
        """The code, its name, the number of its findings, and what it means."""
        count = sum(len(each.places) for each in self.findings)
        return f"{self.code.code} {self.code.name} ({count}): {self.code.title}"

    def by_advice(self) -> Iterator[tuple[str, list[SameFindings]]]:
        """Give each advice with the findings that have it."""
        for advice, findings in groupby(self.findings, key=lambda each: each.advice):
            yield advice, list(findings)


def group_findings(findings: Iterable[Finding]) -> list[FindingGroup]:
    """Group findings by code, then by advice and message; places and groups come in order."""
    codes: dict[str, dict[str, dict[str, list[str]]]] = {}
    for finding in sorted(findings):
        messages = codes.setdefault(finding.code, {}).setdefault(printable(finding.advice), {})
        messages.setdefault(printable(finding.message), []).append(_place(finding))
    return [
        FindingGroup(FINDING_CODES[code], tuple(_same_findings(advices)))
        for code, advices in sorted(codes.items())
    ]


def _same_findings(advices: dict[str, dict[str, list[str]]]) -> Iterator[SameFindings]:
    for advice, messages in advices.items():
        for message, places in messages.items():
            yield SameFindings(message, advice, tuple(places))


def _place(finding: Finding) -> str:
    """Give the place of a finding: `path:line:column`, or the path alone."""
    path = printable(finding.path)
    return f"{path}:{finding.line}:{finding.column}" if finding.line else path


def print_findings(findings: Sequence[Finding]) -> None:
    """Print findings to standard error, between empty lines.

    On a terminal they are tables, elsewhere plain lines that never wrap.
    """
    groups = group_findings(findings)
    if groups and sys.stderr.isatty():
        _print_tables(groups)
    else:
        for group in groups:
            sys.stderr.write("\n".join(["", *_lines(group)]) + "\n")
    if groups:
        sys.stderr.write("\n")


def _lines(group: FindingGroup) -> Iterator[str]:
    yield group.heading
    for advice, findings in group.by_advice():
        for each in findings:
            if len(each.places) == 1:
                yield f"  {each.places[0]}  {each.message}"
            else:
                yield f"  {each.message}"
                yield from (f"    {place}" for place in each.places)
        if advice:
            yield f"  = {advice}"


def _print_tables(groups: Sequence[FindingGroup]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, no_color=not wants_colour(sys.stderr))
    for group in groups:
        console.print(Text("\n" + group.heading, style="bold"))
        console.print(_table(group, console.width))
    console.print(Text("\n`repoint explain CODE` says more about each.", style="dim"))


def _table(group: FindingGroup, width: int) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", overflow="fold", max_width=width // 2)
    table.add_column(overflow="fold")
    for advice, findings in group.by_advice():
        for each in findings:
            for index, place in enumerate(each.places):
                table.add_row(Text("  " + place), Text("" if index else each.message))
        if advice:
            table.add_row("", Text("= " + advice, style="dim"))
    return table
