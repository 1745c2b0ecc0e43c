"""What changed between two versions of a package, as drafts of rules."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from codemods.migration.drafts import Confidence, MigrationDraft, RuleDraft, RuleKind, draft_text
from codemods.plan.drafting.versions.api import Api, ApiKind, ApiObject
from codemods.plan.drafting.versions.call_rules import in_place_rules, moved_rules
from codemods.plan.drafting.versions.find_destinations import Destination, DestinationFinder
from codemods.plan.drafting.versions.moved_modules import module_rules
from codemods.values.errors import MigrationError
from codemods.values.progress import Progress

_STAGE = "Comparing"


def compare_versions(old: Api, between: Sequence[Api], new: Api, progress: Progress) -> tuple[RuleDraft, ...]:
    """Draft the rules that lead users of the old version to the new one, in the order of the names."""
    return tuple(_Comparison(old, between, new).rules(progress))


class _Comparison:
    def __init__(self, old: Api, between: Sequence[Api], new: Api) -> None:
        self._old, self._new = old, new
        self._finder = DestinationFinder(old, between, new)

    def rules(self, progress: Progress) -> Iterator[RuleDraft]:
        symbols: list[RuleDraft] = []
        paths = sorted(self._old.public_paths)
        for done, path in enumerate(paths):
            progress.step(_STAGE, done, len(paths))
            symbols += self._object(self._old.objects[path], self._old.public_paths[path])
        symbols += self._looked_up()
        modules, covered = module_rules(self._old, self._new, symbols)
        yield from modules
        kept = sorted((each for each in symbols if each.old not in covered), key=lambda each: each.old)
        for _, group in groupby(kept, key=lambda each: each.old):
            yield from _that_load(list(group))

    def _object(self, item: ApiObject, names: Sequence[str]) -> Iterator[RuleDraft]:
        """The rules of an object that has public names, the shortest first."""
        kept = [name for name in names if self._new.importable(name)]
        gone = [name for name in names if name not in kept and not self._is_dynamic(name)]
        shown = [names[0], *(each for each in names[1:] if each == item.path)]
        now = self._new.resolve(kept[0]) if kept else None
        if kept:
            if now is not None and now.kind is item.kind:
                survivor = self._new.shortest(now.path) or kept[0]
                for name in gone:
                    yield _draft(name, Destination(survivor, now, Confidence.SURE, "only this name is left"))
            for name in shown:
                if name in kept:
                    yield from self._still_there(name, item)
        elif gone:
            target = self._finder.removed(gone[0], item)
            for name in gone:
                yield from self._gone(name, item, target)
            now = target.found if target is not None and target.confidence is Confidence.SURE else None
        if item.kind is ApiKind.CLASS and now is not None and now.kind is ApiKind.CLASS:
            yield from self._members(names[0], item, now, kept[0] if kept else target.path)  # type: ignore[union-attr]

    def _is_dynamic(self, name: str) -> bool:
        """Whether a name that is not seen may be given by its module's `__getattr__` all the same."""
        return name.partition(":")[0] in self._new.dynamic and not self._finder.hints.words(name)

    def _still_there(self, name: str, item: ApiObject) -> Iterator[RuleDraft]:
        """What is deprecated and present, left as an alias, or called in another way."""
        now = self._new.resolve(name)
        if now is None:
            return
        hinted = self._finder.hinted(name, item)
        if hinted is not None:
            yield from moved_rules(name, item, hinted)
            return
        left = self._left_behind(name, item, now)
        if left is not None:
            yield from moved_rules(name, item, left)
        elif self._finder.hints.deprecated(name):
            yield self._stub(name, item, f"deprecated in {self._new.label}")
        elif now.kind is item.kind:
            yield from in_place_rules(name, item, now, self._finder.hints.parameters(name))

    def _left_behind(self, name: str, item: ApiObject, now: ApiObject) -> Destination | None:
        """Where an object went whose old name, at which it was defined, is now only an alias."""
        if item.path != name or now.path == name or now.kind is not item.kind:
            return None
        module = name.partition(":")[0]
        if "." in name.partition(":")[2] or (name in self._new.listed and now.leaf == item.leaf):
            return None
        path = self._new.shortest(now.path)
        if path is None or path == name or (path.startswith(f"{module}.") and now.leaf == item.leaf):
            return None
        was = self._old.names.get(path)
        if was is not None and was != item.path:
            return None
        reason = "the old name is an alias of the new one"
        return Destination(path, now, Confidence.SURE, reason, (f"{self._new.label}: {now.place}",))

    def _gone(self, name: str, item: ApiObject, target: Destination | None) -> Iterator[RuleDraft]:
        if target is not None:
            yield from moved_rules(name, item, target)
        else:
            yield self._removed(name, item)

    def _removed(self, name: str, item: ApiObject) -> RuleDraft:
        leaf = name.rpartition(".")[2].rpartition(":")[2]
        return self._stub(name, item, f"{self._new.label} has no `{leaf}` any more")

    def _stub(self, name: str, item: ApiObject, reason: str) -> RuleDraft:
        """A rule that only tells: why, and what the package said of it."""
        words = self._finder.hints.words(name)
        outside = self._finder.hints.outside(name)
        told = self._finder.hints.told(name)
        return RuleDraft(
            RuleKind.SYMBOL,
            name,
            new=outside,
            manual=f"{reason}. It said: {told}" if told else None,
            confidence=Confidence.OPEN if outside is None else Confidence.LIKELY,
            reason=reason if outside is None else f"{reason}, and the package names the standard library",
            evidence=words or (f"it was in {item.place}",),
        )

    def _members(self, name: str, item: ApiObject, now: ApiObject, new_name: str) -> Iterator[RuleDraft]:
        """The members of a class that is still there, or whose new place is sure."""
        for owner in self._old.lineage(item):
            if owner.path != item.path and owner.path in self._old.public_paths:
                continue
            for member, path in sorted(owner.members.items()):
                before = self._old.objects.get(path)
                if member.startswith("_") or before is None:
                    continue
                yield from self._member(f"{name}.{member}", member, before, now, f"{new_name}.{member}")

    def _member(
        self, name: str, leaf: str, before: ApiObject, owner: ApiObject, new_name: str
    ) -> Iterator[RuleDraft]:
        after = self._new.member(owner, leaf)
        target = self._finder.member_target(name, leaf, before, owner, present=after is not None)
        if target is not None:
            own = new_name.rpartition(".")[0]
            yield from moved_rules(
                name, before, replace(target, path=f"{own}.{target.path.rpartition('.')[2]}")
            )
        elif after is not None and self._finder.hints.deprecated(name):
            yield self._stub(name, before, f"deprecated in {self._new.label}")
        elif after is None:
            known = self._new.closed(owner) and before.kind is ApiKind.FUNCTION
            if known or self._finder.hints.deprecated_before(name):
                yield self._removed(name, before)
        elif after.kind is before.kind and name.rpartition(".")[0] == new_name.rpartition(".")[0]:
            yield from in_place_rules(name, before, after, self._finder.hints.parameters(name))

    def _looked_up(self) -> Iterator[RuleDraft]:
        """The names that only a table of the package itself knows, for a `__getattr__`."""
        for name in self._finder.hints.table_names():
            if name in self._old.names or name in self._new.names:
                continue
            target = self._finder.table_target(name)
            if target is not None:
                yield _draft(name, target)


def _that_load(rules: list[RuleDraft]) -> list[RuleDraft]:
    """The rules of one symbol; one that only tells where a migration can't say them together."""
    try:
        draft_text(MigrationDraft(tuple(rules)))
    except MigrationError as error:
        changes = "; ".join(dict.fromkeys(each.manual or each.reason for each in rules))
        reason = f"no rule can say this of it: {changes}"
        return [
            RuleDraft(
                RuleKind.SYMBOL,
                rules[0].old,
                confidence=Confidence.OPEN,
                reason=reason,
                evidence=(str(error),),
            )
        ]
    return rules


def _draft(name: str, target: Destination) -> RuleDraft:
    return RuleDraft(
        RuleKind.SYMBOL,
        name,
        new=target.path,
        evidence=target.evidence,
        confidence=target.confidence,
        reason=target.reason,
    )
