"""Imports of a plan that would enter an import cycle by another module than before, and so fail."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from codemods.plan.program import Program
from codemods.plan.rewrite_file import RewrittenFile
from codemods.plan.risky_imports import RiskyImport
from codemods.project.decision import Decision, Diagnostic, NewImport
from codemods.project.dotted_paths import DottedName, absolute_module
from codemods.project.import_graph import ImportGraph
from codemods.project.import_runs import CycleEntries
from codemods.project.project import Project
from codemods.project.target_decisions import StringChange
from codemods.semantic.binding import Import
from codemods.semantic.facts import Facts
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.semantic.string_names import PatchTarget, PathRoot
from codemods.values import finding_texts as texts


class _Entry(Struct, frozen=True, order=True):
    """A place that imports one module in the place of another, both by their files."""

    start: int
    end: int
    module: str
    old: str
    new: str
    late: bool
    """Whether it does so when code runs, after the file was imported."""


def entered_cycles(
    program: Program,
    rewritten: Mapping[str, RewrittenFile],
    tables: Mapping[str, ScopeTable],
    decisions: Mapping[str, Decision],
    targets: Mapping[str, Sequence[StringChange]],
    after: ImportGraph,
) -> Iterator[RiskyImport]:
    """The imports, and names of modules to import, that only work once another module was imported first.

    The cycle is there already: a shim of the new module is part of it, say.
    """
    entries = CycleEntries(program.imports, after, program.modules)
    for path in sorted(rewritten):
        table = tables[path]
        found = {
            *_brought(program.project, table.facts, decisions[path]),
            *_named(program.project, table.facts, targets.get(path, ())),
        }
        for each in sorted(found):
            missed = entries.missed(path, each.old, each.new, each.late) if each.new != path else None
            if missed is not None:
                home, name = missed.attribute.path, missed.attribute.name
                text = texts.WOULD_ENTER_CYCLE
                told = text.fill(module=each.module, reader=missed.path, name=name, home=home)
                yield RiskyImport(path, Span(each.start, each.end), Diagnostic(each.start, told), breaks=True)


def _brought(project: Project, facts: Facts, decision: Decision) -> Iterator[_Entry]:
    """What comes in by import statements."""
    for change in decision.aliases:
        statement = facts.imports[change.statement]
        old = _file_of(project, facts, _spelled(facts, statement, change.alias))
        for new in change.new if old is not None else ():
            file = _file_of(project, facts, _parts(new))
            if file is not None and old is not None:
                span = statement.span
                late = bool(statement.scope) or facts.is_notebook
                yield _Entry(span.start, span.end, new.module, old, file, late)


def _named(project: Project, facts: Facts, changes: Sequence[StringChange]) -> Iterator[_Entry]:
    """What is looked up, or patched, by a name that imports its module."""
    for target in facts.patch_targets if changes else ():
        path = _changed(target, changes) if target.root is PathRoot.ABSOLUTE and target.loads else None
        old = _file_of(project, facts, target.path) if path is not None else None
        new = _file_of(project, facts, path) if path is not None else None
        if path is not None and old is not None and new is not None and old != new:
            start = min(target.span.start, *(each.start for each in (*target.owner, *target.components)))
            yield _Entry(start, target.span.end, ".".join(path), old, new, True)


def _changed(target: PatchTarget, changes: Sequence[StringChange]) -> DottedName | None:
    """The path that a target spells by now; None where nothing of it changes."""
    for places, spelled in ((target.owner, target.path[:-1]), (target.components, target.path)):
        for change in changes:
            inside = [n for n, each in enumerate(places) if _is_in(each, change.span)]
            if inside:
                first = len(spelled) - len(places) + inside[0]
                rest = target.path[first + len(inside) :]
                return (*target.path[:first], *change.new.split("."), *rest)
    return None


def _is_in(place: Span, span: Span) -> bool:
    return span.start <= place.start < span.end


def _spelled(facts: Facts, statement: Import, alias: int) -> DottedName:
    name = statement.aliases[alias].name
    if not statement.is_from:
        return tuple(name.split("."))
    return (*absolute_module(facts, statement), *([name] if name != "*" else []))


def _parts(new: NewImport) -> DottedName:
    name = [new.name] if new.name not in (None, "*") else []
    return (*new.module.split("."), *filter(None, name))


def _file_of(project: Project, facts: Facts, parts: DottedName) -> str | None:
    """The file of the longest prefix of a path that is a module of the tree."""
    return project.namespaces.module_prefix(parts, facts.path, 0)[0]
