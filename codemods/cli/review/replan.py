"""The newest plan of a review, made again, which takes seconds, only where answers call for it."""

from codemods.cli.review.board import ReviewBoard
from codemods.cli.review.file_marks import FileMark
from codemods.cli.review.outcome import ReviewOutcome, decided_keeps, final_keeps, outcome, whole_files
from codemods.cli.review.ports import Planning
from codemods.values.plan import Plan
from codemods.values.tree import Kept


class Replanner:
    """Keeps a board's plan in step with what was answered."""

    def __init__(self, board: ReviewBoard, planning: Planning, plan: Plan) -> None:
        self._board, self._planning = board, planning
        self._plan = plan
        self._keeps: tuple[Kept, ...] = ()

    def resume(self) -> list[tuple[str, str]]:
        """Go on from the notes; gives the edited texts that can't be taken any more, each with the reason."""
        if decided_keeps(self._board):
            self.follow()
        refused: list[tuple[str, str]] = []
        for path in self._board.marked(FileMark.TAKEN):
            made = self._board.decision(path)
            if made is not None and made.edited is not None:
                reason = self._planning.refuse(path, made.edited)
                refused += [(path, reason)] if reason else []
        for path, _ in refused:
            self._board.reopen(path)
        return refused

    def follow(self) -> None:
        """Plan again with what is left and declined so far."""
        self._plan_with(decided_keeps(self._board))

    def settle(self) -> bool:
        """Plan again as if the review were over; whether that was the plan already.

        What another file's change would be now that some are left is undecided after it: nobody saw it.
        """
        keeps = final_keeps(self._board)
        if keeps == self._keeps:
            return True
        self._plan_with(keeps)
        return False

    def outcome(self) -> ReviewOutcome:
        """Sum the review up; it must be settled."""
        return outcome(self._board, self._plan, self._keeps)

    def _plan_with(self, keeps: tuple[Kept, ...]) -> None:
        self._plan = self._planning.without(keeps)
        self._keeps = keeps
        self._board.adopt(self._plan, whole_files(keeps))
