"""Where an object of the old version is in the new one, by the best evidence that there is."""

from collections.abc import Sequence
from dataclasses import dataclass

from codemods.migration.drafts import Confidence
from codemods.plan.drafting.versions.api import Api, ApiKind, ApiObject
from codemods.plan.drafting.versions.collected_hints import CollectedHints, once
from codemods.plan.drafting.versions.copies import old_copies, within
from codemods.plan.drafting.versions.resemblance import ENOUGH, Resemblance, resemblance, runs_of
from codemods.plan.drafting.versions.spelled_objects import SpelledObjects

_ALIKE = 0.85
"""From when on two objects of different names may be the same one."""
_SIMILAR = 0.5
"""From when on two objects of the same name are the same one."""
_MARGIN = 0.05
"""By how much the best candidate has to be better than the next."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where something went."""

    path: str
    """The shortest public path in the new version."""
    found: ApiObject
    confidence: Confidence
    reason: str
    evidence: tuple[str, ...] = ()


class DestinationFinder:
    """Looks through the versions, the old one first, for what says where a name went."""

    def __init__(self, old: Api, between: Sequence[Api], new: Api) -> None:
        self._old, self._new = old, new
        self._versions = (old, *between, new)
        self._copies = old_copies(old, new)
        self.hints = CollectedHints(self._versions)
        """What the package says itself."""
        self._spelled = SpelledObjects(new)
        self._came = [new.objects[path] for path in sorted(new.public_paths) if self._is_new(path)]

    def hinted(self, name: str, old: ApiObject) -> Destination | None:
        """What the package says to use in place of a public name; None for nothing, and for two things."""
        found: dict[str, tuple[ApiObject, list[str], bool]] = {}
        now = self._new.resolve(name)
        for version in self._versions:
            here = version.resolve(name)
            for hint in self.hints.said(version, name):
                for target in self._spelled.find(hint.target, here or old, name):
                    path = self._new.shortest(target.path)
                    if path is None or path == name or target is now:
                        continue
                    _, evidence, already = found.setdefault(path, (target, [], False))
                    found[path] = (target, [*evidence, f"{version.label}: {hint.why}"], already or hint.same)
        if len(found) != 1:
            return None
        ((path, (target, evidence, same)),) = found.items()
        return self._judged(path, old, target, same, once(evidence))

    def table_target(self, name: str) -> Destination | None:
        """Where a table leads a name that no version defines; None where none does, or two differ."""
        found = {}
        for version in self._versions:
            for hint in self.hints.by_path[version.label].get(name, ()):
                if not hint.table:
                    continue
                module, _, leaf = name.partition(":")
                stand_in = ApiObject(f"{module}:{leaf}", ApiKind.VALUE, "")
                for target in self._spelled.find(hint.target, stand_in, name):
                    path = self._new.shortest(target.path)
                    if path is not None and path != name:
                        found[path] = (target, f"{version.label}: {hint.why}")
        if len(found) != 1:
            return None
        ((path, (target, why)),) = found.items()
        return Destination(path, target, Confidence.SURE, "a table of the package says so", (why,))

    def member_target(
        self, name: str, leaf: str, before: ApiObject, owner: ApiObject, present: bool
    ) -> Destination | None:
        """Where a member of a class went: to another member of the class that it is now."""
        after = self._new.member(owner, leaf)
        if before.leaf != leaf:
            # It was an alias before.
            other = self._new.member(owner, before.leaf)
            if present or other is None or other.kind is not before.kind:
                return None
            return Destination(
                other.path, other, Confidence.SURE, "it was an alias of the new one", (before.place,)
            )
        if after is not None and after.leaf != leaf and after.kind is before.kind:
            reason = "the old name is an alias of the new one"
            return Destination(
                after.path, after, Confidence.SURE, reason, (f"{self._new.label}: {after.place}",)
            )
        hinted = self.hinted(name, before)
        if hinted is not None and any(hinted.found.path == path for path in self._members_of(owner).values()):
            return hinted
        if present:
            return None
        candidates = self._new_members(owner, name)
        return self._alike(before, [each for each in candidates if each.kind is before.kind])

    def _members_of(self, owner: ApiObject) -> dict[str, str]:
        return {member: path for one in self._new.lineage(owner) for member, path in one.members.items()}

    def removed(self, name: str, old: ApiObject) -> Destination | None:
        """Where an object went whose public names are gone; None where nothing says so, and for a tie."""
        hinted = self.hinted(name, old)
        if hinted is not None:
            return hinted
        return self._alike(old, [each for each in self._came if each.kind is old.kind])

    def _judged(
        self, path: str, old: ApiObject, target: ApiObject, same: bool, evidence: tuple[str, ...]
    ) -> Destination:
        """How far the package's own word can be followed: a right name is not yet a right call."""
        if target.kind is not old.kind and not (same and old.kind is ApiKind.VALUE):
            return Destination(
                path, target, Confidence.LIKELY, f"a {target.kind}, where the old is a {old.kind}", evidence
            )
        alike = resemblance(old, target)
        if same:
            return Destination(
                path, target, Confidence.SURE, "the package says that it is the same", evidence
            )
        enough = _SIMILAR if target.leaf == old.leaf else _ALIKE
        if alike.size >= ENOUGH and alike.body >= enough:
            return Destination(
                path, target, Confidence.SURE, "the package says so, and the code is the same", evidence
            )
        return Destination(
            path, target, Confidence.LIKELY, "the package says so; the code is another", evidence
        )

    def _alike(self, old: ApiObject, candidates: Sequence[ApiObject]) -> Destination | None:
        """The one candidate that is like the old object; None for none, and for a tie."""
        same_leaf = [each for each in candidates if each.leaf == old.leaf]
        scored = [(resemblance(old, each), each) for each in same_leaf]
        fitting = [(alike, each) for alike, each in scored if _fits_by_name(old, alike)]
        named = bool(fitting)
        if not fitting:
            scored = [(resemblance(old, each), each) for each in self._neighbours(old, candidates)]
            fitting = [
                (alike, each) for alike, each in scored if alike.size >= ENOUGH and alike.overall >= _ALIKE
            ]
        fitting.sort(key=lambda pair: -pair[0].overall)
        if not fitting:
            return None
        (best, target), others = fitting[0], fitting[1:]
        if others and others[0][0].overall > best.overall - _MARGIN:
            return None
        path = self._new.shortest(target.path) or target.path
        share = f"{best.body:.0%} of the code"
        if named:
            sure = best.body >= _ALIKE or (best.body >= _SIMILAR and best.signature == 1.0)
            reason = f"moved: the same name, and {share} is the same"
        else:
            sure = best.body >= 0.97 and best.signature == 1.0
            reason = f"renamed: {share} is the same"
        confidence = Confidence.SURE if sure and best.size >= ENOUGH // 2 else Confidence.LIKELY
        return Destination(path, target, confidence, reason, (f"{self._new.label}: {target.place}",))

    def _neighbours(self, old: ApiObject, candidates: Sequence[ApiObject]) -> list[ApiObject]:
        """Those that share most of their runs of words with an object, and are of its kind of size."""
        if old.kind is ApiKind.VALUE or not old.source:
            return []
        runs = runs_of(old)
        size = runs.total()
        least, most = size * 0.6, size / 0.6
        if size < ENOUGH:
            return []
        return [each for each in candidates if least <= runs_of(each).total() <= most]

    def _new_members(self, owner: ApiObject, name: str) -> list[ApiObject]:
        """The members of a class that the old one did not have."""
        before = self._old.resolve(name.rpartition(".")[0])
        had = {each for one in self._old.lineage(before) for each in one.members} if before else set()
        came = {
            member: path
            for one in self._new.lineage(owner)
            for member, path in one.members.items()
            if member not in had and not member.startswith("_")
        }
        return [self._new.objects[path] for _, path in sorted(came.items()) if path in self._new.objects]

    def _is_new(self, path: str) -> bool:
        """Whether an object came with the new version, under all of its names, and is not an old copy."""
        names = (path, *self._new.public_paths.get(path, ()))
        return not any(each in self._old.names for each in names) and not within(
            path.partition(":")[0], self._copies
        )


def _fits_by_name(old: ApiObject, alike: Resemblance) -> bool:
    if old.kind is ApiKind.VALUE:
        return alike.body >= _ALIKE
    return alike.body >= _SIMILAR or (alike.signature == 1.0 and alike.docstring >= _ALIKE)
