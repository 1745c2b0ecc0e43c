"""Where each file of a review stands, as it follows from the answers and the groups that files land in."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from codemods.cli.review.decision_store import FileDecision
from codemods.values.plan import RippleGroup


class FileMark(Enum):
    """Where a file stands; the value is its sign in a list of files."""

    TAKEN = "+"
    LEFT = "-"
    UNDECIDED = " "


@dataclass(frozen=True, slots=True)
class FileMarks:
    """Marks by path, and by path the members of its group that were left by an answer of their own."""

    marks: dict[str, FileMark]
    refusers: dict[str, tuple[str, ...]]


def standing(groups: dict[str, RippleGroup], decision: Callable[[str], FileDecision | None]) -> FileMarks:
    """Work out where files stand: one member that is left leaves its whole group."""
    found = FileMarks({}, {})
    for group in {id(group): group for group in groups.values()}.values():
        decisions = {path: decision(path) for path in group.paths}
        refusers = tuple(path for path, made in decisions.items() if made is not None and not made.taken)
        for path, made in decisions.items():
            found.refusers[path] = refusers
            if refusers:
                found.marks[path] = FileMark.LEFT
            else:
                found.marks[path] = FileMark.TAKEN if made is not None else FileMark.UNDECIDED
    return found
