"""What keeps the places of a member together whose class is outside the tree.

The library has both names, or the new one alone, whatever becomes of the tree. So places move one by one.
Only what the tree itself writes has to be read under the same name:

- An override, or an attribute that is set or patched, goes with the places on objects that may have it: those
  of its class, of what derives from it and of what it derives from. They stay if a place of the member stays.
- A class between an object and the library's class may have the new name for something of its own.
- What makes an object of no class that has the member (a mock of a test) is read by the modules that its file
  imports: there the member stays.
"""

from collections.abc import Iterator
from functools import cached_property

from codemods.project.member_places import MemberPlaces
from codemods.project.member_rules import MemberRule
from codemods.project.member_verdicts import CLASSES, JudgedSite
from codemods.project.object_values import ClassRef
from codemods.project.project import Project
from codemods.semantic.outline import MemberSite, SiteKind
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.symbol import Symbol

_IN_CLASS = (SiteKind.OVERRIDE, SiteKind.NAME)
_WRITTEN = (SiteKind.OVERRIDE, SiteKind.ATTRIBUTE, SiteKind.STRING)
"""Kinds of places that, where they write, change what the places on some class's objects read."""


class OutsideMembers:
    """Answers for one tree."""

    def __init__(self, project: Project, places: MemberPlaces) -> None:
        self._project = project
        self._places = places
        self._staying: set[MemberRule] = set()

    def hold(self, rule: MemberRule) -> bool:
        """Let what is written stay, since a place of the member stays; whether that changes anything."""
        if not rule.is_outside or rule in self._staying:
            return False
        self._staying.add(rule)
        return bool(self._written.get(rule)) and rule not in self._unsure

    def held_on_class(self, symbol: Symbol, path: str) -> Rejection | None:
        """Why a member stays where a file writes it out, with the library's class."""
        for rule in self._places.rules:
            if rule.symbol == symbol and path in self._stood_in.get(rule, {}):
                return _held(rule, self._stood_in[rule][path])
            written = self._written.get(rule, {}) if rule.symbol == symbol and rule.is_outside else {}
            why = next(iter(written.values()), None)
            if why is not None and self._stays(rule):
                return _held(rule, why)
        return None

    def held_at(self, path: str, judged: JudgedSite) -> Rejection | None:
        """Why one place stays; None where it moves."""
        for rule in judged.rules:
            why = next(self._why_held(path, judged, rule), None) if rule.is_outside else None
            if why is not None:
                return _held(rule, why)
        return None

    def _why_held(self, path: str, judged: JudgedSite, rule: MemberRule) -> Iterator[str]:
        if path in self._stood_in.get(rule, {}):
            yield self._stood_in[rule][path]
        classes = self._places.classes
        for ref in self.classes_at(path, judged, rule):
            for other, why in self._written.get(rule, {}).items() if self._stays(rule) else ():
                if classes.derives(ref, other) or classes.derives(other, ref):
                    yield why
            yield from self._hidden_by(rule, ref)
            for other, why in self._hidden.get(rule, {}).items():
                if classes.derives(other, ref):
                    yield why

    def classes_at(self, path: str, judged: JudgedSite, rule: MemberRule) -> tuple[ClassRef, ...]:
        """The classes that the object of a place is known to be of."""
        if judged.told:
            return judged.classes or tuple(filter(None, (rule.owner,)))
        return tuple(self._classes_of(path, judged.site))

    def _stays(self, rule: MemberRule) -> bool:
        return rule in self._staying or rule in self._unsure

    def _classes_of(self, path: str, site: MemberSite) -> Iterator[ClassRef]:
        if site.kind in _IN_CLASS:
            yield ClassRef(path, site.owner)
            return
        for value in self._places.classes.values(path, site.receiver):
            if value.kind in CLASSES:
                yield value.ref

    # What the tree writes -------------------------------------------------------------------------

    def _judged(self, resolved: bool) -> Iterator[tuple[str, MemberSite, MemberRule]]:
        for path, judged in self._places.sites.items():
            for each in judged:
                for rule in each.rules if each.resolved is resolved else ():
                    if rule.is_outside:
                        yield path, each.site, rule

    @cached_property
    def _written(self) -> dict[MemberRule, dict[ClassRef, str]]:
        """The classes for which the tree gives a member another meaning, with the place that does."""
        found: dict[MemberRule, dict[ClassRef, str]] = {}
        for path, site, rule in self._judged(resolved=True):
            if site.writes and site.kind in _WRITTEN:
                why = f"{path}, line {site.line}, replaces it, and not all that may read it there can move"
                for ref in self._classes_of(path, site):
                    found.setdefault(rule, {}).setdefault(ref, why)
        return found

    @cached_property
    def _unsure(self) -> frozenset[MemberRule]:
        """The members that places name of which the class can't be told."""
        return frozenset(rule for _, _, rule in self._judged(resolved=False))

    @cached_property
    def _stood_in(self) -> dict[MemberRule, dict[str, str]]:
        """The files that may read a member of what is made to have it, with the place that makes it."""
        found: dict[MemberRule, dict[str, str]] = {}
        for path, site, rule in self._judged(resolved=False):
            if site.writes and (site.kind is SiteKind.STAND_IN or site.kind in _WRITTEN):
                why = f"an object of {path}, line {site.line}, may have it by its old name"
                for reading in (path, *self._imported_by(path)):
                    found.setdefault(rule, {}).setdefault(reading, why)
        return found

    def _imported_by(self, path: str) -> Iterator[str]:
        outline = self._places.outline(path)
        for parts in sorted(outline.imported) if outline is not None else ():
            module, _ = self._project.namespaces.module_prefix(parts, path, 0)
            if module is not None:
                yield module

    @cached_property
    def _hidden(self) -> dict[MemberRule, dict[ClassRef, str]]:
        """The classes whose objects have the old name from a class that is not of the member's family."""
        found: dict[MemberRule, dict[ClassRef, str]] = {}
        for rule in self._places.rules:
            for ref in sorted(self._places.family[rule]) if rule.is_outside else ():
                for each in self._before_owner(rule, ref):
                    if self._has(each, rule.name) and each not in self._places.family[rule]:
                        why = f"the class `{each.parts[-1]}` has it as well, for {ref.parts[-1]}"
                        found.setdefault(rule, {})[ref] = why
        return found

    def _hidden_by(self, rule: MemberRule, ref: ClassRef) -> Iterator[str]:
        """What of a class, and those before the member's in its order, has the new name for itself."""
        for each in self._before_owner(rule, ref):
            if rule.new is not None and self._has(each, rule.new) and not self._has(each, rule.name):
                yield f"the class `{each.parts[-1]}` has a `{rule.new}` of its own"
            elif self._has(each, rule.name) and not self._places.classes.derives(each, rule.owner or ref):
                yield f"the class `{each.parts[-1]}` has it as well, for {ref.parts[-1]}"

    def _before_owner(self, rule: MemberRule, ref: ClassRef) -> Iterator[ClassRef]:
        for each in self._places.classes.order(ref)[0]:
            if not each.path and self._places.classes.any_derives((each,), rule.owner or ref):
                return
            yield each

    def _has(self, ref: ClassRef, name: str) -> bool:
        outline = self._places.classes.outline(ref)
        return outline is not None and name in outline.names


def _held(rule: MemberRule, why: str) -> Rejection:
    return texts.MEMBER_HELD.fill(rule.symbol, name=rule.name, why=why)
