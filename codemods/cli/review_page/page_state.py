"""What the page is told after each answer: the status of every file, and the counts."""

from dataclasses import dataclass

from codemods.cli.review.file_status import FileStatus
from codemods.cli.review_page.page_review import PageReview

_NAMES = {FileStatus.TAKEN: "taken", FileStatus.DECLINED: "left", FileStatus.UNDECIDED: "open"}


@dataclass(frozen=True, slots=True)
class DecidedFile:
    """One file, as far as decisions go."""

    status: str
    """`taken`, `left` or `open`."""
    waits: bool
    """Whether it is taken and others of its group are not decided."""
    edited: bool
    lines: bool
    """Whether some of its lines were left."""


@dataclass(frozen=True, slots=True)
class PageState:
    """All decisions, by the page's anchors; `serial` says of which plan."""

    serial: int
    number: int
    """Higher than that of every state before."""
    files: dict[str, DecidedFile]
    counts: dict[str, int]
    done: str
    can_undo: bool
    stale: bool
    """Whether the tree has changed since it was planned."""


def page_state(review: PageReview, number: int, shown: dict[str, str], stale: bool) -> PageState:
    """The state of a review; `shown` are the anchors of the page's files, by path."""
    state = review.state
    waiting = set(state.waiting())
    files = {}
    for path in review.paths:
        status = state.status(path) or FileStatus.DECLINED
        decision = state.decision(path)
        edited = decision is not None and decision.edited is not None
        lines = bool(state.declined_lines(path))
        files[shown[path]] = DecidedFile(_NAMES[status], path in waiting, edited, lines)
    settled = [each.status for each in files.values() if not each.waits]
    counts = {name: settled.count(name) for name in _NAMES.values()}
    counts["waiting"] = len(waiting)
    return PageState(review.serial, number, files, counts, review.done, review.can_undo, stale)
