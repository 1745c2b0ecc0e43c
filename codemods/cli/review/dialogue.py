"""The review itself: which file comes next, what is asked about it, and when it is over."""

from codemods.cli.formats.unified_diff import unified
from codemods.cli.review.answers import Answers
from codemods.cli.review.board import ReviewBoard
from codemods.cli.review.decision_store import DecisionStore
from codemods.cli.review.file_marks import FileMark
from codemods.cli.review.hunks import hunks
from codemods.cli.review.keys import FILE_KEYS, Quit, choose
from codemods.cli.review.outcome import ReviewOutcome
from codemods.cli.review.ports import Desk, Planning, Style
from codemods.cli.review.replan import Replanner
from codemods.cli.review.wording import about, differences, heading, summary, waiting
from codemods.values.plan import FileChange, Plan
from codemods.values.printable import printable

ONE_HUNK = {"s": "Sorry, this file has only one hunk"}


def review(plan: Plan, planning: Planning, desk: Desk, notes: DecisionStore) -> ReviewOutcome:
    """Go through a plan file by file, and give what was decided.

    Each decision is saved at once, so that an interrupt, which passes through, loses nothing. Raises
    RepointError when decisions can't be saved, and what `planning` raises.
    """
    return _Review(plan, planning, desk, notes).run()


class _Review:
    def __init__(self, plan: Plan, planning: Planning, desk: Desk, notes: DecisionStore) -> None:
        self._desk, self._notes = desk, notes
        self._board = ReviewBoard(plan, notes)
        self._planned = Replanner(self._board, planning, plan)
        self._answers = Answers(self._board, self._planned, planning, desk, notes)

    def run(self) -> ReviewOutcome:
        self._resume()
        is_left_early = False
        while True:
            is_left_early = is_left_early or not self._go_through()
            before = self._board.files.changes
            if self._planned.settle():
                break
            for line in differences(before, self._board.files.changes):
                self._desk.tell(line)
        for line in waiting(self._board):
            self._desk.tell(line)
        if self._board.paths:
            self._desk.tell(summary(self._board))
        return self._planned.outcome()

    def _resume(self) -> None:
        if self._notes.warning:
            self._desk.tell(self._notes.warning)
        for path, reason in self._planned.resume():
            self._desk.tell(
                f"{printable(path)}: its edited text can't be taken any more: {printable(reason)}"
            )
        if self._board.next() is None and self._board.marked(FileMark.LEFT):
            where = printable(str(self._notes.path))
            self._desk.tell(f"everything is decided already; remove {where} to be asked again")

    def _go_through(self) -> bool:
        """Ask about undecided files until there are none; whether it came to that."""
        path = self._board.next()
        try:
            while path is not None:
                change = self._board.change(path)
                path = self._decide(change) if change is not None else self._board.next(path)
        except Quit:
            return False
        return True

    def _decide(self, change: FileChange) -> str | None:
        """Ask about one file, and give the one that comes next."""
        self._show(change)
        lacking = ONE_HUNK if len(hunks(change)) < 2 else {}
        keys = {key: meaning for key, meaning in FILE_KEYS.items() if key not in lacking}
        while True:
            key, text = choose(self._desk, "Take this file", keys, lacking)
            if key == "g":
                path = self._answers.jump(change.path, text)
                if path is not None:
                    return path
            elif self._answer(key, change):
                is_open = self._board.mark(change.path) is FileMark.UNDECIDED
                return change.path if is_open else self._board.next(change.path)

    def _answer(self, key: str, change: FileChange) -> bool:
        """Do what a key says; whether it came to something."""
        match key:
            case "y" | "a":
                self._answers.take(change.path, later=key == "a")
            case "n" | "d":
                self._answers.leave(change.path, later=key == "d")
            case "s":
                self._answers.split(change)
            case _:
                return self._answers.edit(change)
        return True

    def _show(self, change: FileChange) -> None:
        self._desk.say(heading(self._board, change.path), Style.HEADING)
        for line in about(self._board, change.path):
            self._desk.say(line)
        self._desk.patch(unified(change))
