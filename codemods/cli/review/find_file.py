"""Going to a file by its number, a part of its path or a pattern."""

from fnmatch import fnmatchcase

from codemods.cli.review.board import ReviewBoard
from codemods.cli.review.file_marks import FileMark
from codemods.cli.review.keys import ask
from codemods.cli.review.ports import Desk, Style
from codemods.values.printable import printable

SHOWN = 20
"""Files listed at a time, as many as git lists hunks."""


def chosen(board: ReviewBoard, desk: Desk, pattern: str, current: str) -> str | None:
    """Find the file that a pattern means, asking for one where there is none; None if there is no such file.

    Raises Quit at the end of the input.
    """
    wanted = pattern or _asked(board, desk, board.paths.index(current))
    if not wanted:
        return None
    found = matching(board, wanted)
    if found is None:
        desk.say(f"No file has this number or matches: {printable(wanted)}", Style.ERROR)
    return found


def matching(board: ReviewBoard, wanted: str) -> str | None:
    """Find the file of a number, or the first whose path holds a text, or which matches it as a glob."""
    numbered = {str(number): path for number, path in enumerate(board.paths, 1)}
    if wanted in numbered:
        return numbered[wanted]
    holding = (path for path in board.paths if wanted in path)
    globbed = (path for path in board.paths if fnmatchcase(path, wanted))
    return next(holding, None) or next(globbed, None)


def _asked(board: ReviewBoard, desk: Desk, place: int) -> str:
    """List files, beginning a little before a place, until one is named or there are no more."""
    start = max(0, min(place - SHOWN // 2, len(board.paths) - SHOWN))
    while True:
        for index, path in enumerate(board.paths[start : start + SHOWN], start):
            mark = board.mark(path) or FileMark.LEFT
            desk.say(f"{mark.value}{index + 1:3}: {printable(path)}")
        start += SHOWN
        more = start < len(board.paths)
        wanted = ask(desk, f"go to which file{' (<ret> to see more)' if more else ''}? ")
        if wanted or not more:
            return wanted
