"""Where each file of a review stands, as it follows from the answers and the groups that files land in."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from codemods.cli.review.decision_store import Decision
from codemods.values.plan import RippleGroup


class Mark(Enum):
    """Where a file stands; the value is its sign in a list of files."""

    TAKEN = "+"
    LEFT = "-"
    UNDECIDED = " "


@dataclass(frozen=True, slots=True)
class Standing:
    """Marks by path, and by path the members of its group that were left by an answer of their own."""

    marks: dict[str, Mark]
    refusers: dict[str, tuple[str, ...]]


def standing(groups: dict[str, RippleGroup], decision: Callable[[str], Decision | None]) -> Standing:
    """Work out where files stand: one member that is left leaves its whole group."""
    found = Standing({}, {})
    for group in {id(group): group for group in groups.values()}.values():
        decisions = {path: decision(path) for path in group.paths}
        refusers = tuple(path for path, made in decisions.items() if made is not None and not made.taken)
        for path, made in decisions.items():
            found.refusers[path] = refusers
            if refusers:
                found.marks[path] = Mark.LEFT
            else:
                found.marks[path] = Mark.TAKEN if made is not None else Mark.UNDECIDED
    return found
