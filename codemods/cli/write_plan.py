"""A plan is made for what is to be written, reviewed, and written: files and index, or commits."""

from collections.abc import Callable
from dataclasses import dataclass

from codemods.apply.apply_plan import ApplyResult, apply_plan
from codemods.apply.locked_tree import LockedTree
from codemods.apply.uncommitted_work import UncommittedWork, find_uncommitted_work
from codemods.cli.apply_options import ApplyOptions
from codemods.cli.make_series import Series, SeriesMaker, check_repository
from codemods.cli.request import PlanJob
from codemods.cli.snapshot_planning import Snapshot, SnapshotPlanning, with_edits
from codemods.git.repository import check_at_rest
from codemods.values.batch import Batch
from codemods.values.errors import RepointError
from codemods.values.plan import Plan

Review = Callable[[LockedTree, Plan, SnapshotPlanning], tuple[Plan, dict[str, bytes]]]
"""Gives the plan for the files that are taken, and edited texts by path."""


@dataclass(frozen=True, slots=True)
class WrittenPlan:
    """A plan and what became of it: a series of commits, or files and the index."""

    plan: Plan
    outcome: ApplyResult | Series


def check_targets(tree: LockedTree, options: ApplyOptions) -> None:
    """Raise RepointError for options that the repository does not allow."""
    if tree.repository is None:
        if options.series is not None or not options.targets.disk:
            raise RepointError(f"{tree.root}: no git repository, so nothing can be staged or committed")
        return
    if options.targets.index:
        check_at_rest(tree.repository)
    if options.series is not None:
        check_repository(tree.repository, options.series)


def snapshot_planning(tree: LockedTree, job: PlanJob, options: ApplyOptions) -> SnapshotPlanning:
    """What plans over the snapshots that an apply with these options writes to."""
    work = find_uncommitted_work(tree, job.tree.paths) if options.targets.index else UncommittedWork()
    return SnapshotPlanning(job, work, options)


def write_plan(
    tree: LockedTree, job: PlanJob, options: ApplyOptions, review: Review | None = None
) -> WrittenPlan:
    """Plan, let it be reviewed, and write what is taken. Raises RepointError, with everything as it was."""
    maker = SeriesMaker(tree, job, options.series) if options.series is not None else None
    planning = snapshot_planning(tree, job, options)
    plan, edited = planning.without(()), dict[str, bytes]()
    if review is not None:
        plan, edited = review(tree, plan, planning)
    differing = planning.work.files
    if maker is not None:
        series = maker.make(planning, differing, edited)
        return WrittenPlan(series.plan, series)
    plan = with_edits(plan, edited)
    raw = planning.raw(Snapshot.INDEX, differing)
    return WrittenPlan(plan, apply_plan(tree, plan, options.targets, raw, differing))


def preview_batches(
    tree: LockedTree, job: PlanJob, options: ApplyOptions, review: Review
) -> tuple[Batch, ...]:
    """The batches that `write_plan` would commit; nothing is written. Raises RepointError."""
    assert options.series is not None
    maker = SeriesMaker(tree, job, options.series)
    planning = snapshot_planning(tree, job, options)
    review(tree, planning.without(()), planning)
    return maker.batches(planning)[0]
