"""Plans again during a review, which may take seconds, only where the answers require it."""

from collections.abc import Sequence

from codemods.cli.review.file_status import FileStatus
from codemods.cli.review.interfaces import Planning
from codemods.cli.review.outcome import (
    ReviewOutcome,
    decided_keeps,
    final_keeps,
    review_outcome,
    whole_files,
)
from codemods.cli.review.review_state import ReviewState
from codemods.values.plan import Plan
from codemods.values.tree import ProtectedFile


class Replanner:
    """Brings the plan of a review in line with the answers."""

    def __init__(self, state: ReviewState, planning: Planning, plan: Plan) -> None:
        self._state, self._planning = state, planning
        self.plan = plan
        """The newest one."""
        self._keeps: tuple[ProtectedFile, ...] = ()

    def resume(self) -> list[tuple[str, str]]:
        """Plan by the stored decisions; gives the edited texts that are refused now, with the reasons."""
        if decided_keeps(self._state):
            self.replan()
        refused: list[tuple[str, str]] = []
        for path in self._state.with_status(FileStatus.TAKEN):
            decision = self._state.decision(path)
            if decision is not None and decision.edited is not None:
                reason = self._planning.refusal(path, decision.edited)
                refused += [(path, reason)] if reason else []
        for path, _ in refused:
            self._state.forget(path)
        return refused

    def replan(self) -> None:
        """Plan with what was declined so far."""
        self._plan_with(decided_keeps(self._state))

    def catch_up(self) -> bool:
        """Plan again where others have left some lines of files; whether that was so.

        What follows from whole files is derived from the groups, without another plan.
        """
        if _lines(decided_keeps(self._state)) == _lines(self._keeps):
            return False
        self.replan()
        return True

    def replan_final(self) -> bool:
        """Plan as if the review ended now; False where the plan was made like this already.

        A file whose change differs in the new plan is undecided again, since it was not shown like this.
        """
        keeps = final_keeps(self._state)
        if keeps == self._keeps:
            return False
        self._plan_with(keeps)
        return True

    def outcome(self) -> ReviewOutcome:
        """Give the outcome of the review, once the final plan is made."""
        return review_outcome(self._state, self.plan, self._keeps)

    def _plan_with(self, keeps: tuple[ProtectedFile, ...]) -> None:
        self.plan = self._planning.without(keeps)
        self._keeps = keeps
        self._state.adopt(self.plan, whole_files(keeps))


def _lines(keeps: Sequence[ProtectedFile]) -> list[ProtectedFile]:
    return [keep for keep in keeps if keep.lines]
