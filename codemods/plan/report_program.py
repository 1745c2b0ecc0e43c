"""The findings and the references of a program whose files are decided."""

import re
from collections.abc import Container, Iterable, Iterator

from codemods.plan.decide_program import ProgramDecider
from codemods.plan.file_references import references_of
from codemods.plan.mock_assertions import mock_assertions
from codemods.plan.risky_imports import RiskyImport
from codemods.plan.string_findings import string_findings, string_references
from codemods.project.decision import Decision, Diagnostic, ReferenceRecord
from codemods.project.dotted_paths import ModuleAttribute
from codemods.project.resolved_targets import unresolvable_targets
from codemods.values import finding_texts as texts
from codemods.values.finding import Finding
from codemods.values.reference import Reference
from codemods.values.rejection import Rejection
from codemods.values.source import Source

_WORD = re.compile(r"\w+")


def program_findings(decided: ProgramDecider, risky: Iterable[RiskyImport] = ()) -> tuple[Finding, ...]:
    """Everything that a person must know of a program, each once, sorted."""
    found = set(decided.limits.failures.values()) | set(decided.program.workspace.findings.values())
    found.update(_finding(decided.program.source(each.path), each.diagnostic) for each in risky)
    for path, decision in decided.decisions.items():
        source = decided.program.source(path)
        found.update(_left_out(decided, source))
        limits = decided.limits.of(source)
        targets = decided.targets.diagnostics.get(path, ())
        if limits.rejection is not None:
            diagnostics = _of_limited(decision, targets, limits.rejection)
        else:
            strings = string_findings(decided.program.project, decided.tables[path])
            values = decided.values.diagnostics(path)
            stated = (each for each, _ in _stated(decided, path))
            diagnostics = iter((*decision.diagnostics, *strings, *targets, *values, *stated))
        found.update(_finding(source, each) for each in diagnostics)
    return tuple(sorted(found))


def program_references(decided: ProgramDecider, written: Container[str]) -> tuple[Reference, ...]:
    """Every reference of a program, sorted; `written` are the files that the plan rewrites."""
    found: list[Reference] = []
    read = frozenset[ModuleAttribute]().union(*(each.others.read for each in decided.decisions.values()))
    for path, decision in decided.decisions.items():
        source = decided.program.source(path)
        strings = string_references(decided.program.project, decided.tables[path])
        targets = decided.targets.references.get(path, ())
        computed = (
            ReferenceRecord(each.span.start, "string", "", False)
            for each in unresolvable_targets(decided.program.project, decided.tables[path])
        )
        records = [*decision.references, *targets, *decided.values.references(path), *computed]
        records += [record for _, record in strings]
        records += [record for _, record in _stated(decided, path)]
        diagnostics = [*decision.diagnostics, *decided.targets.diagnostics.get(path, ())]
        project, is_written = decided.program.project, path in written
        found += references_of(project, source, records, diagnostics, decision, is_written, read)
    return tuple(sorted(found))


def _left_out(decided: ProgramDecider, source: Source) -> Iterator[Finding]:
    """The parts of a notebook that do not parse and spell a deprecated name."""
    wanted = decided.program.project.store.wanted
    for part in source.host.unread if source.host is not None else ():
        if not (wanted.old | wanted.old_modules).isdisjoint(_WORD.findall(part.text)):
            yield texts.CELL_DOES_NOT_PARSE.fill(reason=part.reason).in_source(source, part.start)


def _stated(decided: ProgramDecider, path: str) -> Iterator[tuple[Diagnostic, ReferenceRecord]]:
    """What a file states of mocks of symbols whose calls change."""
    edited = decided.program.project.edited
    if edited is not None:
        source = decided.program.source(path)
        yield from mock_assertions(edited, decided.tables[path], source, decided.limits.of(source))


def _of_limited(decision: Decision, targets: tuple[Diagnostic, ...], why: Rejection) -> Iterator[Diagnostic]:
    """Of a file that was not to be changed: the definitions, and one finding for all that stays."""
    others: list[Diagnostic] = []
    for each in decision.diagnostics:
        if each.rejection.code == texts.DEFINITION.code:
            yield each
        else:
            others.append(each)
    stay = decision.number(moves=False) + len(targets)
    if stay and why.advice:
        first = min((each.offset for each in (*others, *targets)), default=0)
        text = texts.REFERENCES_STAY_IN_FILE if stay > 1 else texts.REFERENCE_STAYS_IN_FILE
        yield Diagnostic(first, why.within(text, number=stay))


def _finding(source: Source, diagnostic: Diagnostic) -> Finding:
    return diagnostic.rejection.in_source(source, diagnostic.offset)
