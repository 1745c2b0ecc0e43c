"""What a review comes to: the files that are taken, and what must stay as it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from codemods.cli.review.board import ReviewBoard
from codemods.cli.review.file_marks import FileMark
from codemods.values.plan import Plan
from codemods.values.printable import printable
from codemods.values.tree import Kept

DECLINED = "RP012"
TAKE_IT = "change it by hand, or take it after all: `repoint apply` without --interactive"
GO_ON = "go on with the review: run the same command again"


@dataclass(frozen=True, slots=True)
class ReviewOutcome:
    """The answers of a review, and the plan that they lead to."""

    plan: Plan
    """Made with `keeps`: each of its files is taken, with the very change that was shown."""
    taken: tuple[str, ...]
    """The files to write, in the plan's order."""
    keeps: tuple[Kept, ...]
    """What was left, declined by the line, or not decided."""
    edited: Mapping[str, bytes]
    """Texts of taken files that were edited: to be written in place of the planned ones."""
    quit: bool
    """Whether files are undecided still."""


def outcome(board: ReviewBoard, plan: Plan, keeps: tuple[Kept, ...]) -> ReviewOutcome:
    """Sum a review up."""
    waiting = set(board.waiting())
    taken = tuple(path for path in board.marked(FileMark.TAKEN) if path not in waiting)
    decisions = ((path, board.decision(path)) for path in taken)
    edited = {path: made.edited for path, made in decisions if made and made.edited is not None}
    return ReviewOutcome(plan, taken, keeps, edited, bool(board.marked(FileMark.UNDECIDED)))


def decided_keeps(board: ReviewBoard) -> tuple[Kept, ...]:
    """What must stay as far as it is decided."""
    return tuple(_left(board))


def final_keeps(board: ReviewBoard) -> tuple[Kept, ...]:
    """What must stay if the review ends here: what is not decided stays as well."""
    return (*_left(board), *_undecided(board))


def whole_files(keeps: tuple[Kept, ...]) -> list[str]:
    """The files that stay as they are altogether."""
    return [keep.path for keep in keeps if not keep.lines]


def _left(board: ReviewBoard) -> Iterator[Kept]:
    for path in board.paths:
        if board.mark(path) is FileMark.LEFT and board.change(path):
            yield Kept(path, DECLINED, _why(board, path), TAKE_IT)
        elif lines := board.lines(path):
            yield Kept(path, DECLINED, "a reviewer left these lines as they are", TAKE_IT, lines)


def _why(board: ReviewBoard, path: str) -> str:
    refusers = board.refusers(path)
    if path in refusers:
        return "a reviewer left the file as it is"
    return f"it lands together with {printable(refusers[0])}, which a reviewer left as it is"


def _undecided(board: ReviewBoard) -> Iterator[Kept]:
    for path in board.marked(FileMark.UNDECIDED):
        yield Kept(path, DECLINED, "a reviewer has not decided on the file yet", GO_ON)
    for path in board.waiting():
        yield Kept(path, DECLINED, "it waits for files of its ripple group that are not decided yet", GO_ON)
