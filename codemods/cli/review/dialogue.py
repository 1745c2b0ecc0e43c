"""The review itself: which file comes next, what is asked about it, and when it is over."""

from codemods.cli.formats.unified_diff import unified_diff
from codemods.cli.review.actions import ReviewActions
from codemods.cli.review.decision_store import DecisionStore
from codemods.cli.review.file_status import FileStatus
from codemods.cli.review.hunks import split_hunks
from codemods.cli.review.interfaces import Planning, Style, Terminal
from codemods.cli.review.keys import FILE_KEYS, Quit, choose
from codemods.cli.review.outcome import ReviewOutcome
from codemods.cli.review.replan import Replanner
from codemods.cli.review.review_state import ReviewState
from codemods.cli.review.wording import file_details, heading, plan_differences, summary, waiting
from codemods.values.plan import FileChange, Plan
from codemods.values.printable import printable

ONE_HUNK = {"s": "Sorry, this file has only one hunk"}


def review(plan: Plan, planning: Planning, terminal: Terminal, decisions: DecisionStore) -> ReviewOutcome:
    """Go through a plan file by file, and give the decisions.

    Each decision is saved at once, so that an interrupt loses none. Raises KeyboardInterrupt, RepointError
    where decisions cannot be saved, and whatever `planning` raises.
    """
    return _Review(plan, planning, terminal, decisions).run()


class _Review:
    def __init__(self, plan: Plan, planning: Planning, terminal: Terminal, decisions: DecisionStore) -> None:
        self._terminal, self._decisions = terminal, decisions
        self._state = ReviewState(plan, decisions)
        self._replanner = Replanner(self._state, planning, plan)
        self._actions = ReviewActions(self._state, self._replanner, planning, terminal, decisions)

    def run(self) -> ReviewOutcome:
        self._resume()
        has_quit = False
        while True:
            has_quit = has_quit or not self._ask_all()
            before = self._state.files.changes
            # A file that stays may change the edits of others: these are shown before they land.
            if not self._replanner.replan_final():
                break
            for line in plan_differences(before, self._state.files.changes):
                self._terminal.inform(line)
        for line in waiting(self._state):
            self._terminal.inform(line)
        if self._state.paths:
            self._terminal.inform(summary(self._state))
        return self._replanner.outcome()

    def _resume(self) -> None:
        """Go on from the stored decisions, and say which of them are void."""
        if self._decisions.warning is not None:
            self._terminal.inform(self._decisions.warning)
        for path, reason in self._replanner.resume():
            self._terminal.inform(
                f"{printable(path)}: its edited text can't be taken any more: {printable(reason)}"
            )
        if self._state.next_undecided() is None and self._state.with_status(FileStatus.DECLINED):
            where = printable(str(self._decisions.path))
            self._terminal.inform(f"everything is decided already; remove {where} to be asked again")

    def _ask_all(self) -> bool:
        """Ask about undecided files until there are none; False where the reviewer quits first."""
        path = self._state.next_undecided()
        try:
            while path is not None:
                change = self._state.change(path)
                path = self._ask(change) if change is not None else self._state.next_undecided(path)
        except Quit:
            return False
        return True

    def _ask(self, change: FileChange) -> str | None:
        """Ask about one file, and give the one that comes next."""
        self._show(change)
        lacking = ONE_HUNK if len(split_hunks(change)) < 2 else {}
        keys = {key: meaning for key, meaning in FILE_KEYS.items() if key not in lacking}
        while True:
            key, text = choose(self._terminal, "Take this file", keys, lacking)
            if key == "g":
                path = self._actions.jump(change.path, text)
                if path is not None:
                    return path
            elif self._carry_out(key, change):
                is_open = self._state.status(change.path) is FileStatus.UNDECIDED
                return change.path if is_open else self._state.next_undecided(change.path)

    def _carry_out(self, key: str, change: FileChange) -> bool:
        """Carry the answer of a key out; whether it had an effect."""
        match key:
            case "y" | "a":
                self._actions.take(change.path, later=key == "a")
            case "n" | "d":
                self._actions.decline(change.path, later=key == "d")
            case "s":
                self._actions.split(change)
            case _:
                return self._actions.edit(change)
        return True

    def _show(self, change: FileChange) -> None:
        self._terminal.show(heading(self._state, change.path), Style.HEADING)
        for line in file_details(self._state, change.path):
            self._terminal.show(line)
        self._terminal.show_patch(unified_diff(change))
