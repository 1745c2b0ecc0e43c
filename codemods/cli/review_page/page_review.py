"""A review as a page shows it: the plan, the decisions, and what they lead to.

The decisions are those of `apply --interactive`, in the same file, so that either goes on with what the
other has decided. What is written is written by the code of `apply` and `undo`.
"""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from codemods.apply.apply_plan import WriteTargets
from codemods.apply.locked_tree import LockedTree, find_tree, lock_tree
from codemods.apply.recover import recover
from codemods.apply.undo_apply import undo
from codemods.cli.apply_options import ApplyOptions, SeriesOptions
from codemods.cli.commands.run_apply import apply_summary
from codemods.cli.commands.run_undo import undo_summary
from codemods.cli.make_series import Series, series_summary
from codemods.cli.request import PlanJob, Request, prepare_job
from codemods.cli.review.choose_hunks import NO_CHANGE, SAME_CHANGE
from codemods.cli.review.decision_store import DecisionStore
from codemods.cli.review.file_status import FileStatus
from codemods.cli.review.hunks import Hunk, merge_ranges, split_hunks
from codemods.cli.review.interfaces import Planning
from codemods.cli.review.replan import Replanner
from codemods.cli.review.review_plan import decisions_file, reviewed
from codemods.cli.review.review_state import ReviewState
from codemods.cli.review.wording import also_declined, plan_differences, same_texts, undecided_again
from codemods.cli.review_page.watched_tree import WatchedTree
from codemods.cli.snapshot_planning import SnapshotPlanning
from codemods.cli.write_plan import WrittenPlan, check_targets, preview_batches, snapshot_planning, write_plan
from codemods.values.errors import RepointError
from codemods.values.plan import FileChange, Plan
from codemods.values.printable import printable

STAGED = ApplyOptions(WriteTargets(), interactive=True)
"""What the page's own plan is made for: files and index."""


@dataclass(frozen=True, slots=True)
class SeriesChoice:
    """A series of commits, as far as the page chooses it."""

    branch: str
    """A new branch; empty for the one that is checked out."""
    batch_by: str


class PageReview:
    """The plan of a tree under review. One thread at a time may use it."""

    def __init__(self, request: Request) -> None:
        """Plan the tree that a request is for. Raises RepointError."""
        self.root: Path = request.tree_root
        self.tell_stage: Callable[[str], None] = lambda stage: None
        """Is told of what takes time, before it is begun."""
        self._request = request
        self.serial = 0
        """Another one with every plan; what a page knows of another plan is out of date."""
        self.done = ""
        """What was written or taken back last, in one line."""
        self.can_undo = False
        self.plan_again()

    def plan_again(self) -> None:
        """Look at the tree as it is now, and plan; decisions about changes that are still the same stay."""
        self.tell_stage("planning")
        self.tree: LockedTree = find_tree(self.root)
        self.job: PlanJob = prepare_job(self._request, self.root)
        self._watched = WatchedTree(self.job)
        # Later plans are made in a thread, and only the first may start processes.
        self._request = replace(self._request, jobs=1)
        self.planning: Planning = snapshot_planning(self.tree, self.job, STAGED)
        self.state, self._replanner = self._begin(self.tree, self.planning)
        self.serial += 1
        gc.collect()  # What it took is in cycles: a hundred megabytes in a large tree.

    def _begin(self, tree: LockedTree, planning: Planning) -> tuple[ReviewState, Replanner]:
        plan = planning.without(())
        self._decisions = DecisionStore.load(decisions_file(tree, plan.migration))
        state = ReviewState(plan, self._decisions)
        replanner = Replanner(state, planning, plan)
        replanner.resume()
        self._edits = _edited_texts(state)
        return state, replanner

    @property
    def plan(self) -> Plan:
        """The newest plan, with edited texts, in which what was declined is as it was when it was declined.

        The newest plan itself is made without it, and knows neither its changes and findings nor its groups.
        """
        files = self.state.files
        changes = files.changes.values()
        return replace(
            self._replanner.plan,
            files=tuple(replace(each, after=self._edits.get(each.path, each.after)) for each in changes),
            findings=tuple(sorted(chain.from_iterable(files.findings.values()))),
            references=tuple(chain.from_iterable(files.references.values())),
            groups=tuple({group.paths: group for group in files.groups.values()}.values()),
        )

    @property
    def paths(self) -> list[str]:
        """The files that can be decided on."""
        return list(self.state.files.changes)

    def has_changed(self) -> bool:
        """Whether the tree is another one than the one that was planned."""
        return self._watched.has_changed()

    def hunks(self, path: str) -> Sequence[Hunk]:
        """The hunks of a file's change. Raises RepointError where its text is edited."""
        if path in self._edits:
            raise RepointError(f"{printable(path)}: its text is edited; forget that (u) to decide by change")
        change = self.state.change(path)
        return split_hunks(change) if change is not None else ()

    def catch_up(self) -> bool:
        """Take over what other reviews have decided; whether that changes anything.

        It is done before each answer: what an answer is about is what there is then.
        """
        changed = self.state.refresh()
        if changed and self._replanner.catch_up():
            self.serial += 1
        self._show_edits()
        return changed

    def take(self, path: str, *more: str) -> list[str]:
        """Take a file as it is shown, and more. Gives the consequences, a line each."""
        reopened = self.state.take([path], self._edits.get(path))
        self.state.take(more)
        self._save()
        return list(undecided_again(path, [each for each in reopened if each not in {path, *more}]))

    def leave(self, path: str, *more: str) -> list[str]:
        """Leave a file, and more, each with its group. Gives the consequences."""
        others = self.state.decline([path, *more])
        self._save()
        return list(also_declined(self.state, others))

    def not_taken_with(self, path: str) -> list[str]:
        """The other files that land with one, and are not taken."""
        members = (each for each in self.state.group(path).paths if each != path)
        return [each for each in members if self.state.status(each) is not FileStatus.TAKEN]

    def ask_again(self, path: str, *more: str) -> list[str]:
        """Forget what was decided about a file, and more, lines included. Gives the consequences."""
        reopened: list[str] = []
        lines = False
        for each in (path, *more):
            if self.state.change(each) is not None:
                reopened += self.state.reopen_group(each)
            self.state.forget(each)
            lines = lines or bool(self.state.declined_lines(each))
            self.state.decline_lines(each, ())
        self._save()
        if lines:
            self._replan()
        return list(undecided_again(path, [each for each in reopened if each not in {path, *more}]))

    def leave_hunks(self, path: str, numbers: Sequence[int]) -> list[str]:
        """Leave some hunks of a file, 0-based, and plan again. Gives the consequences."""
        hunks = self.hunks(path)
        if len(numbers) == len(hunks):
            return self.leave(path)
        state, before = self.state, self.state.files.changes
        earlier = state.declined_lines(path)
        said = list(undecided_again(path, state.reopen_group(path)))
        state.forget(path)
        chosen = (lines for number in numbers for lines in hunks[number].lines)
        state.decline_lines(path, merge_ranges([*earlier, *chosen]))
        self._replan()
        after = state.files.changes
        said += plan_differences(before, after, path)
        if path not in after:
            said.append(f"{printable(path)}: {NO_CHANGE}")
        elif same_texts(before[path], after[path]):
            state.decline_lines(path, earlier)
            said.append(f"{printable(path)}: {SAME_CHANGE}")
        self._save()
        return said

    def edit(self, path: str, text: bytes) -> list[str]:
        """Take a file with an edited text. Raises RepointError where the proof refuses it."""
        change = self._change(path)
        if text == change.before:
            return self.leave(path)
        refusal = None if text == change.after else self.planning.refusal(path, text)
        if refusal is not None:
            raise RepointError(f"{printable(path)}: {refusal}")
        self.state.take([path], None if text == change.after else text)
        self._save()
        return []

    def text(self, path: str) -> bytes:
        """The new text of a file, as it was edited last."""
        return self._edits.get(path, self._change(path).after)

    def batches(self, choice: SeriesChoice) -> list[tuple[str, int]]:
        """The batches of what is taken: the name of each, and how many files it has. Raises RepointError."""
        tree = find_tree(self.root)
        options = _options(choice)
        check_targets(tree, options)
        found = preview_batches(tree, self.job, options, self._as_decided)
        gc.collect()
        return [(each.name, len(each.paths)) for each in found]

    def write(self, choice: SeriesChoice | None) -> None:
        """Apply what is taken: stage it, or commit it as a series. Raises RepointError.

        It is planned once more over the tree as it is, as `apply --interactive` does, and a change that is
        not the one that was decided on is left.
        """
        self.tell_stage("planning what is taken")
        with lock_tree(self.root) as tree:
            list(recover(tree))
            options = _options(choice)
            check_targets(tree, options)
            job = prepare_job(self._request, self.root)
            written = write_plan(tree, job, options, self._as_decided)
        self.done, self.can_undo = _summary(written)
        self.plan_again()

    def take_back(self) -> None:
        """Take the last apply back. Raises RepointError."""
        self.tell_stage("taking the last apply back")
        with lock_tree(self.root) as tree:
            undone = [*recover(tree)] or [undo(tree, None)]
        self.done, self.can_undo = undo_summary(undone[-1]), False
        self.plan_again()

    def _as_decided(
        self, tree: LockedTree, plan: Plan, planning: SnapshotPlanning
    ) -> tuple[Plan, dict[str, bytes]]:
        """The review that has been held already."""
        self.tell_stage("writing")
        state = ReviewState(plan, DecisionStore.load(decisions_file(tree, plan.migration)))
        replanner = Replanner(state, planning, plan)
        replanner.resume()
        while replanner.replan_final():
            pass
        outcome = replanner.outcome()
        if not outcome.taken:
            raise RepointError(_nothing_taken(state))
        return reviewed(outcome, planning)

    def _save(self) -> None:
        self._decisions.save()
        self._show_edits()

    def _show_edits(self) -> None:
        """Make it another plan where other texts are edited than those that are shown."""
        edits = _edited_texts(self.state)
        if edits != self._edits:
            self._edits = edits
            self.serial += 1

    def _replan(self) -> None:
        self.tell_stage("planning without what is left")
        self._replanner.replan()
        self.serial += 1
        gc.collect()

    def _change(self, path: str) -> FileChange:
        change = self.state.change(path)
        if change is None:
            raise RepointError(f"{printable(path)}: there is no change of it any more")
        return change


def _edited_texts(state: ReviewState) -> dict[str, bytes]:
    """The texts that were edited, by path."""
    decided = ((path, state.decision(path)) for path in state.files.changes)
    return {path: made.edited for path, made in decided if made is not None and made.edited is not None}


def _nothing_taken(state: ReviewState) -> str:
    if waiting := state.waiting():
        return (
            f"{printable(waiting[0])} waits for files of its group that are not decided; nothing was written"
        )
    taken = bool(state.with_status(FileStatus.TAKEN))
    return "what is taken can't be written alone" if taken else "no file is taken; nothing was written"


def _options(choice: SeriesChoice | None) -> ApplyOptions:
    if choice is None:
        return STAGED
    series = SeriesOptions(branch=choice.branch or None, batch_by=choice.batch_by)
    return replace(STAGED, series=series)


def _summary(written: WrittenPlan) -> tuple[str, bool]:
    if isinstance(written.outcome, Series):
        return series_summary(written.outcome), bool(written.outcome.number)
    return apply_summary(written.plan, written.outcome), written.outcome.number is not None
