"""The status of each file of a review: it follows from the answers and the groups that land together."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from codemods.cli.review.decision_store import FileDecision
from codemods.values.plan import RippleGroup


class FileStatus(Enum):
    """The status of a file; the value is its sign in a list of files."""

    TAKEN = "+"
    DECLINED = "-"
    UNDECIDED = " "


@dataclass(frozen=True, slots=True)
class FileStatuses:
    """The status of each file, by path."""

    statuses: dict[str, FileStatus]
    decliners: dict[str, tuple[str, ...]]
    """By path, the members of its group that were declined by an answer of their own."""


def file_statuses(
    groups: dict[str, RippleGroup], decision: Callable[[str], FileDecision | None]
) -> FileStatuses:
    """Derive the statuses. `groups` are by path; one member that is declined declines its whole group."""
    found = FileStatuses({}, {})
    for group in {id(group): group for group in groups.values()}.values():
        decisions = {path: decision(path) for path in group.paths}
        decliners = tuple(path for path, made in decisions.items() if made is not None and not made.taken)
        for path, made in decisions.items():
            found.decliners[path] = decliners
            if decliners:
                found.statuses[path] = FileStatus.DECLINED
            else:
                found.statuses[path] = FileStatus.UNDECIDED if made is None else FileStatus.TAKEN
    return found
