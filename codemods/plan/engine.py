"""One tree and one migration: the end that reads, wired to the pure stages that make a plan."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from codemods.plan.change_limits import limits_of
from codemods.plan.check_migration import verify
from codemods.plan.deprecated_modules import deprecated_modules
from codemods.plan.documents.fold_plan import Documents
from codemods.plan.facts_cache import FactsCache
from codemods.plan.planner import Planner
from codemods.plan.process_pool import Workers
from codemods.plan.rewrite_file import prepare
from codemods.plan.workspace import Workspace
from codemods.project.definitions import Definitions
from codemods.project.file_context import ChangeLimits
from codemods.project.module_store import ModuleStore
from codemods.project.project import Project
from codemods.project.rule_index import wanted_names
from codemods.tree.decoding import read_source
from codemods.tree.module_index import ModuleIndex
from codemods.tree.open_tree import FolderTree, open_tree
from codemods.tree.overlay_tree import OverlayTree
from codemods.tree.word_index import WordIndex
from codemods.tree.word_search import search_words, word_finder
from codemods.values import finding_texts as texts
from codemods.values.batch import Batch
from codemods.values.cache import Cache
from codemods.values.finding import Finding
from codemods.values.inventory import DeprecatedModule
from codemods.values.plan import Plan, RippleGroup, Survey
from codemods.values.plural import number_of
from codemods.values.progress import NoProgress, Progress
from codemods.values.rules import Migration
from codemods.values.source import Source
from codemods.values.tree import ProtectedFile, Selection

if TYPE_CHECKING:
    from codemods.plan.batching.whole_batches import CutGroups


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
        jobs: int = 0,
        memory: Cache | None = None,
    ) -> None:
        """Take the tree; `roots` are further source roots, relative to it; `documents` are planned too.

        `jobs` is the number of processes, 0 for one on each processor; `memory` is asked, and told, the facts
        of files.
        """
        self._workers = Workers(jobs)
        self._known = FactsCache(memory)
        self._documents = documents or Documents({})
        self._tree = _with_programs(tree, self._documents)
        self._migration = migration
        self._selection = selection or Selection()
        self._progress = progress or NoProgress()
        self._modules = ModuleIndex(self._tree.paths, roots, dict(self._tree.links))
        self._planner: Planner | None = None

    def concerned(self, contents: Iterable[bytes]) -> bool:
        """Whether a text among these spells a name of the migration."""
        wanted = wanted_names(self._migration)
        holds = word_finder(search_words(wanted.old | wanted.new | wanted.old_modules))
        return any(map(holds, contents))

    def plan(self, protected: Sequence[ProtectedFile] = ()) -> Plan:
        """Plan the migration, with some files or lines left as they are; nothing is written.

        Raises MigrationError when the migration does not fit the tree.
        """
        with without_collector(), self._remembered():
            spelling, project, workspace, definitions = self._opened()
            verify(project, definitions)
            candidates = sorted({*spelling.candidates, *project.rules.facades})
            prepare()
            planner = self._planner_over(project, workspace, definitions, protected)
            plan = planner.plan(candidates)
        self._planner = planner
        plan = replace(plan, findings=tuple(sorted((*plan.findings, *self._submodules(project)))))
        return self._documents.fold(plan)

    def _submodules(self, project: Project) -> Iterator[Finding]:
        """Tell of repositories inside the tree that hold the names as well: they are left alone."""
        words = project.wanted.old | project.wanted.old_modules
        for path in self._tree.submodules:
            held = len(open_tree(Path(self._tree.root) / path).holding(words))
            if held:
                yield texts.SUBMODULE_LEFT.fill(files=number_of(held, "file"), path=path).at(path)

    def survey(self, paths: Sequence[str] | None = None) -> Survey:
        """Find the references in the tree, or in some of its files, and plan nothing.

        In some files, those are found that spell a name of the migration; who reads a deprecated symbol under
        a name that another module gave it is found in the whole tree only. Raises MigrationError when the
        migration does not fit the tree.
        """
        with without_collector(), self._remembered():
            spelling, project, workspace, definitions = self._opened(whole=paths is None)
            if paths is None:
                candidates = sorted({*spelling.candidates, *project.rules.facades})
            else:
                chosen = set(paths).intersection(self._tree.paths)
                candidates = sorted(
                    {*spelling.among(chosen, spelling.words), *(project.rules.facades & chosen)}
                )
            if not candidates:
                return Survey((), (), 0)
            verify(project, definitions)
            planner = self._planner_over(project, workspace, definitions, ())
            return planner.survey(candidates, None if paths is None else spelling)

    def homes(self) -> tuple[DeprecatedModule, ...]:
        """The modules that deprecated symbols come from, as the tree has them; facades stay, and are none."""
        with without_collector(), self._remembered():
            _, project, _, _ = self._opened()
            return deprecated_modules(project)

    @contextmanager
    def _remembered(self) -> Iterator[None]:
        try:
            yield
        finally:
            self._known.close()

    def _opened(self, whole: bool = True) -> tuple[WordIndex, Project, Workspace, Definitions]:
        """The tree seen through the migration; if not `whole`, without who takes names over by stars."""
        workspace = Workspace(lambda path: read_source(self._tree, path), self._modules, self._known)
        wanted = wanted_names(self._migration)
        spelling = WordIndex(self._tree, wanted.old | wanted.old_modules, workspace.loaded, find_stars=whole)
        project = Project(self._migration, ModuleStore(self._modules, workspace, spelling, wanted))
        return spelling, project, workspace, Definitions(self._modules, workspace.tree)

    def _planner_over(
        self,
        project: Project,
        workspace: Workspace,
        definitions: Definitions,
        protected: Sequence[ProtectedFile],
    ) -> Planner:
        staying = [
            replace(each, path=path)
            for each in (*self._selection.protected, *protected)
            for path in self._documents.inside([each.path])
        ]
        chosen = replace(self._selection, protected=tuple(staying))

        def limits(source: Source) -> ChangeLimits:
            return limits_of(source, chosen, self._migration.exclude)

        return Planner(project, workspace, definitions, limits, self._progress, self._workers)

    def batches(self, plan: Plan, cut: "CutGroups") -> tuple[tuple[Batch, ...], Plan]:
        """Cut the last plan into batches, the tree whole after each; gives the plan with its groups then."""
        from codemods.plan.batching.whole_batches import whole_batches

        assert self._planner is not None, "plan first"
        planner, documents = self._planner, self._documents

        def cut_inside(groups: Sequence[RippleGroup]) -> list[Batch]:
            batches = cut(documents.fold_groups(groups))
            return [Batch(each.name, self._carried(planner, each.paths)) for each in batches]

        inside = [replace(each, paths=self._carried(planner, each.paths)) for each in plan.groups]
        with without_collector():
            batches, groups = whole_batches(
                planner.project, planner.carried, planner.linking(), inside, cut_inside
            )
        shown = tuple(replace(batch, paths=documents.outside(batch.paths)) for batch in batches)
        return shown, replace(plan, groups=documents.fold_groups(groups))

    def _carried(self, planner: Planner, paths: Sequence[str]) -> tuple[str, ...]:
        """The files of the tree, as the planner rewrote it, that stand for these paths."""
        return tuple(path for path in self._documents.inside(paths) if path in planner.carried)

    def refuse(self, path: str, after: bytes) -> str:
        """Why a file of the last plan cannot have other new bytes; empty when it can."""
        from codemods.plan.hand_edits import refusal

        assert self._planner is not None, "plan first"
        return refusal(self._planner, path, after)


def _with_programs(tree: FolderTree | OverlayTree, documents: Documents) -> FolderTree | OverlayTree:
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
