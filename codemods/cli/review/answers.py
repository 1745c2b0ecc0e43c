"""What each answer does to the files under review, and what of it is said."""

from codemods.cli.review.board import ReviewBoard
from codemods.cli.review.choose_hunks import declined, keep_lines
from codemods.cli.review.decision_store import DecisionStore
from codemods.cli.review.edit_text import edited
from codemods.cli.review.find_file import chosen
from codemods.cli.review.hunks import hunks
from codemods.cli.review.ports import Desk, Planning, Style
from codemods.cli.review.replan import Replanner
from codemods.cli.review.wording import also_left, open_again
from codemods.values.plan import FileChange
from codemods.values.printable import printable


class Answers:
    """Carries answers out, and saves what was decided after each."""

    def __init__(
        self, board: ReviewBoard, planned: Replanner, planning: Planning, desk: Desk, notes: DecisionStore
    ) -> None:
        self._board, self._planned, self._planning = board, planned, planning
        self._desk, self._notes = desk, notes

    def take(self, path: str, later: bool = False, text: bytes | None = None) -> None:
        """Take a file, with an edited text if there is one, and all undecided ones behind it if so wished."""
        opened = self._board.take([path], text)
        behind = self._board.following(path) if later else []
        self._board.take(behind)
        self._notes.save()
        taken = {path, *behind}
        for line in open_again(path, [each for each in opened if each not in taken]):
            self._desk.say(line)

    def leave(self, path: str, later: bool = False) -> None:
        """Leave a file and its group as they are, and all undecided ones behind it if so wished."""
        behind = self._board.following(path) if later else []
        others = self._board.leave([path, *behind])
        self._notes.save()
        for line in also_left(self._board, others):
            self._desk.say(line)

    def split(self, change: FileChange) -> None:
        """Decide on a file's hunks one by one. Raises Quit."""
        parts = hunks(change)
        left = declined(self._desk, parts)
        if not left:
            self.take(change.path)
        elif len(left) == len(parts):
            self.leave(change.path)
        else:
            keep_lines(self._board, self._desk, self._planned, change.path, left)
            self._notes.save()

    def edit(self, change: FileChange) -> bool:
        """Take a file with a text of the reviewer's own; whether that came to a decision. Raises Quit."""
        made = self._board.decision(change.path)
        earlier = made.edited if made is not None else None
        text = edited(self._desk, self._planning, change.path, earlier or change.after)
        if text is None:
            return False
        if text == change.before:
            self._desk.say("this is the text as it was: the file is left")
            self.leave(change.path)
        else:
            self.take(change.path, text=None if text == change.after else text)
        return True

    def jump(self, current: str, pattern: str) -> str | None:
        """Go to a file, opening the lines of it again that were declined; None if there is none to go to.

        Raises Quit at the end of the input.
        """
        path = chosen(self._board, self._desk, pattern, current)
        if path is None:
            return None
        if self._board.lines(path):
            self._board.decline(path, ())
            self._notes.save()
            self._planned.follow()
            self._desk.say(f"the lines of {printable(path)} that were left can change again")
        if self._board.change(path) is None:
            self._desk.say(f"{printable(path)} has no change any more", Style.ERROR)
            return None
        return path
