"""The plan of an apply: it fits each snapshot of the tree (disk, index, last commit) that is written to."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from enum import Enum, auto

from codemods.apply.uncommitted_work import UncommittedWork
from codemods.cli.apply_options import ApplyOptions
from codemods.cli.request import PlanJob
from codemods.cli.terminal.progress_bar import PATIENCE, TerminalProgress
from codemods.plan.plan_maker import PlanMaker
from codemods.plan.snapshots import Snapshots
from codemods.tree.overlay_tree import OverlayTree
from codemods.values.plan import Plan
from codemods.values.tree import ProtectedFile

_STAR = re.compile(rb"\bimport\W*\*")


class Snapshot(Enum):
    """A state of the tree that git knows."""

    DISK = auto()
    INDEX = auto()
    HEAD = auto()
    """The last commit."""


class SnapshotPlanning:
    """Plans over the snapshots of a tree that an apply writes to, and shows the progress."""

    def __init__(
        self, job: PlanJob, work: UncommittedWork, options: ApplyOptions, patience: float = PATIENCE
    ) -> None:
        """`work` is the user's uncommitted work; progress is shown after `patience` seconds."""
        self.work = work
        self._progress = TerminalProgress(patience)
        self._names = _needed_snapshots(options, _can_differ(work, job.engine(self._progress)))
        trees = {
            Snapshot.DISK: None,
            Snapshot.INDEX: OverlayTree(job.tree, work.index),
            Snapshot.HEAD: OverlayTree(job.tree, work.head),
        }
        self._engines = {name: job.engine(self._progress, trees[name]) for name in self._names}
        protected = work.protected(options.allow_dirty) if options.targets.index else ()
        self._snapshots = Snapshots(list(self._engines.values()), protected, work.files)

    def without(self, protected: Sequence[ProtectedFile]) -> Plan:
        """Plan with some files or lines left as they are."""
        with self._progress:
            return self._snapshots.without(protected)

    def refusal(self, path: str, after: bytes) -> str | None:
        """Why an edited text of a file can't be taken; None when it can."""
        return self._snapshots.refusal(path, after)

    def plan(self, snapshot: Snapshot) -> Plan:
        """The last plan over a snapshot; that of the first one where the two are alike."""
        plans = dict(zip(self._names, self._snapshots.plans, strict=True))
        return plans.get(snapshot, self._snapshots.plans[0])

    def engine(self, snapshot: Snapshot) -> PlanMaker:
        """The engine that made it."""
        return self._engines.get(snapshot, self._engines[self._names[0]])

    def raw(self, snapshot: Snapshot, differing: Container[str]) -> dict[str, bytes]:
        """What files that differ between the snapshots become in one of them, in git's own form."""
        return {each.path: each.after for each in self.plan(snapshot).files if each.path in differing}


def _can_differ(work: UncommittedWork, engine: PlanMaker) -> bool:
    """Whether plans over the snapshots may differ: in names, star imports, or the files that there are."""
    if any(None in contents.values() for contents in (work.head, work.index, work.disk)):
        return True
    return engine.is_spelled_in(work.contents) or any(map(_STAR.search, work.contents))


def _needed_snapshots(options: ApplyOptions, can_differ: bool) -> tuple[Snapshot, ...]:
    """The snapshots that a plan has to fit, first the one that is shown."""
    series = options.series
    if not (can_differ and options.targets.index):
        return (Snapshot.DISK,)
    if series is None:
        return (Snapshot.DISK, Snapshot.INDEX)
    if series.commit and not series.branch:
        return (Snapshot.DISK, Snapshot.INDEX, Snapshot.HEAD)
    return (Snapshot.HEAD,)


def with_edits(plan: Plan, edited: Mapping[str, bytes]) -> Plan:
    """The plan with some of its files' new texts edited by hand."""
    files = (
        replace(change, after=edited[change.path], edits=()) if change.path in edited else change
        for change in plan.files
    )
    return replace(plan, files=tuple(files))
