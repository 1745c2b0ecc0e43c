"""Imports that a plan would bring in, or take away, and that change more than the names they bind."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from codemods.plan.program import Program
from codemods.plan.rewrite_file import RewrittenFile
from codemods.project.decision import AliasChange, Decision, Diagnostic
from codemods.project.dotted_paths import absolute_module
from codemods.project.import_graph import ImportGraph
from codemods.project.submodule_names import has_submodule
from codemods.semantic.binding import BindingKind, Import
from codemods.semantic.facts import Facts
from codemods.semantic.import_scan import spelled_imports
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.source import Source


class RiskyImport(Struct, frozen=True):
    """A statement of a file's old text whose place is taken by another, and what that would do."""

    path: str
    statement: Span
    diagnostic: Diagnostic
    breaks: bool
    """Whether the old statement must stay; otherwise it is enough to say so."""


def lost_submodules(
    program: Program,
    rewritten: Mapping[str, RewrittenFile],
    tables: Mapping[str, ScopeTable],
    decisions: Mapping[str, Decision],
    after: ImportGraph,
) -> Iterator[RiskyImport]:
    """Imports of packages that load a submodule, under whose name the package would mean another thing."""
    sources = {path: each.source for path, each in rewritten.items()}
    for path in sorted(rewritten):
        for statement, why in submodules_lost_by(
            program, sources, tables[path], decisions[path].aliases, after
        ):
            span = statement.span
            yield RiskyImport(path, span, Diagnostic(span.start, why), breaks=True)


def submodules_lost_by(
    program: Program,
    sources: Mapping[str, Source],
    table: ScopeTable,
    changes: Iterable[AliasChange],
    after: ImportGraph,
    gone: bool = False,
) -> Iterator[tuple[Import, Rejection]]:
    """The statements of one file that load a submodule which its package needs, and why.

    `sources` are new texts. With `gone`, what the imports bring is retired, and nothing comes in.
    """
    for change in changes if program.modules.is_package(table.facts.path) else ():
        statement = table.facts.imports[change.statement]
        if change.keep or statement.scope:
            continue
        name = statement.aliases[change.alias].local
        why = _unbinds(program, table, change, after)
        if why is None and (gone or name in {new.local for new in change.new}):
            why = _uncovers(program, sources, table.facts, name, after)
        if why is not None:
            yield statement, why


def _uncovers(
    program: Program, sources: Mapping[str, Source], facts: Facts, name: str, after: ImportGraph
) -> Rejection | None:
    """Why an import must stay by which a package has another object under the name of a submodule.

    Once the package does not load it, the first file that does binds the module over the name (5.4.2).
    """
    if not has_submodule(program.modules, facts.path, name):
        return None
    submodule = program.modules.find(f"{facts.module}.{name}", facts.path)
    if submodule is None or not _loads_no_more(program, facts.path, submodule, after):
        return None
    reader = _importer(program, sources, submodule, facts.path)
    return texts.SUBMODULE_SHOWS.fill(name=name, reader=reader) if reader is not None else None


def _unbinds(
    program: Program, table: ScopeTable, change: AliasChange, after: ImportGraph
) -> Rejection | None:
    """Why an import must stay by which a package has the name of a submodule that it reads, or deletes."""
    facts, path = table.facts, table.facts.path
    name = _below(facts, facts.imports[change.statement], change.alias)
    submodule = program.modules.find(f"{facts.module}.{name}", path) if name else None
    if submodule is None or not _loads_no_more(program, path, submodule, after):
        return None
    own = program.project.scope_table(path, (name,))
    if own is None or not _reads_unbound(own, name):
        return None
    return texts.MODULE_STILL_NEEDED.fill(name=name)


def _loads_no_more(program: Program, path: str, module: str, after: ImportGraph) -> bool:
    """Whether a file came to import a module, and does not any more."""
    return after.path_between(path, module) is None and program.imports.path_between(path, module) is not None


def _below(facts: Facts, statement: Import, alias: int) -> str:
    """The submodule of a package that one of its own imports loads, by the name in the package."""
    whole = absolute_module(facts, statement) if statement.is_from else ()
    parts = whole or tuple(statement.aliases[alias].name.split("."))
    package = tuple(facts.module.split("."))
    return parts[len(package)] if parts[: len(package)] == package and len(parts) > len(package) else ""


def _reads_unbound(table: ScopeTable, name: str) -> bool:
    """Whether a module's code reads or deletes a name that none of its statements bind."""
    bindings = table.bindings.get((0, name), ())
    if any(each.kind is not BindingKind.DELETION for each in bindings):
        return False
    owners = (table.owner(each.scope, name) for each in table.facts.accesses if each.name == name)
    return bool(bindings) or any(owner in (None, 0) for owner in owners)


def _importer(program: Program, sources: Mapping[str, Source], module: str, package: str) -> str | None:
    """A file that goes on importing a module, wherever in it; None if none does."""
    for path in program.project.store.files_spelling_module(module):
        source = sources.get(path) or program.workspace.glance(path)
        name, is_package = program.workspace.module(path), program.modules.is_package(path)
        for each in spelled_imports(source.data) if source is not None and path != package else ():
            parts = each.absolute(name, is_package)
            if program.modules.find(".".join(parts), path) == module:
                return path
    return None
