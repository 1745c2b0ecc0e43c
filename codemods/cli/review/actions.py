"""What each answer does to the files under review, and which of its consequences are shown."""

from codemods.cli.review.choose_hunks import ask_hunks, decline_hunks
from codemods.cli.review.decision_store import DecisionStore
from codemods.cli.review.edit_text import edit_until_valid
from codemods.cli.review.find_file import choose_file
from codemods.cli.review.hunks import split_hunks
from codemods.cli.review.interfaces import Planning, Style, Terminal
from codemods.cli.review.replan import Replanner
from codemods.cli.review.review_state import ReviewState
from codemods.cli.review.wording import also_declined, undecided_again
from codemods.values.plan import FileChange
from codemods.values.printable import printable


class ReviewActions:
    """Carries answers out, and saves the decisions after each."""

    def __init__(
        self,
        state: ReviewState,
        replanner: Replanner,
        planning: Planning,
        terminal: Terminal,
        decisions: DecisionStore,
    ) -> None:
        self._state, self._replanner, self._planning = state, replanner, planning
        self._terminal, self._decisions = terminal, decisions

    def take(self, path: str, later: bool = False, text: bytes | None = None) -> None:
        """Take a file, with an edited text if there is one; with `later`, all undecided files after it."""
        reopened = self._state.take([path], text)
        after = self._state.undecided_after(path) if later else []
        self._state.take(after)
        self._decisions.save()
        taken = {path, *after}
        for line in undecided_again(path, [each for each in reopened if each not in taken]):
            self._terminal.show(line)

    def decline(self, path: str, later: bool = False) -> None:
        """Decline a file and its group; with `later`, all undecided files after it."""
        after = self._state.undecided_after(path) if later else []
        others = self._state.decline([path, *after])
        self._decisions.save()
        for line in also_declined(self._state, others):
            self._terminal.show(line)

    def split(self, change: FileChange) -> None:
        """Decide on a file's hunks one by one. Raises Quit."""
        hunks = split_hunks(change)
        declined = ask_hunks(self._terminal, hunks)
        if not declined:
            self.take(change.path)
        elif len(declined) == len(hunks):
            self.decline(change.path)
        else:
            taken = [hunk for hunk in hunks if hunk not in declined]
            decline_hunks(self._state, self._terminal, self._replanner, change.path, declined, taken)
            self._decisions.save()

    def edit(self, change: FileChange) -> bool:
        """Take a file with a text that the reviewer edits. Gives whether this decided on it. Raises Quit."""
        decision = self._state.decision(change.path)
        earlier = decision.edited if decision is not None else None
        text = edit_until_valid(self._terminal, self._planning, change.path, earlier or change.after)
        if text is None:
            return False
        if text == change.before:
            self._terminal.show("this is the text as it was: the file is left")
            self.decline(change.path)
        else:
            self.take(change.path, text=None if text == change.after else text)
        return True

    def jump(self, current: str, pattern: str) -> str | None:
        """Give the file to go to, if there is one; lines of it that were declined can change again.

        Raises Quit at the end of the input.
        """
        path = choose_file(self._state, self._terminal, pattern, current)
        if path is None:
            return None
        if self._state.declined_lines(path):
            self._state.decline_lines(path, ())
            self._decisions.save()
            self._replanner.replan()
            self._terminal.show(f"the lines of {printable(path)} that were left can change again")
        if self._state.change(path) is None:
            self._terminal.show(f"{printable(path)} has no change any more", Style.ERROR)
            return None
        return path
