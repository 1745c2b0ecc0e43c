"""Import cycles that a plan would close, each with a finding on the import that closes it."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from msgspec import Struct

from codemods.plan.program import Program
from codemods.plan.rewrite_file import RewrittenFile
from codemods.plan.risky_imports import RiskyImport
from codemods.project.decision import Decision, Diagnostic, NewImport, ReadText
from codemods.project.import_graph import ImportGraph, ImportPath, new_cycle
from codemods.project.project import Project
from codemods.semantic.binding import ScopeKind
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.values import finding_texts as texts


class _Brought(Struct, frozen=True, order=True):
    """What comes in at a module's own level: for which statement, from which module, in which file."""

    start: int
    end: int
    module: str
    file: str
    takes_name: bool
    """Whether something is taken from the module, or read through it, while the file is imported."""


def closed_cycles(
    program: Program,
    rewritten: Mapping[str, RewrittenFile],
    tables: Mapping[str, ScopeTable],
    decisions: Mapping[str, Decision],
    after: ImportGraph,
) -> Iterator[RiskyImport]:
    """The imports that would close a cycle.

    They break where a name is needed while modules are imported: one of them finds another half made.
    """
    before = program.imports
    for path in sorted(rewritten):
        for new in sorted(_brought(program.project, tables[path], decisions[path])):
            cycle = new_cycle(before, after, path, new.file) if new.file != path else None
            if cycle is not None:
                breaks = new.takes_name or _takes_names(after, cycle)
                text = texts.WOULD_CLOSE_CYCLE if breaks else texts.CLOSES_CYCLE
                told = text.fill(module=new.module, cycle=" imports ".join(cycle))
                yield RiskyImport(path, Span(new.start, new.end), Diagnostic(new.start, told), breaks)


def _takes_names(graph: ImportGraph, cycle: ImportPath) -> bool:
    """Whether a file on the way takes names from the next one while it is imported."""
    return any(graph.takes_names(one, other) for one, other in pairwise(cycle))


def _brought(project: Project, table: ScopeTable, decision: Decision) -> Iterator[_Brought]:
    for change in decision.aliases:
        statement = table.facts.imports[change.statement]
        for new in change.new if statement.scope == 0 else ():
            whole = f"{new.module}.{new.name}" if new.name is not None else new.module
            submodule = project.modules.find(whole, table.facts.path)
            takes = submodule is None or _is_read_at_import(table, decision, new)
            for module in dict.fromkeys((whole, new.module)):
                file = project.modules.find(module, table.facts.path)
                if file is not None:
                    yield _Brought(statement.span.start, statement.span.end, module, file, takes)


def _is_read_at_import(table: ScopeTable, decision: Decision, new: NewImport) -> bool:
    """Whether a module that comes in is read outside functions."""
    scopes = table.facts.scopes
    for change in decision.uses:
        access = table.facts.accesses[change.use]
        kinds = {scopes[each].kind for each in table.scopes_between(access.scope, None)}
        if change.parts[0] == new.local and kinds.isdisjoint((ScopeKind.FUNCTION, ScopeKind.LAMBDA)):
            return True
    # Where an expression stands is not looked for: it may run at once.
    parts = (each for change in decision.expressions for each in change.parts)
    return any(isinstance(each, ReadText) and each.chain[0] == new.local for each in parts)
