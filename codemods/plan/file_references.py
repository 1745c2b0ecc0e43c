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
    noted: Iterable[ReferenceRecord],
    remarks: Iterable[Diagnostic],
    decision: Decision,
    written: bool,
    read: Container[ModuleAttribute],
) -> Iterator[Reference]:
    """Give a file's references.

    `written` says whether the plan rewrites the file at all, `read` are the names that other files read from
    a module's namespace.
    """
    told = {source.line_of(each.offset) for each in remarks if each.rejection.code in BESIDE_EDITS}
    for each in noted:
        line, column = source.position(each.offset)
        kind = "re-export" if _hands_on(project, decision, each, read) else each.kind
        if not (each.moves and written):
            applicability = Applicability.MANUAL
        else:
            applicability = Applicability.UNSAFE if line in told else Applicability.AUTOMATIC
        yield Reference(source.path, line, column, kind, each.symbol, applicability)


def _hands_on(
    project: Project, decision: Decision, noted: ReferenceRecord, read: Container[ModuleAttribute]
) -> bool:
    """Whether it is an entry of `__all__`, or an import whose name other files read from the module."""
    if noted.kind == "export":
        return True
    names = project.scope_table(decision.path)
    listed = names is not None and noted.name in names.facts.dunder_all.included
    return listed or (bool(noted.name) and ModuleAttribute(decision.path, noted.name) in read)
