"""Deciding on a file hunk by hunk."""

from collections.abc import Sequence

from codemods.cli.review.board import ReviewBoard
from codemods.cli.review.file_marks import FileMark
from codemods.cli.review.hunks import Hunk, joined
from codemods.cli.review.keys import HUNK_KEYS, choose
from codemods.cli.review.ports import Desk, Style
from codemods.cli.review.replan import Replanner
from codemods.cli.review.wording import differences, open_again, same

NO_CHANGE = "no change is left in this file: it stays as it is"
FOLLOWS = "the change stays the same: what was left follows from the rest of it"


def declined(desk: Desk, hunks: Sequence[Hunk]) -> list[Hunk]:
    """Ask about each hunk and give those that are to stay as they are. Raises Quit."""
    left: list[Hunk] = []
    for index, hunk in enumerate(hunks):
        desk.patch(hunk.text)
        key, _ = choose(desk, f"({index + 1}/{len(hunks)}) Take this hunk", HUNK_KEYS, {})
        if key == "a":
            return left
        if key == "d":
            return [*left, *hunks[index:]]
        if key == "n":
            left.append(hunk)
    return left


def keep_lines(board: ReviewBoard, desk: Desk, planned: Replanner, path: str, left: Sequence[Hunk]) -> None:
    """Leave some hunks of a file as they are, and say what that makes of the plan."""
    before, earlier = board.files.changes, board.lines(path)
    if board.mark(path) is FileMark.LEFT:
        for line in open_again(path, board.take_back(path)):
            desk.say(line)
    board.reopen(path)
    board.decline(path, joined([*earlier, *(lines for hunk in left for lines in hunk.lines)]))
    planned.follow()
    after = board.files.changes
    for line in differences(before, after, path):
        desk.say(line)
    if path not in after:
        desk.say(NO_CHANGE)
    elif same(before[path], after[path]):
        board.decline(path, earlier)
        desk.say(FOLLOWS, Style.ERROR)
