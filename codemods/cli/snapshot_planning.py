"""The plan that an apply needs: one that fits every view of the tree that it has to do with."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from codemods.apply.uncommitted_work import UserWork
from codemods.cli.apply_options import ApplyOptions
from codemods.cli.request import PlanJob
from codemods.cli.terminal.progress_bar import PATIENCE, TerminalProgress
from codemods.plan.engine import Engine
from codemods.plan.snapshots import Snapshots
from codemods.tree.overlay_tree import OverlayTree
from codemods.values.plan import Plan
from codemods.values.tree import ProtectedFile

_STAR = re.compile(rb"\bimport\W*\*")


class SnapshotPlanning:
    """Plans over the views of a tree that an apply has to do with, with a bar that shows how far it is."""

    def __init__(self, job: PlanJob, work: UserWork, how: ApplyOptions, patience: float = PATIENCE) -> None:
        self._progress = TerminalProgress(patience)
        self._names = _view_names(how, _matters(work, job.engine(self._progress)))
        trees = {
            "disk": None,
            "index": OverlayTree(job.tree, work.index),
            "head": OverlayTree(job.tree, work.head),
        }
        self._engines = {name: job.engine(self._progress, trees[name]) for name in self._names}
        protected = work.protected(how.allow_dirty) if how.ends.index else ()
        self._views = Snapshots(list(self._engines.values()), protected, work.files)

    def without(self, protected: Sequence[ProtectedFile]) -> Plan:
        """Plan with some files or lines left as they are."""
        with self._progress:
            return self._views.without(protected)

    def refuse(self, path: str, after: bytes) -> str:
        """Say why an edited text of a file can't be taken; empty when it can."""
        return self._views.refuse(path, after)

    def plan(self, view: str) -> Plan:
        """The last plan over a view; the first view's where that one is like it."""
        return dict(zip(self._names, self._views.plans, strict=True)).get(view, self._views.plans[0])

    def engine(self, view: str) -> Engine:
        """The engine that made it."""
        return self._engines.get(view, self._engines[self._names[0]])

    def raw(self, view: str, differing: Container[str]) -> dict[str, bytes]:
        """What files whose contents differ between the views become in one of them, in git's own form."""
        return {each.path: each.after for each in self.plan(view).files if each.path in differing}


def _matters(work: UserWork, engine: Engine) -> bool:
    """Whether the views may differ in what a plan asks: names, star imports, which files there are."""
    if any(None in view.values() for view in (work.head, work.index, work.disk)):
        return True
    return engine.concerned(work.contents) or any(map(_STAR.search, work.contents))


def _view_names(how: ApplyOptions, matters: bool) -> tuple[str, ...]:
    """The views that a plan has to fit, the one that is shown first."""
    here = how.series is None or (how.series.commit and not how.series.branch)
    if not (matters and how.ends.index):
        return ("disk",)
    if how.series is None:
        return ("disk", "index")
    return ("disk", "index", "head") if here else ("head",)


def with_edits(plan: Plan, edited: Mapping[str, bytes]) -> Plan:
    """The plan with some of its files' new texts edited by hand."""
    files = (
        replace(change, after=edited[change.path], edits=()) if change.path in edited else change
        for change in plan.files
    )
    return replace(plan, files=tuple(files))
