"""Import cycles that a plan would close, each a finding on the import that closes it."""

from collections.abc import Iterator, Mapping

from codemods.plan.program import Program
from codemods.plan.rewrite_file import RewrittenFile
from codemods.project.decision import Decision, Diagnostic
from codemods.project.import_cycles import ImportGraph, new_cycle
from codemods.project.project import Project
from codemods.semantic.scope_table import ScopeTable
from codemods.values import finding_texts as texts


def closed_cycles(
    program: Program,
    rewritten: Mapping[str, RewrittenFile],
    tables: Mapping[str, ScopeTable],
    decisions: Mapping[str, Decision],
) -> Iterator[tuple[str, Diagnostic]]:
    """The files that would close a cycle, with the finding on the statement that the new import replaces."""
    before = ImportGraph(program.modules, program.workspace.glance)
    after = before.with_changes({path: each.source for path, each in rewritten.items()})
    for path in sorted(rewritten):
        for offset, module, imported in sorted(_brought(program.project, tables[path], decisions[path])):
            cycle = new_cycle(before, after, path, imported) if imported != path else None
            if cycle is not None:
                text = texts.CLOSES_CYCLE.fill(module=module, cycle=" imports ".join(cycle))
                yield path, Diagnostic(offset, text)


def _brought(project: Project, table: ScopeTable, decision: Decision) -> Iterator[tuple[int, str, str]]:
    """What comes in at the module's own level: where, the module, and its file."""
    for change in decision.aliases:
        statement = table.facts.imports[change.statement]
        for new in change.new if statement.scope == 0 else ():
            file = project.modules.find(new.module, table.facts.path)
            if file is not None:
                yield statement.span.start, new.module, file
