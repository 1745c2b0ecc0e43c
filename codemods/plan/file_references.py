"""The inventory of one file: each reference with its place, its kind, and what can be done about it."""

from collections.abc import Container, Iterable, Iterator

from codemods.project.decision import Decision, Diagnostic, ReferenceRecord
from codemods.project.dotted_paths import ModuleAttribute
from codemods.project.project import Project
from codemods.values.finding_texts import BESIDE_EDITS
from codemods.values.reference import Applicability, Reference
from codemods.values.source import Source


def references_of(
    project: Project,
    source: Source,
    records: Iterable[ReferenceRecord],
    diagnostics: Iterable[Diagnostic],
    decision: Decision,
    written: bool,
    read: Container[ModuleAttribute],
) -> Iterator[Reference]:
    """Give a file's references.

    `written` says whether the plan rewrites the file at all, `read` are the names that other files read from
    a module's namespace.
    """
    with_findings = {
        source.line_of(each.offset) for each in diagnostics if each.rejection.code in BESIDE_EDITS
    }
    for record in records:
        line, column = source.position(record.offset)
        kind = "re-export" if _is_reexport(project, decision, record, read) else record.kind
        if not (record.moves and (written or record.stands)):
            applicability = Applicability.MANUAL
        else:
            told = source.line_of(record.offset) in with_findings
            applicability = Applicability.UNSAFE if told else Applicability.AUTOMATIC
        yield Reference(source.path, line, column, kind, record.symbol, applicability)


def _is_reexport(
    project: Project, decision: Decision, record: ReferenceRecord, read: Container[ModuleAttribute]
) -> bool:
    """Whether it is an entry of `__all__`, or an import whose name other files read from the module."""
    if record.kind == "export":
        return True
    table = project.scope_table(decision.path)
    listed = table is not None and record.name in table.facts.dunder_all.included
    return listed or (bool(record.name) and ModuleAttribute(decision.path, record.name) in read)
