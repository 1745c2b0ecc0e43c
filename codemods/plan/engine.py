"""One tree and one migration: the end that reads, wired to the pure stages that make a plan.

The stages are imported when there is something for them: most trees that a gate checks hold no reference.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from codemods.plan.documents.fold_plan import Documents
from codemods.plan.facts_cache import FactsCache
from codemods.plan.process_pool import Workers
from codemods.plan.program import Program
from codemods.plan.renamed_files import RenamedFiles
from codemods.project.rule_index import wanted_names
from codemods.tree.configuration_files import configuration_holding
from codemods.tree.namespace_roots import index_modules
from codemods.tree.open_tree import FolderTree, open_tree
from codemods.tree.overlay_tree import OverlayTree
from codemods.tree.word_search import search_words, word_finder
from codemods.values import finding_texts as texts
from codemods.values.batch import Batch
from codemods.values.cache import Cache
from codemods.values.code_style import NO_STYLE, CodeStyle
from codemods.values.finding import Finding
from codemods.values.inventory import DeprecatedModule
from codemods.values.plan import Plan, RippleGroup, Survey
from codemods.values.plural import number_of
from codemods.values.progress import NoProgress, Progress
from codemods.values.reference import Reference
from codemods.values.rules import Migration
from codemods.values.source import Source
from codemods.values.tree import ProtectedFile, Selection
from codemods.values.type_answers import AskTypes

if TYPE_CHECKING:
    from codemods.plan.batching.whole_batches import CutGroups
    from codemods.plan.planner import Planner
    from codemods.project.file_context import ChangeLimits
    from codemods.values.formatting import AskFormatters


class Engine:
    """A migration over one tree: plans it, as often as it is asked to."""

    def __init__(
        self,
        tree: FolderTree | OverlayTree,
        migration: Migration,
        selection: Selection | None = None,
        roots: Sequence[str] = (),
        progress: Progress | None = None,
        documents: Documents | None = None,
        jobs: int | None = None,
        cache: Cache | None = None,
        configuration: Mapping[str, str] | None = None,
        code_style: CodeStyle = NO_STYLE,
        ask_types: AskTypes | None = None,
        formatters: "AskFormatters | None" = None,
    ) -> None:
        """Take the tree; `roots` are further source roots, relative to it; `documents` are planned too.

        `jobs` is the number of processes, by default one on each processor; the facts of files are looked up
        in the `cache`, and put there. `configuration` are the texts of the configuration files that spell a
        name of the migration, looked for where they are not given. `code_style` is how the tree's own tools
        want imports to look. `ask_types` asks a type checker about objects whose class the model can't tell.
        `formatters` have the last word on the new texts.
        """
        self._workers = Workers(jobs)
        self._cache = FactsCache(cache)
        self._documents = documents or Documents({})
        self._tree = _with_documents(tree, self._documents)
        self._migration = migration
        self._selection = selection or Selection()
        self._progress = progress or NoProgress()
        self._modules = index_modules(
            self._tree.paths, roots, dict(self._tree.links), migration.named_modules
        )
        self._configuration = configuration
        self._code_style = code_style
        self._ask_types = ask_types
        self._formatters = formatters
        self._planner: Planner | None = None
        self._renamed = RenamedFiles()

    def is_spelled_in(self, contents: Iterable[bytes]) -> bool:
        """Whether a text among these spells a name of the migration."""
        wanted = wanted_names(self._migration)
        spells = word_finder(search_words(wanted.old | wanted.new | wanted.old_modules))
        return any(map(spells, contents))

    def plan(self, protected: Sequence[ProtectedFile] = ()) -> Plan:
        """Plan the migration, with some files or lines left as they are; nothing is written.

        Raises MigrationError when the migration does not fit the tree.
        """
        from codemods.plan.check_migration import check_migration
        from codemods.plan.rewrite_file import import_transformers

        with self._program(protected=protected) as program:
            check_migration(program.project, program.definitions, self._tree)
            candidates = program.candidates
            import_transformers()
            self._planner = planner = self._planner_of(program, protected)
            plan = planner.plan(candidates)
            configured = self._configured(program)
            references = tuple(sorted((*plan.references, *(reference for reference, _ in configured))))
            told = (finding for _, finding in configured)
            findings = tuple(sorted((*plan.findings, *told, *self._submodules(program))))
            unmatched = self._unmatched(program, references, findings)
        plan = replace(plan, findings=findings, references=references, unmatched=unmatched)
        plan = self._documents.fold(self._renamed.fold(plan))
        if self._formatters is None:
            return plan
        from codemods.plan.format_plan import format_plan

        return format_plan(plan, self._formatters)

    def _unmatched(
        self, program: Program, references: Sequence[Reference], findings: Sequence[Finding]
    ) -> tuple[str, ...]:
        from codemods.plan.unmatched_rules import unmatched_rules

        return unmatched_rules(self._tree, program, references, findings)

    def _configured(self, program: Program) -> list[tuple[Reference, Finding]]:
        """What configuration files name by its path where it is defined."""
        if not program.configuration:
            return []
        from codemods.plan.configured_names import configured_references

        return list(configured_references(program.project, program.configuration))

    def _submodules(self, program: Program) -> Iterator[Finding]:
        """Tell of repositories inside the tree that hold the names as well: they are left alone."""
        wanted = program.project.store.wanted
        for path in self._tree.submodules:
            submodule = open_tree(Path(self._tree.root) / path)
            held = len(submodule.holding(wanted.old | wanted.old_modules))
            if held:
                yield texts.SUBMODULE_LEFT.fill(files=number_of(held, "file"), path=path).at(path)

    def survey(self, paths: Sequence[str] | None = None) -> Survey:
        """Find the references in the tree, or in some of its files, and plan nothing.

        In some files, those are found that spell a name of the migration; a file that reads a deprecated
        symbol under a name that another module gave it is found in the whole tree only. Raises MigrationError
        when the migration does not fit the tree.
        """
        whole = paths is None
        with self._program(find_stars=whole) as program:
            chosen = set(paths or ()).intersection(self._tree.paths)
            candidates = program.candidates if whole else program.candidates_among(chosen)
            configured = self._configured(program) if whole else []
            survey = Survey((), (), 0)
            if candidates:
                from codemods.plan.check_migration import check_migration

                check_migration(program.project, program.definitions, self._tree)
                planner = self._planner_of(program, ())
                survey = planner.survey(candidates, None if whole else program.words)
            references = tuple(sorted((*survey.references, *(reference for reference, _ in configured))))
            findings = tuple(sorted((*survey.findings, *(finding for _, finding in configured))))
            unmatched = self._unmatched(program, references, findings) if whole else ()
        return self._renamed.fold_survey(Survey(references, findings, survey.candidates, unmatched))

    def deprecated_modules(self) -> tuple[DeprecatedModule, ...]:
        """The modules that deprecated symbols come from, as the tree has them; facades stay."""
        from codemods.plan.deprecated_modules import deprecated_modules

        with self._program() as program:
            return deprecated_modules(program.project)

    @contextmanager
    def _program(self, find_stars: bool = True, protected: Sequence[ProtectedFile] = ()) -> Iterator[Program]:
        """The tree as the migration sees it; what was read of it is in the cache afterwards.

        What the migration renames where it is defined is renamed in it, as far as `protected` lets it.
        """
        with without_collector():
            try:
                texts_of = self._configuration_texts()
                self._renamed = self._rename_definitions(protected)
                tree = self._renamed.over(self._tree)
                program = Program(tree, self._modules, self._migration, self._cache, find_stars, texts_of)
                program.project.held_definitions = self._renamed.held
                program.code_style = self._code_style
                program.workers = self._workers
                if self._ask_types is not None:
                    program.ask_types(self._ask_types)
                yield program
            finally:
                self._cache.close()

    def _rename_definitions(self, protected: Sequence[ProtectedFile]) -> RenamedFiles:
        """What the migration renames where it stands."""
        if not any(rule.renames_definition for rule in self._migration.symbols):
            return RenamedFiles()
        from codemods.plan.rename_definitions import rename_definitions

        selection = replace(self._selection, protected=(*self._selection.protected, *protected))
        program = Program(self._tree, self._modules, self._migration, self._cache)
        program.code_style = self._code_style
        return rename_definitions(program, selection)

    def _configuration_texts(self) -> Mapping[str, str]:
        """The configuration files that spell a name of the migration; looked for once."""
        if self._configuration is None:
            self._configuration = configuration_holding(self._tree, self._migration.leaves)
        return self._configuration

    def _planner_of(self, program: Program, protected: Sequence[ProtectedFile]) -> "Planner":
        from codemods.plan.change_limits import limits_of
        from codemods.plan.planner import Planner

        inside = tuple(
            replace(each, path=path)
            for each in (*self._selection.protected, *protected)
            for path in self._documents.inside([each.path])
        )
        selection = replace(self._selection, protected=tuple(self._renamed.inside(inside)))

        def limits(source: Source) -> "ChangeLimits":
            return limits_of(source, selection, self._migration.exclude)

        return Planner(program, limits, self._progress, self._workers)

    def batches(self, plan: Plan, cut: "CutGroups") -> tuple[tuple[Batch, ...], Plan]:
        """Cut the last plan into batches, the tree whole after each; gives the plan with its groups then."""
        from codemods.plan.batching.whole_batches import unchanged_files, whole_batches

        assert self._planner is not None, "plan first"
        decided, documents = self._planner.decided, self._documents
        rewritten = {**unchanged_files(self._planner, self._renamed.files), **self._planner.rewritten}

        def inside(paths: Sequence[str]) -> tuple[str, ...]:
            return tuple(path for path in documents.inside(paths) if path in rewritten)

        def cut_inside(groups: Sequence[RippleGroup]) -> list[Batch]:
            return [Batch(each.name, inside(each.paths)) for each in cut(documents.fold_groups(groups))]

        given = [replace(group, paths=inside(group.paths)) for group in plan.groups]
        with without_collector():
            batches, groups = whole_batches(decided, rewritten, given, cut_inside)
        shown = tuple(replace(batch, paths=documents.outside(batch.paths)) for batch in batches)
        return shown, replace(plan, groups=documents.fold_groups(groups))

    def refusal(self, path: str, after: bytes) -> str | None:
        """Why a file of the last plan cannot have other new bytes; None when it can."""
        from codemods.plan.hand_edits import refusal

        assert self._planner is not None, "plan first"
        return refusal(self._planner, path, after)


def _with_documents(tree: FolderTree | OverlayTree, documents: Documents) -> FolderTree | OverlayTree:
    """The tree with the programs of documents among its files."""
    if not documents.files:
        return tree
    if isinstance(tree, OverlayTree):
        return OverlayTree(tree.base, {**tree.contents, **documents.files})
    return OverlayTree(tree, documents.files)


def make_plan(
    root: Path,
    migration: Migration,
    selection: Selection | None = None,
    roots: Sequence[str] = (),
    progress: Progress | None = None,
) -> Plan:
    """Plan a migration over the tree at a folder; nothing is written.

    Raises RepointError when the tree cannot be listed, MigrationError when the migration does not fit it.
    """
    return Engine(open_tree(root), migration, selection, roots, progress).plan()


@contextmanager
def without_collector() -> Iterator[None]:
    """Pause the cyclic garbage collector: syntax trees hold no cycles, and it walks them all the same."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
