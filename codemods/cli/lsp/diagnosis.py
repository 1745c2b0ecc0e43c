"""What there is to say of one file in an editor: its references to deprecated symbols, and its findings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from codemods.cli.lsp.places import Places
from codemods.plan.gate.remaining import remaining
from codemods.plan.path_keys import PathKeys
from codemods.values.finding import Finding
from codemods.values.plan import Survey
from codemods.values.reference import Applicability, Reference
from codemods.values.rules import Migration, SymbolRule
from codemods.values.source import Source

DEPRECATED = "deprecated"
"""The code of a reference that a move settles; one that stays has the code of the finding that says why."""
_SPELLED = re.compile(rb"[^\W\d][\w.:]*|[\"'][^\"'\r\n]*[\"']")


@dataclass(frozen=True, slots=True)
class DiagnosedReference:
    """One reference to a deprecated symbol, where it stands and what to do about it."""

    reference: Reference
    start: int
    """An offset into the source, as is `end`."""
    end: int
    code: str
    message: str
    advice: str

    @property
    def moves(self) -> bool:
        """Whether a move settles it."""
        return self.reference.applicability is not Applicability.MANUAL


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that there is to say of one file."""

    source: Source
    migration: Migration
    references: tuple[DiagnosedReference, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Those that are about no reference."""

    def at(self, start: int, end: int) -> tuple[DiagnosedReference, ...]:
        """The references that two offsets touch."""
        return tuple(each for each in self.references if each.start <= end and start <= each.end)


def diagnose(source: Source, migration: Migration, survey: Survey) -> Diagnosis:
    """Pick what a survey says of one file, each reference with the finding about it."""
    path = source.path
    places = Places(source)
    keys = PathKeys.of(migration)
    entries = [keys.entry(each) for each in survey.references if each.path == path]
    findings = [each for each in survey.findings if each.path == path]
    told: dict[tuple[int, int], Finding] = {}
    for finding in findings:
        told.setdefault((finding.line, finding.column), finding)
    found = []
    for each in remaining(migration, entries):
        reference = each.entry.reference
        start = places.offset_at(reference.line, reference.column)
        why = told.get((reference.line, reference.column))
        message, advice, code = each.message, each.advice, DEPRECATED
        if why is not None:
            code, message, advice = why.code, f"{message}: {why.message}", why.advice or advice
        found.append(DiagnosedReference(reference, start, _end(source, start), code, message, advice))
    taken = {(each.reference.line, each.reference.column) for each in found}
    rest = tuple(each for each in findings if (each.line, each.column) not in taken)
    return Diagnosis(source, migration, tuple(found), rest)


def rules_of(migration: Migration, reference: Reference) -> Sequence[SymbolRule]:
    """The rules that a reference's symbol has; several by how it is used."""
    return [rule for rule in migration.symbols if str(rule.old) == reference.symbol]


def _end(source: Source, start: int) -> int:
    """The offset at which the name or the string ends that begins at another one."""
    match = _SPELLED.match(source.data, start)
    return match.end() if match else min(start + 1, len(source.data))
