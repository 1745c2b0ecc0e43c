"""The files under review with the answers about them, and what an answer does to other files.

The notes hold what was answered. What follows from it is worked out from the groups of the newest plan each
time, so that the two can't be at odds.
"""

from collections.abc import Iterable, Sequence

from codemods.cli.review.decision_store import DecisionStore, FileDecision, Ranges
from codemods.cli.review.file_marks import FileMark, FileMarks, standing
from codemods.cli.review.plan_by_path import carried, listed
from codemods.values.plan import FileChange, Plan, RippleGroup


class ReviewBoard:
    """The files of a plan and the answers about them."""

    def __init__(self, plan: Plan, notes: DecisionStore) -> None:
        self.files = listed(plan)
        self.paths = list(self.files.changes)
        """Every file that was ever in the plan, in a fixed order; some may have no change any more."""
        self._notes = notes
        self._first = dict(self.files.changes)
        self._standing: FileMarks | None = None

    def mark(self, path: str) -> FileMark | None:
        """Where a file stands; None if it has no change any more, though nobody declined it."""
        if path not in self.files.changes:
            return FileMark.LEFT if self.lines(path) else None
        return self._now.marks[path]

    def marked(self, mark: FileMark) -> list[str]:
        """The files that stand so, in order."""
        return [path for path in self.paths if self.mark(path) is mark]

    def waiting(self) -> list[str]:
        """The files that are taken and can't land yet: others of their group are undecided."""
        undecided = {id(self.group(path)) for path in self.marked(FileMark.UNDECIDED)}
        return [path for path in self.marked(FileMark.TAKEN) if id(self.group(path)) in undecided]

    def change(self, path: str) -> FileChange | None:
        """What the newest plan makes of a file; None where that is nothing."""
        return self.files.changes.get(path)

    def group(self, path: str) -> RippleGroup:
        """The files that land together with one that has a change."""
        return self.files.groups[path]

    def decision(self, path: str) -> FileDecision | None:
        """What was answered about a file's change itself."""
        change = self.change(path)
        return self._notes.decision(change) if change is not None else None

    def refusers(self, path: str) -> tuple[str, ...]:
        """The members of a file's group that were left by an answer of their own."""
        return self._now.refusers[path]

    def lines(self, path: str) -> Ranges:
        """The lines of a file that were declined by the hunk."""
        return self._notes.declined(self._first[path])

    def following(self, path: str) -> list[str]:
        """The undecided files behind one, in order."""
        behind = self.paths[self.paths.index(path) + 1 :]
        return [each for each in behind if self.mark(each) is FileMark.UNDECIDED]

    def next(self, path: str = "") -> str | None:
        """The next undecided file behind one, or else from the start; None when all is decided."""
        behind = self.following(path) if path else []
        return next(iter(behind or self.marked(FileMark.UNDECIDED)), None)

    def take(self, paths: Sequence[str], edited: bytes | None = None) -> list[str]:
        """Take files, and back that their groups are left; gives the others that are undecided so."""
        opened = [each for path in paths for each in self.take_back(path)]
        for path in paths:
            self._notes.decide(self.files.changes[path], True, edited)
        self._standing = None
        return [path for path in opened if path not in paths]

    def take_back(self, path: str) -> list[str]:
        """Take back that a file's group is left; gives the other files that are undecided so."""
        refusers = self.refusers(path)
        if not refusers:
            return []
        self._forget(refusers)
        return [
            each for each in self.group(path).paths if each != path and self.mark(each) is FileMark.UNDECIDED
        ]

    def leave(self, paths: Sequence[str]) -> list[str]:
        """Leave files, and with them their groups; gives the other files that go with them so."""
        stood = {path: self.mark(path) for path in self.paths}
        for path in paths:
            self._notes.decide(self.files.changes[path], False)
        self._standing = None
        chosen = set(paths)
        left = [path for path in self.marked(FileMark.LEFT) if path not in chosen]
        others = [path for path in left if stood[path] is not FileMark.LEFT]
        self._forget(others)
        return others

    def decline(self, path: str, lines: Ranges) -> None:
        """Note lines of a file that stay; none: all of it may change again."""
        self._notes.decline(self._first[path], lines)

    def reopen(self, path: str) -> None:
        """Forget what was answered about a file."""
        self._forget((path,))

    def adopt(self, plan: Plan, kept: Sequence[str]) -> None:
        """Go on with a plan that was made without some files; answers about other changes are void."""
        self.files = carried(self.files, listed(plan), kept)
        self._standing = None
        for path, change in self.files.changes.items():
            if path not in self._first:
                self._first[path] = change
                self.paths.append(path)

    @property
    def _now(self) -> FileMarks:
        if self._standing is None:
            self._standing = standing(self.files.groups, self.decision)
        return self._standing

    def _forget(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._notes.forget(path)
        self._standing = None
