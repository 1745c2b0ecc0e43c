"""The result of a review: the files that are taken, and what must stay as it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from codemods.cli.review.file_status import FileStatus
from codemods.cli.review.review_state import ReviewState
from codemods.values import finding_texts as texts
from codemods.values.plan import Plan
from codemods.values.printable import printable
from codemods.values.rejection import Rejection
from codemods.values.tree import ProtectedFile


@dataclass(frozen=True, slots=True)
class ReviewOutcome:
    """The decisions of a review, and the plan that they lead to."""

    plan: Plan
    """Made with `keeps`: each of its files is taken, with the change that was shown."""
    taken: tuple[str, ...]
    """The files to write, in the plan's order."""
    keeps: tuple[ProtectedFile, ...]
    """The files and lines that were declined, or are not decided."""
    edited: Mapping[str, bytes]
    """Edited texts of taken files, by path; they are written in place of the planned ones."""
    open: frozenset[str]
    """The files that stay for now, since they or others of their ripple group are undecided."""


def review_outcome(state: ReviewState, plan: Plan, keeps: tuple[ProtectedFile, ...]) -> ReviewOutcome:
    """Give the outcome of a review whose newest plan was made with `keeps`."""
    waiting = set(state.waiting())
    taken = tuple(path for path in state.with_status(FileStatus.TAKEN) if path not in waiting)
    decisions = ((path, state.decision(path)) for path in taken)
    edited = {path: made.edited for path, made in decisions if made and made.edited is not None}
    unsettled = waiting.union(state.with_status(FileStatus.UNDECIDED))
    return ReviewOutcome(plan, taken, keeps, edited, frozenset(unsettled))


def decided_keeps(state: ReviewState) -> tuple[ProtectedFile, ...]:
    """What must stay by the decisions so far."""
    return tuple(_declined(state))


def final_keeps(state: ReviewState) -> tuple[ProtectedFile, ...]:
    """What must stay if the review ends now: undecided files stay as well."""
    return (*_declined(state), *_undecided(state))


def whole_files(keeps: tuple[ProtectedFile, ...]) -> list[str]:
    """The paths of the files that stay as a whole."""
    return [keep.path for keep in keeps if not keep.lines]


def _declined(state: ReviewState) -> Iterator[ProtectedFile]:
    for path in state.paths:
        if state.status(path) is FileStatus.DECLINED and state.change(path):
            yield ProtectedFile(path, _reason(state, path))
        elif lines := state.declined_lines(path):
            yield ProtectedFile(path, texts.LINES_DECLINED.fill(), lines)


def _reason(state: ReviewState, path: str) -> Rejection:
    decliners = state.decliners(path)
    if path in decliners:
        return texts.FILE_DECLINED.fill()
    return texts.DECLINED_WITH.fill(path=printable(decliners[0]))


def _undecided(state: ReviewState) -> Iterator[ProtectedFile]:
    for path in state.with_status(FileStatus.UNDECIDED):
        yield ProtectedFile(path, texts.UNDECIDED.fill())
    for path in state.waiting():
        yield ProtectedFile(path, texts.WAITS_FOR_OTHERS.fill())
