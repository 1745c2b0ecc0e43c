"""A tree as git has it more than once (disk, index, last commit), and a plan that fits all of them."""

from collections.abc import Collection, Sequence

from codemods.plan.plan_maker import PlanMaker
from codemods.values import finding_texts as texts
from codemods.values.edit import Edit
from codemods.values.plan import FileChange, Plan
from codemods.values.tree import ProtectedFile


class Snapshots:
    """One migration over several snapshots of a tree; `differing` are the files that are not alike in all."""

    def __init__(
        self,
        engines: Sequence[PlanMaker],
        protected: Sequence[ProtectedFile] = (),
        differing: Collection[str] = (),
    ) -> None:
        self._engines = tuple(engines)
        self._protected = tuple(protected)
        self._differing = frozenset(differing)
        self.plans: tuple[Plan, ...] = ()
        """The last plans, one for each snapshot."""

    def without(self, protected: Sequence[ProtectedFile]) -> Plan:
        """Plan with some files or lines left as they are; gives the first snapshot's plan.

        A file that would not change alike in all snapshots is left as well: what is committed and what is not
        would part. Raises MigrationError when the migration does not fit the tree.
        """
        staying = [*self._protected, *protected]
        while True:
            self.plans = tuple(engine.plan(staying) for engine in self._engines)
            parting = sorted(self._parting())
            if not parting:
                return self.plans[0]
            why = texts.DEPENDS_ON_UNCOMMITTED.fill()
            staying += [ProtectedFile(path, why) for path in parting]

    def refusal(self, path: str, after: bytes) -> str | None:
        """Why an edited text of a file can't be taken; None when it can."""
        if path in self._differing and len(self._engines) > 1:
            return "the file holds uncommitted changes, so it can be taken as planned only"
        return next(filter(None, (engine.refusal(path, after) for engine in self._engines)), None)

    def _parting(self) -> set[str]:
        """The files that would not change alike in all snapshots."""
        first, *others = (
            {change.path: self._comparable(change) for change in plan.files} for plan in self.plans
        )
        return {
            path
            for other in others
            for path in first.keys() | other.keys()
            if first.get(path) != other.get(path)
        }

    def _comparable(self, change: FileChange) -> bytes | list[tuple[bytes, bytes]]:
        """What has to be alike in all snapshots: the new bytes, or the edits where the old bytes differ."""
        return [_text(edit) for edit in change.edits] if change.path in self._differing else change.after


def _text(edit: Edit) -> tuple[bytes, bytes]:
    # Git may keep other line ends than there are on disk.
    return edit.old.replace(b"\r\n", b"\n"), edit.new.replace(b"\r\n", b"\n")
