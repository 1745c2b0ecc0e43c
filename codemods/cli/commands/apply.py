"""`repoint apply`: the plan on disk, in the index, or as commits."""

from codemods.apply.apply_plan import ApplyResult, WriteTargets, apply_plan
from codemods.apply.locked_tree import LockedTree, lock_tree
from codemods.apply.uncommitted_work import UserWork, user_work
from codemods.cli.apply_options import ApplyOptions
from codemods.cli.commands.diff import patches_of, report
from codemods.cli.commands.undo import settle_first
from codemods.cli.exit_codes import COULD_NOT_RUN, say
from codemods.cli.formats import plan_json
from codemods.cli.make_series import check_series, make_series, ready_for_series, report_series
from codemods.cli.request import Request, held_up, look_up, references
from codemods.cli.snapshot_planning import SnapshotPlanning, with_edits
from codemods.cli.terminal import stdout
from codemods.git.repository import check_at_rest
from codemods.values.errors import RepointError
from codemods.values.plan import Plan
from codemods.values.plural import number_of


def apply(request: Request, how: ApplyOptions) -> int:
    """Apply the plan. Gives the exit code: 2 when nothing could be done."""
    root = request.tree_root
    with lock_tree(root) as place:
        settle_first(place)
        _check(place, how)
        job = look_up(request, root)
        if how.series is not None:
            check_series(place, job, how.series)
        work = user_work(place, job.tree.paths) if how.ends.index else UserWork()
        planning = SnapshotPlanning(job, work, how)
        plan = planning.without(())
        edited: dict[str, bytes] = {}
        if how.interactive:
            from codemods.cli.review.review_plan import review_in_terminal

            plan, edited = review_in_terminal(place, plan, planning)
        if how.series is not None:
            made = make_series(place, job, planning, how.series, work.files, edited)
            return report_series(place, made, how)
        plan = with_edits(plan, edited)
        raw = planning.raw("index", work.files)
        return _report(place, plan, apply_plan(place, plan, how.ends, raw, work.files), how)


def _check(place: LockedTree, how: ApplyOptions) -> None:
    """Raise RepointError where the way of applying does not fit the repository."""
    if place.repository is None:
        if how.series is not None or not how.ends.disk:
            raise RepointError(f"{place.root}: no git repository, so nothing can be staged or committed")
        return
    if how.ends.index:
        check_at_rest(place.repository)
    if how.series is not None:
        ready_for_series(place.repository, how.series)


def _report(place: LockedTree, plan: Plan, result: ApplyResult, how: ApplyOptions) -> int:
    everything = sorted((*plan.findings, *result.findings))
    if how.json:
        stdout.emit(plan_json.encode(plan_json.apply_document(plan, patches_of(place.root, plan), result)))
    report(everything, how.json)
    say(_applied(plan, result, how.ends))
    return COULD_NOT_RUN if _in_vain(plan, result) and not how.interactive else 0


def _applied(plan: Plan, result: ApplyResult, ends: WriteTargets) -> str:
    done = max(len(result.written), len(result.staged))
    parts = [f"{number_of(len(result.written), 'file')} written, {len(result.staged)} staged"]
    if done < len(plan.files):
        parts.append(f"{len(plan.files) - done} of the plan left as they were")
    took = "; `repoint undo` takes it back" if result.number else ""
    return f"{', '.join(parts)}; {references(plan)}{took}"


def _in_vain(plan: Plan, result: ApplyResult) -> bool:
    """Whether there was something to do and none of it could be done."""
    if plan.files:
        return not (result.written or result.staged)
    return held_up(plan)
