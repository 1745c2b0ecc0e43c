"""Imports that a plan would bring in, or take away, and that change more than the names they bind."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from codemods.plan.program import Program
from codemods.plan.rewrite_file import RewrittenFile
from codemods.project.decision import Decision, Diagnostic
from codemods.project.import_graph import ImportGraph
from codemods.project.submodule_names import has_submodule
from codemods.semantic.import_scan import spelled_imports
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.values import finding_texts as texts


class RiskyImport(Struct, frozen=True):
    """A statement of a file's old text whose place is taken by another, and what that would do."""

    path: str
    statement: Span
    diagnostic: Diagnostic
    breaks: bool
    """Whether the old statement must stay; otherwise it is enough to say so."""


def uncovered_submodules(
    program: Program,
    rewritten: Mapping[str, RewrittenFile],
    tables: Mapping[str, ScopeTable],
    decisions: Mapping[str, Decision],
    after: ImportGraph,
) -> Iterator[RiskyImport]:
    """Imports by which a package has another object under the name of a submodule, which they load first.

    Once the package does not load it, the first file that does binds the module over the name (5.4.2).
    """
    for path in sorted(path for path in rewritten if program.modules.is_package(path)):
        table = tables[path]
        for change in decisions[path].aliases:
            statement = table.facts.imports[change.statement]
            name = statement.aliases[change.alias].local
            stays = change.keep or statement.scope or name not in {new.local for new in change.new}
            if stays or not has_submodule(program.modules, path, name):
                continue
            submodule = program.modules.find(f"{table.facts.module}.{name}", path)
            if submodule is None or after.path_between(path, submodule) is not None:
                continue
            if program.imports.path_between(path, submodule) is None:
                continue
            reader = _importer(program, rewritten, submodule, path)
            if reader is not None:
                why = texts.SUBMODULE_SHOWS.fill(name=name, reader=reader)
                span = statement.span
                yield RiskyImport(path, span, Diagnostic(span.start, why), breaks=True)


def _importer(
    program: Program, rewritten: Mapping[str, RewrittenFile], module: str, package: str
) -> str | None:
    """A file that goes on importing a module, wherever in it; None if none does."""
    for path in program.project.store.files_spelling_module(module):
        new = rewritten.get(path)
        source = new.source if new is not None else program.workspace.glance(path)
        name, is_package = program.workspace.module(path), program.modules.is_package(path)
        for each in spelled_imports(source.data) if source is not None and path != package else ():
            parts = each.absolute(name, is_package)
            if program.modules.find(".".join(parts), path) == module:
                return path
    return None
