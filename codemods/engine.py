"""One call from a folder and a migration to the plan: the end that reads, wired to the pure stages."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from codemods.discovery.generated import ignored_lines, is_generated
from codemods.discovery.globs import select
from codemods.discovery.modules import ModuleIndex
from codemods.discovery.reading import read_source
from codemods.discovery.tree import open_tree
from codemods.execution.pool import Workers
from codemods.planning.plan import Planner
from codemods.planning.verify import verify
from codemods.planning.workspace import Workspace
from codemods.resolution.model import Span
from codemods.ripple.definitions import Definitions
from codemods.ripple.project import Project
from codemods.ripple.record import Limits
from codemods.values.plan import Plan
from codemods.values.progress import Progress, Silent
from codemods.values.source import Source
from codemods.values.symbols import Migration
from codemods.values.tree import Selection


def make_plan(
    root: Path,
    migration: Migration,
    selection: Selection | None = None,
    roots: Sequence[str] = (),
    progress: Progress | None = None,
) -> Plan:
    """Plan a migration over the tree at a folder; nothing is written.

    `roots` are further source roots, relative to the folder. Raises RepointError when the tree
    cannot be listed, MigrationError when the migration does not fit it.
    """
    chosen = selection or Selection()
    watching = progress or Silent()
    tree = open_tree(root)
    modules = ModuleIndex(tree.paths, roots, dict(tree.links))
    workspace = Workspace(lambda path: read_source(tree, path), modules)
    project = Project(modules, migration, workspace.facts, tree.holding, workspace.may_star)
    definitions = Definitions(modules, workspace.tree)
    verify(project, definitions)
    holding = tree.holding(project.wanted.old | project.wanted.modules)
    candidates = sorted({*holding, *project.facades})

    def limits(source: Source) -> Limits:
        return limits_of(source, chosen, migration.exclude)

    with without_collector(), Workers(len(candidates)) as workers:
        planner = Planner(project, workspace, definitions, limits, watching, workers)
        return planner.plan(candidates)


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


def limits_of(source: Source, selection: Selection, exclude: Sequence[str] = ()) -> Limits:
    """Say what of a file may change: nothing of one that is not selected, or generated."""
    if not select(Selection(selection.paths), source.path):
        return Limits("RP110", "the file lies outside the given paths")
    if not select(Selection(exclude=(*selection.exclude, *exclude)), source.path):
        return Limits("RP110", "the file is excluded")
    if not selection.generated and is_generated(source):
        return Limits("RP006", "the file is generated (`@generated`)")
    lines = sorted(ignored_lines(source))
    spans = [Span(source.line_start(line), source.line_start(line + 1)) for line in lines]
    return Limits(ignored=tuple(spans))
