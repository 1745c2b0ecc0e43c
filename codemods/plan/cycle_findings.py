"""Import cycles that a plan would close, each a finding on the import that closes it."""

from collections.abc import Iterator, Mapping

from codemods.plan.rewrite_file import RewrittenFile
from codemods.plan.workspace import Workspace
from codemods.project.decision import Decision, Diagnostic
from codemods.project.import_cycles import ImportGraph, ImportPath, new_cycle
from codemods.project.project import Project
from codemods.semantic.scope_table import ScopeTable
from codemods.values import finding_texts as texts


def closed_cycles(
    project: Project,
    workspace: Workspace,
    carried: Mapping[str, RewrittenFile],
    names: Mapping[str, ScopeTable],
    decisions: Mapping[str, Decision],
) -> Iterator[tuple[str, Diagnostic]]:
    """The files that would close a cycle, with the finding on the statement that the new import replaces."""
    before = ImportGraph(project.modules, workspace.glance)
    after = before.with_changes({path: each.source for path, each in carried.items()})
    for path in sorted(carried):
        for offset, module, imported in sorted(_brought(project, names[path], decisions[path])):
            cycle = new_cycle(before, after, path, imported) if imported != path else None
            if cycle is not None:
                yield path, _remark(offset, module, cycle)


def _brought(project: Project, names: ScopeTable, decision: Decision) -> Iterator[tuple[int, str, str]]:
    """What comes in at the module's own level: where, the module, and its file."""
    for change in decision.aliases:
        statement = names.facts.imports[change.statement]
        for new in change.new if statement.scope == 0 else ():
            file = project.modules.find(new.module, names.facts.path)
            if file is not None:
                yield statement.span.start, new.module, file


def _remark(offset: int, module: str, cycle: ImportPath) -> Diagnostic:
    return Diagnostic(offset, texts.CLOSES_CYCLE.fill(module=module, cycle=" imports ".join(cycle)))
