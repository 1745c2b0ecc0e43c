"""Findings as a person reads them: by code, each code explained once, on standard error."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from codemods.catalogue import RULES, Rule
from codemods.output.quoting import printable
from codemods.output.terminal import wants_colour
from codemods.values.findings import Finding

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True, slots=True)
class Group:
    """All findings of one code, in their order."""

    rule: Rule
    findings: tuple[Finding, ...]

    @property
    def heading(self) -> str:
        """The code, its name, how often, and what it means."""
        return f"{self.rule.code} {self.rule.name} ({len(self.findings)}): {self.rule.title}"

    @property
    def advice(self) -> list[str]:
        """What to do, each text once."""
        return list(dict.fromkeys(printable(finding.advice) for finding in self.findings if finding.advice))


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Group findings by code, and order them by place."""
    ordered = sorted(findings, key=lambda finding: (finding.code, finding))
    groups = groupby(ordered, key=lambda finding: finding.code)
    return [Group(RULES[code], tuple(members)) for code, members in groups]


def place(finding: Finding) -> str:
    """Say where a finding is: `path:line:column`, or the path alone."""
    path = printable(finding.path)
    return f"{path}:{finding.line}:{finding.column}" if finding.line else path


def print_findings(findings: Sequence[Finding]) -> None:
    """Print findings to standard error: tables on a terminal, elsewhere plain lines that never wrap."""
    groups = grouped(findings)
    if groups and sys.stderr.isatty():
        _print_tables(groups)
    else:
        for group in groups:
            sys.stderr.write("\n".join(["", *_lines(group)]) + "\n")


def _lines(group: Group) -> Iterable[str]:
    yield group.heading
    for finding in group.findings:
        yield f"  {place(finding)}  {printable(finding.message)}"
    for advice in group.advice:
        yield f"  = {advice}"


def _print_tables(groups: Sequence[Group]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, no_color=not wants_colour(sys.stderr))
    for group in groups:
        console.print(Text("\n" + group.heading, style="bold"))
        console.print(_table(group, console.width))
        for advice in group.advice:
            console.print(Text("  = " + advice, style="dim"))
    console.print(Text("\n`repoint explain CODE` says more about each.", style="dim"))


def _table(group: Group, width: int) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", overflow="fold", max_width=width // 2)
    table.add_column(overflow="fold")
    for finding in group.findings:
        table.add_row(Text("  " + place(finding)), Text(printable(finding.message)))
    return table
