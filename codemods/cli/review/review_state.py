"""The files under review with the answers about them, and what an answer means for other files.

The decision store holds the answers only. What follows from them is derived from the groups of the newest
plan each time, so that the two cannot contradict each other.
"""

from collections.abc import Iterable, Sequence

from codemods.cli.review.decision_store import DecisionStore, FileDecision, LineRanges
from codemods.cli.review.file_status import FileStatus, FileStatuses, file_statuses
from codemods.cli.review.plan_by_path import merge_plans, plan_by_path
from codemods.values.plan import FileChange, Plan, RippleGroup


class ReviewState:
    """The files of a plan and the answers about them."""

    def __init__(self, plan: Plan, decisions: DecisionStore) -> None:
        self.files = plan_by_path(plan)
        self.paths = list(self.files.changes)
        """The files of all plans of this review, in a fixed order; some may have no change any more."""
        self._decisions = decisions
        self._first_changes = dict(self.files.changes)
        self._statuses: FileStatuses | None = None
        """Derived when asked for; reset by every answer."""

    def status(self, path: str) -> FileStatus | None:
        """The status of a file; None where the plan has no change any more, and none was declined."""
        if path not in self.files.changes:
            return FileStatus.DECLINED if self.declined_lines(path) else None
        return self._current.statuses[path]

    def with_status(self, status: FileStatus) -> list[str]:
        """The files with a status, in order."""
        return [path for path in self.paths if self.status(path) is status]

    def waiting(self) -> list[str]:
        """The files that are taken and cannot land yet: others of their group are undecided."""
        undecided = {id(self.group(path)) for path in self.with_status(FileStatus.UNDECIDED)}
        return [path for path in self.with_status(FileStatus.TAKEN) if id(self.group(path)) in undecided]

    def change(self, path: str) -> FileChange | None:
        """The change that the newest plan makes to a file."""
        return self.files.changes.get(path)

    def group(self, path: str) -> RippleGroup:
        """The files that land together with one that has a change."""
        return self.files.groups[path]

    def decision(self, path: str) -> FileDecision | None:
        """The answer about a file's present change."""
        change = self.change(path)
        return self._decisions.decision(change) if change is not None else None

    def decliners(self, path: str) -> tuple[str, ...]:
        """The members of a file's group that were declined by an answer of their own."""
        return self._current.decliners[path]

    def declined_lines(self, path: str) -> LineRanges:
        """The lines of a file that were declined hunk by hunk."""
        return self._decisions.declined_lines(self._first_changes[path])

    def undecided_after(self, path: str) -> list[str]:
        """The undecided files after one, in order."""
        after = self.paths[self.paths.index(path) + 1 :]
        return [each for each in after if self.status(each) is FileStatus.UNDECIDED]

    def next_undecided(self, path: str | None = None) -> str | None:
        """The next undecided file after one, or else the first of all; None when everything is decided."""
        after = self.undecided_after(path) if path is not None else []
        return next(iter(after or self.with_status(FileStatus.UNDECIDED)), None)

    def take(self, paths: Sequence[str], edited: bytes | None = None) -> list[str]:
        """Take files, though their groups were declined; gives the other files that are undecided again."""
        reopened = [each for path in paths for each in self.reopen_group(path)]
        for path in paths:
            self._decisions.decide(self.files.changes[path], True, edited)
        self._statuses = None
        return [path for path in reopened if path not in paths]

    def reopen_group(self, path: str) -> list[str]:
        """Forget that a file's group was declined; gives its other members that are undecided again."""
        decliners = self.decliners(path)
        if not decliners:
            return []
        self._forget(decliners)
        others = (each for each in self.group(path).paths if each != path)
        return [each for each in others if self.status(each) is FileStatus.UNDECIDED]

    def decline(self, paths: Sequence[str]) -> list[str]:
        """Decline files, and with them their groups; gives the other files that are declined thereby."""
        before = {path: self.status(path) for path in self.paths}
        for path in paths:
            self._decisions.decide(self.files.changes[path], False)
        self._statuses = None
        chosen = set(paths)
        declined = [path for path in self.with_status(FileStatus.DECLINED) if path not in chosen]
        others = [path for path in declined if before[path] is not FileStatus.DECLINED]
        # Their own answers are void: when the group is opened again, each member is decided anew.
        self._forget(others)
        return others

    def decline_lines(self, path: str, lines: LineRanges) -> None:
        """Set the lines of a file that stay as they are; without any, all of it may change again."""
        self._decisions.decline_lines(self._first_changes[path], lines)

    def forget(self, path: str) -> None:
        """Forget the answer about a file."""
        self._forget((path,))

    def refresh(self) -> bool:
        """Take over what other reviews of the same plan have decided; whether that changes anything."""
        changed = self._decisions.refresh()
        self._statuses = None
        return changed

    def adopt(self, plan: Plan, kept: Sequence[str]) -> None:
        """Go on with a plan that was made without some files; answers about other changes become void."""
        self.files = merge_plans(self.files, plan_by_path(plan), kept)
        self._statuses = None
        for path, change in self.files.changes.items():
            if path not in self._first_changes:
                self._first_changes[path] = change
                self.paths.append(path)

    @property
    def _current(self) -> FileStatuses:
        if self._statuses is None:
            self._statuses = file_statuses(self.files.groups, self.decision)
        return self._statuses

    def _forget(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._decisions.forget(path)
        self._statuses = None
