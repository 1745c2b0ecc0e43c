"""Findings as people read them on standard error: by code, a line for what is alike in a file, or a count."""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from codemods.cli.terminal.stdout import wants_colour
from codemods.values import finding_texts as texts
from codemods.values.finding import Finding
from codemods.values.finding_texts import FINDING_CODES, FindingCode
from codemods.values.plural import number_of
from codemods.values.printable import printable


def _pattern(message: str) -> re.Pattern[str]:
    """What a message looks like whose fields are filled in."""
    return re.compile(re.sub(r"\\{\w+\\}", ".*", re.escape(message)))


_STAYS_WITH_USES = _pattern(texts.IMPORT_STAYS_WITH_USES)
_OF_A_RULE = tuple(_pattern(each.message) for each in (texts.NEW_MODULE_MISSING, texts.NEW_NAME_MISSING))
"""What is wrong with a rule of the migration, wherever it would be followed."""
_OUTSIDE = re.compile(rf"(\d+) references? stays?: {re.escape(texts.OUTSIDE_PATHS.message)}")
_FEW = 5
"""How many further lines of a file are named."""
_BOLD, _DIM, _RED, _YELLOW, _CYAN, _RESET = (f"\x1b[{n}m" for n in ("1", "2", "31", "33", "36", ""))


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """All findings of one code; those with the same advice and message are together, in order."""

    code: FindingCode
    findings: tuple[Finding, ...]

    @property
    def heading(self) -> str:
        """The code, its name, the number of its findings, and what it means."""
        return f"{self.code.code} {self.code.name} ({len(self.findings)}): {self.code.title}"

    def by_advice(self) -> Iterator[tuple[str, list[Finding]]]:
        """Give each advice with the findings that have it."""
        for advice, findings in groupby(self.findings, key=lambda each: each.advice):
            yield advice, list(findings)


def group_findings(findings: Iterable[Finding]) -> list[FindingGroup]:
    """Group findings by code, then by advice and message; groups are in the order of their first places."""
    codes: dict[str, dict[tuple[str, str], list[Finding]]] = {}
    for finding in sorted(findings):
        codes.setdefault(finding.code, {}).setdefault((finding.advice, finding.message), []).append(finding)
    groups = []
    for code, alike in sorted(codes.items()):
        advices = dict.fromkeys(advice for advice, _message in alike)
        in_order = (each for advice in advices for key, each in alike.items() if key[0] == advice)
        groups.append(FindingGroup(FINDING_CODES[code], tuple(one for each in in_order for one in each)))
    return groups


def print_findings(findings: Sequence[Finding]) -> None:
    """Print findings to standard error, between empty lines; a line begins with the place, and never wraps.

    What says only that other findings say more is counted, and so are the references outside the given
    paths. Definitions stay in any case: `scan` and `retire` list them. A mistake in a rule is told once.
    """
    told = [each for each in findings if not _is_counted(each)]
    colour = wants_colour(sys.stderr)
    lines = [line for group in group_findings(told) for line in _lines(group, colour)]
    if counts := list(_counts(findings)):
        lines += ["", *counts]
    if told and sys.stderr.isatty():
        lines += ["", _painted("`repoint explain CODE` says more about each.", _DIM, colour)]
    if lines:
        sys.stderr.write("\n".join([*lines, "", ""]))


def print_by_file(findings: Sequence[Finding]) -> None:
    """Print how many findings each file has, to standard error, with the line of the first of them."""
    files: dict[str, list[Finding]] = {}
    for finding in sorted(findings):
        files.setdefault(finding.path, []).append(finding)
    lines = [f"{_place(each[0])}  {number_of(len(each), 'place')}" for each in files.values()]
    advice = dict.fromkeys(printable(each.advice) for each in findings if each.advice)
    sys.stderr.write("\n".join(["", *lines, *(f"  = {each}" for each in advice), "", ""]))


def _lines(group: FindingGroup, colour: bool) -> Iterator[str]:
    yield ""
    yield _painted(group.heading, _BOLD + _severity(group.code.code), colour)
    for advice, findings in group.by_advice():
        for _, alike in groupby(findings, key=_one_line):
            first, *more = alike
            yield f"{_painted(_place(first), _CYAN, colour)}  {printable(first.message)}{_also(first, more)}"
        if advice:
            yield _painted(f"  = {printable(advice)}", _DIM, colour)


def _one_line(finding: Finding) -> tuple[str, str]:
    """What findings have in common that are one line: the message and the file, or a mistake in a rule."""
    is_of_rule = any(pattern.fullmatch(finding.message) for pattern in _OF_A_RULE)
    return finding.message, "" if is_of_rule else finding.path


def _place(finding: Finding) -> str:
    """Give the place of a finding: `path:line:column`, or the path alone."""
    path = printable(finding.path)
    return f"{path}:{finding.line}:{finding.column}" if finding.line else path


def _also(first: Finding, more: Sequence[Finding]) -> str:
    """Where else the same is said: the first few other lines of the file, or how many other places."""
    if others := {each.path for each in more} - {first.path}:
        return f"; also in {number_of(len(more), 'other place')}, in {number_of(len(others) + 1, 'file')}"
    lines = list(dict.fromkeys(each.line for each in more if each.line != first.line))
    if not lines:
        return ""
    named, left = ", ".join(map(str, lines[:_FEW])), len(lines) - _FEW
    words = "line" if len(lines) == 1 else "lines"
    return f"; also on {words} {named}{f' and {left} more' if left > 0 else ''}"


def _severity(code: str) -> str:
    """The colour of a code: red for what was not read or failed, yellow for what stays."""
    return {"RP0": _RED, "RP1": _YELLOW, "RP4": _RED}.get(code[:3], "")


def _painted(text: str, colours: str, wanted: bool) -> str:
    return f"{colours}{text}{_RESET}" if wanted else text


# What is counted ----------------------------------------------------------------------------------


def _is_counted(finding: Finding) -> bool:
    return (
        finding.code == texts.DEFINITION.code
        or _STAYS_WITH_USES.fullmatch(finding.message) is not None
        or _OUTSIDE.fullmatch(finding.message) is not None
    )


def _counts(findings: Iterable[Finding]) -> Iterator[str]:
    """A line for each kind of what is counted."""
    kinds: Counter[str] = Counter()
    files: set[str] = set()
    for finding in findings:
        outside = _OUTSIDE.fullmatch(finding.message)
        if outside is not None:
            files.add(finding.path)
            kinds["outside"] += int(outside[1])
        elif finding.code != texts.DEFINITION.code and _is_counted(finding):
            kinds["imports"] += 1
    if files:
        places = f"{number_of(len(files), 'other file')}, {number_of(kinds['outside'], 'reference')}"
        yield f"{texts.NOT_SELECTED.code}: {places}, outside the given paths"
    if number := kinds["imports"]:
        yield f"{number_of(number, 'import')} {'stays' if number == 1 else 'stay'} with the uses above"
