"""The proof of a retirement: whatever named something of the tree before names something after."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from codemods.plan.program import Program
from codemods.plan.retiring.cut_file import CutFile
from codemods.plan.retiring.retirement_spread import RetirementSpread
from codemods.plan.risky_imports import submodules_lost_by
from codemods.project.decision import AliasChange
from codemods.project.dotted_paths import DottedName, absolute_module, imported_path, module_name
from codemods.project.project import Project
from codemods.project.resolved_targets import resolved_targets
from codemods.semantic.binding import ImportBinding
from codemods.semantic.facts import Facts
from codemods.semantic.import_scan import spelled_imports
from codemods.semantic.parse_source import ParseError
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.tracked_names import WantedNames
from codemods.transformers.proof.submodule_loading import unimported_reads, unloaded
from codemods.tree.module_index import ModuleIndex
from codemods.tree.open_tree import FolderTree
from codemods.tree.overlay_tree import OverlayTree
from codemods.values import finding_texts as texts
from codemods.values.finding import Finding
from codemods.values.rejection import Rejection
from codemods.values.source import Source


class RetirementProof:
    """Looks through the files that stay for places that would name nothing any more."""

    def __init__(
        self,
        program: Program,
        tree: FolderTree | OverlayTree,
        roots: Sequence[str],
        spread: RetirementSpread,
        cut_files: Mapping[str, CutFile],
    ) -> None:
        self._program = program
        self._tree = tree
        self._roots = roots
        self._spread = spread
        self._cut_files = cut_files
        self._removed = spread.retired.files

    def findings(self) -> Iterator[Finding]:
        """The places that would name nothing, or the file that would not parse."""
        changed = {path: each for path, each in self._cut_files.items() if each.data != each.source.data}
        new = {path: Source(path, each.data) for path, each in changed.items()}
        for path, source in new.items():
            try:
                self._facts(source, self._program.project.wanted)
            except ParseError as error:
                yield texts.FILE_WOULD_BREAK.fill(reason=error.reason).at(path, error.line)
                return
        after = self._project_after(new)
        for path in self._spread.files:
            table, old = self._spread.table(path), self._program.workspace.source(path)
            if table is not None and old is not None:
                yield from self._dangling(old, table, after)
                yield from self._still_used(old, table)
        for path in sorted(self._removed):
            yield from self._unloaded(path, after)
        yield from self._unloaded_by_cuts(new, after)

    def _dangling(self, source: Source, table: ScopeTable, after: Project) -> Iterator[Finding]:
        """The imports, attributes and targets of a file that lead somewhere before and nowhere after."""
        before, words, importer = self._program.project, self._spread.words, source.path
        for parts, known, offset in _spelled(before, table, words):
            if words.isdisjoint(parts) or not _leads(before, parts, known, importer):
                continue
            if not _leads(after, parts, known, importer):
                yield from self._found(source, offset, texts.LEFT_DANGLING.fill(text=".".join(parts)))

    def _still_used(self, source: Source, table: ScopeTable) -> Iterator[Finding]:
        """The names that a file loses and uses itself."""
        cuts = self._spread.cuts.get(source.path)
        for access in table.facts.accesses if cuts is not None else ():
            owners = table.owner(access.scope, access.name), table.global_alternative(access)
            if cuts is not None and access.name in cuts.names and 0 in owners:
                yield from self._found(source, access.start, texts.USED_IN_FILE.fill(name=access.name))

    def _unloaded(self, path: str, after: Project) -> Iterator[Finding]:
        """The reads of submodules that only a removed module has imported."""
        workspace = self._program.workspace
        source, module = workspace.source(path), workspace.module(path)
        is_package = self._program.modules.is_package(path)
        loaded: set[str] = set()
        for each in spelled_imports(source.data) if source is not None else ():
            base = each.absolute(module, is_package)
            spelled = [base, *([*base, name] for name in each.names)]
            loaded.update(filter(None, (after.modules.find(".".join(parts), path) for parts in spelled)))
        for submodule in sorted(loaded):
            dotted = module_name(after.modules, submodule) or submodule
            text = texts.LOADED_BY_RETIRED.fill(module=dotted)
            for reader, offset in unimported_reads(after, submodule, self._removed):
                found = workspace.source(reader)
                if found is not None:
                    yield from self._found(found, offset, text)

    def _unloaded_by_cuts(self, new: Mapping[str, Source], after: Project) -> Iterator[Finding]:
        """The reads of submodules that a re-export loads which goes, and what its package needs these for."""
        program = self._program
        gone = {path: Source(path, b"") for path in self._removed}
        imports = program.imports.with_changes({**gone, **new})
        for path in sorted(new):
            table, old = self._spread.table(path), program.workspace.source(path)
            if table is None or old is None:
                continue
            cuts = [AliasChange(*each, False, ()) for each in sorted(self._spread.cuts[path].aliases)]
            for statement, why in submodules_lost_by(program, new, table, cuts, imports, gone=True):
                yield why.in_source(old, statement.span.start)
        for _importer, module, reader, offset in unloaded(program.project, after, new, self._spread.files):
            found = new.get(reader) or program.workspace.source(reader)
            if found is not None and module:
                yield texts.LOADED_BY_RETIRED.fill(module=module).in_source(found, offset)

    def _found(self, source: Source, offset: int, why: Rejection) -> Iterator[Finding]:
        """A finding, unless its place is removed itself."""
        cut_file = self._cut_files.get(source.path)
        if cut_file is None or not cut_file.holds(offset):
            yield why.in_source(source, offset)

    def _project_after(self, new: Mapping[str, Source]) -> Project:
        """The project over the tree without what is removed."""
        paths = [path for path in self._tree.paths if path not in self._removed]
        links = {link: target for link, target in self._tree.links if target not in self._removed}
        changed = {path: partial(self._facts, source) for path, source in new.items()}
        return self._program.project.with_changes(changed, ModuleIndex(paths, self._roots, links))

    def _facts(self, source: Source, wanted: WantedNames) -> Facts:
        return self._program.workspace.facts_of_text(source, wanted)


def _spelled(project: Project, table: ScopeTable, words: set[str]) -> Iterator[tuple[DottedName, int, int]]:
    """The dotted paths of a file, how many parts of each are a module for sure, and their offsets."""
    facts = table.facts
    for statement in facts.imports:
        module = absolute_module(facts, statement) if statement.is_from else ()
        for alias in statement.aliases:
            own = () if statement.is_star else tuple(alias.name.split("."))
            parts = (*module, *own)
            yield parts, len(module) if statement.is_from else len(parts), alias.span.start
    for access in facts.accesses:
        for binding in table.meanings_of(access.scope, access.name) if access.attrs else ():
            if isinstance(binding, ImportBinding):
                yield (*imported_path(facts, binding), *access.attrs), 0, access.start
    for target in resolved_targets(project, table, words):
        yield target.parts, 0, target.offset


def _leads(project: Project, parts: DottedName, known: int, importer: str) -> bool:
    """Whether a path names a module of the tree, or something in one."""
    home, depth = project.namespaces.module_prefix(parts, importer, known)
    if home is None:
        return project.modules.is_namespace(".".join(parts), importer)
    if depth < known:
        return False
    return depth == len(parts) or project.namespaces.has(home, parts[depth])
