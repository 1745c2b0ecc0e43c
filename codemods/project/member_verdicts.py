"""Whether a place names a member that a migration is about: it does, it does not, or it can't be told."""

from collections.abc import Callable, Collection, Iterator, Sequence
from enum import Enum

from msgspec import Struct

from codemods.project.class_model import ClassModel
from codemods.project.member_classes import MemberClasses
from codemods.project.member_rules import MemberRule, field_index, is_typed_dict, takes_fields
from codemods.project.object_values import ClassRef, Value, ValueKind, Values
from codemods.semantic.outline import MemberSite, SiteKind
from codemods.semantic.receiver_terms import Many, Path

_OF_ALL_FIELDS = (SiteKind.POSITIONAL, SiteKind.WHOLE, SiteKind.SHOWN)
CLASSES = (ValueKind.CLASS, ValueKind.INSTANCE, ValueKind.SUPER)
"""Kinds of values that are of a known class."""


class Verdict(Enum):
    """What is known of one place and one member."""

    OURS = "it names the member"
    OTHER = "it names something else"
    UNRESOLVED = "only run time can tell"


class JudgedSite(Struct, frozen=True):
    """One place that names a member, or may."""

    site: MemberSite
    rules: tuple[MemberRule, ...]
    """The members that it names; those that it may name, where that cannot be told."""
    resolved: bool
    elsewhere: bool = False
    """Whether it is a plain path of names, which is decided with the file's imports."""
    told: str = ""
    """Where the member is defined, as a type checker says, for a place that the model does not follow."""
    classes: tuple[ClassRef, ...] = ()
    """The classes of the tree that the type checker takes for those that define it."""


class SiteJudge:
    """Judges the places of one tree; `family` are, for each member, its class and what derives from it."""

    def __init__(
        self,
        classes: ClassModel,
        family: dict[MemberRule, frozenset[ClassRef]],
        is_field: Callable[[MemberRule], bool],
        deriving: Callable[[ClassRef], frozenset[ClassRef]],
    ) -> None:
        """`deriving` gives a class and all classes of the tree that derive from it."""
        self._classes = classes
        self._is_field = is_field
        self._members = MemberClasses(classes, family, deriving)

    def judge(self, path: str, site: MemberSite, rules: Sequence[MemberRule]) -> JudgedSite | None:
        """Say which members a place names; None where it names none of them."""
        verdicts = {rule: self._verdict(path, site, rule) for rule in rules}
        unsure = tuple(rule for rule in rules if verdicts[rule] is Verdict.UNRESOLVED)
        ours = tuple(rule for rule in rules if verdicts[rule] is Verdict.OURS)
        if unsure:
            return JudgedSite(site, (*ours, *unsure), False)
        return JudgedSite(site, ours, len({rule.new for rule in ours}) == 1) if ours else None

    def uses_new(self, path: str, site: MemberSite, rule: MemberRule) -> bool:
        """Whether a place names the new member of an object that has the old one, outside of its class."""
        inside = rule.owner == ClassRef(path, site.owner) or site.kind in (SiteKind.OVERRIDE, SiteKind.NAME)
        return not inside and self._verdict(path, site, rule) is Verdict.OURS

    def may_use_new(self, path: str, site: MemberSite, rule: MemberRule) -> bool:
        """Whether a place names the new member of an object that has the old one, or may."""
        return self._verdict(path, site, rule) is not Verdict.OTHER

    def calls(self, path: str, site: MemberSite, rule: MemberRule) -> bool:
        """Whether a place surely calls the member."""
        if not site.called or site.kind is not SiteKind.ATTRIBUTE:
            return False
        return (
            self._named(rule, self._classes.values(path, site.receiver), _class_around(path, site))
            is Verdict.OURS
        )

    def of_class(self, ref: ClassRef, rule: MemberRule) -> Verdict:
        """Whether an object has the member, if all that is known of it is a class that it is of."""
        return self._named(rule, frozenset({Value(ValueKind.INSTANCE, *ref)}), None)

    def makes_with(self, path: str, site: MemberSite, rule: MemberRule) -> bool:
        """Whether a place gives the member's name, as a keyword, to what makes an object of its class."""
        if site.kind not in (SiteKind.KEYWORD, SiteKind.PATTERN):
            return False
        values = self._classes.values(path, site.receiver)
        return any(each.kind in CLASSES and self._members.belongs(each.ref, rule) for each in values)

    def _verdict(self, path: str, site: MemberSite, rule: MemberRule) -> Verdict:
        kind = site.kind
        if kind in (SiteKind.OVERRIDE, SiteKind.NAME):
            return self._override(path, site, rule)
        if kind in (SiteKind.TEXT, SiteKind.STAND_IN):
            return Verdict.UNRESOLVED
        values = self._classes.values(path, site.receiver)
        if kind is SiteKind.CLASS_KEYWORD:
            return self._class_keyword(rule, values)
        if kind in (SiteKind.KEYWORD, SiteKind.UNPACKED):
            return self._keyword(site, rule, values)
        if kind in _OF_ALL_FIELDS:
            return self._all_fields(path, site, rule, values)
        if kind is SiteKind.ITEM:
            return self._item(site, rule, values)
        return self._named(rule, values, _class_around(path, site))

    def _override(self, path: str, site: MemberSite, rule: MemberRule) -> Verdict:
        """A definition in a class's body: of the member's own class it is the definition itself."""
        ref = ClassRef(path, site.owner)
        outline = self._classes.outline(ref)
        if site.kind is SiteKind.NAME and (outline is None or rule.name not in outline.body):
            # A class's body does not see what the class inherits.
            return Verdict.OTHER
        if outline is None or ref == rule.owner:
            return Verdict.OURS if site.kind is SiteKind.NAME else Verdict.OTHER
        if not self._members.belongs(ref, rule):
            # A base that can't be told may be the member's class.
            return Verdict.OTHER if self._classes.order(ref)[1] else Verdict.UNRESOLVED
        return Verdict.OTHER if rule.new is not None and rule.new in outline.names else Verdict.OURS

    def _keyword(self, site: MemberSite, rule: MemberRule, values: Values) -> Verdict:
        """A keyword of a call: a field of what the call makes, or else only a parameter's name."""
        if not self._is_field(rule):
            return Verdict.OTHER
        unpacked = site.kind is SiteKind.UNPACKED
        verdict = Verdict.OTHER
        for value in values:
            if value.kind in CLASSES and self._members.belongs(value.ref, rule):
                if takes_fields(self._classes, value.ref):
                    verdict = Verdict.OURS
            elif (
                value.kind in CLASSES
                and self._members.may_be(value.ref, rule)
                # That a class of unknown bases is the library's, and its dict holds this one name, is remote.
                and not (unpacked and rule.is_outside)
            ) or (value.kind is ValueKind.UNKNOWN and not unpacked):
                return Verdict.UNRESOLVED
            elif value.kind is ValueKind.FUNCTION and not unpacked:
                function = self._classes.function(value)
                if function is None or (function.takes_any_keyword and rule.name not in function.parameters):
                    return Verdict.UNRESOLVED
        return Verdict.UNRESOLVED if unpacked and verdict is Verdict.OURS else verdict

    def _class_keyword(self, rule: MemberRule, values: Values) -> Verdict:
        """A keyword of a class, for a member of a class that stands inside of a base by its name."""
        around = ClassRef(rule.owner.path, rule.owner.parts[:-1]) if rule.owner is not None else None
        if around is None or rule.symbol.name.count(".") < 2:
            return Verdict.OTHER
        classes = [each.ref for each in values if each.kind is ValueKind.CLASS]
        derive = (self._classes.derives(each, around) for each in classes)
        return Verdict.OURS if any(derive) else Verdict.OTHER

    def _all_fields(self, path: str, site: MemberSite, rule: MemberRule, values: Values) -> Verdict:
        """A place that has to do with every field of an object, if the member is one of its fields."""
        owner = rule.owner
        if owner is None or rule.is_outside or not self._is_field(rule):
            return Verdict.OTHER
        if site.kind is SiteKind.SHOWN:
            inside = (each.term for each in values if isinstance(each.term, Many))
            values = values.union(*(self._classes.values(path, each.values) for each in inside))
        places = [field_index(self._classes, owner, name) for name in (rule.name, rule.new) if name]
        for value in values:
            if value.kind in (ValueKind.CLASS, ValueKind.INSTANCE):
                named = self._members.belongs(value.ref, rule) and takes_fields(self._classes, value.ref)
                seen = site.kind is not SiteKind.POSITIONAL or site.arguments > min(places)
                fits = site.kind is SiteKind.POSITIONAL or value.kind is ValueKind.INSTANCE
                if named and seen and fits:
                    return Verdict.UNRESOLVED
            elif value.kind is ValueKind.UNKNOWN and site.kind is SiteKind.WHOLE:
                return Verdict.UNRESOLVED
        return Verdict.OTHER

    def _item(self, site: MemberSite, rule: MemberRule, values: Values) -> Verdict:
        """A key of something: of an enumeration, or of a typed dict."""
        owner = rule.owner
        keyed = owner is None or is_typed_dict(self._classes, owner) or self._classes.is_enum(owner)
        field = owner is None or self._is_field(rule)
        found = {self._key_of(rule, value, keyed) for value in values}
        if Verdict.UNRESOLVED in found:
            return Verdict.UNRESOLVED if keyed or field or site.writes else Verdict.OTHER
        return Verdict.OURS if Verdict.OURS in found else Verdict.OTHER

    def _key_of(self, rule: MemberRule, value: Value, keyed: bool) -> Verdict:
        if value.kind is ValueKind.UNKNOWN:
            return Verdict.UNRESOLVED
        if value.kind is ValueKind.EXTERNAL and value.ref == rule.owner:
            # A class that takes a string in brackets is an enumeration.
            return Verdict.OURS
        if value.kind in CLASSES and self._members.belongs(value.ref, rule):
            return Verdict.OURS if keyed else Verdict.UNRESOLVED
        if value.kind in CLASSES and self._members.may_be(value.ref, rule):
            return Verdict.UNRESOLVED
        return Verdict.OTHER

    def _named(self, rule: MemberRule, values: Values, around: ClassRef | None) -> Verdict:
        """An attribute, by what its object may be, and the class in whose code it stands."""
        ours, others = False, False
        for value in values:
            if value.kind is ValueKind.UNKNOWN:
                return Verdict.UNRESOLVED
            if value.kind is ValueKind.PLAIN and rule.owner is not None and not rule.owner.path:
                if value.parts[:1] == rule.owner.parts[:1]:
                    if value.parts != rule.owner.parts:
                        return Verdict.UNRESOLVED
                    ours = True
            elif value.kind is ValueKind.EXTERNAL and value.ref == rule.owner:
                ours = True
            elif value.kind in CLASSES or (value.kind is ValueKind.EXTERNAL and _is_class(value.parts)):
                mixed = self._members.mixed_in(value, rule) if value.ref == around else False
                if mixed or self._members.is_ours(value, rule):
                    ours = True
                elif mixed is None or self._members.may_be(value.ref, rule):
                    return Verdict.UNRESOLVED
                else:
                    others = others or self._members.may_have(value.ref, rule.name)
            elif value.kind in (ValueKind.FUNCTION, ValueKind.MODULE, ValueKind.EXTERNAL):
                others = True
        if ours and others:
            return Verdict.UNRESOLVED
        return Verdict.OURS if ours else Verdict.OTHER


def _class_around(path: str, site: MemberSite) -> ClassRef | None:
    """The class in whose code a place stands."""
    return ClassRef(path, site.owner) if site.owner else None


def _is_class(parts: Path) -> bool:
    """Whether a dotted path of something outside the tree is a class's, as its name is written (PEP 8)."""
    return parts[-1][:1].isupper()


def functions_reaching(words: Iterator[tuple[str, frozenset[str]]], start: str) -> Collection[str]:
    """The names of the functions that one leads to by name, itself included."""
    spelled: dict[str, set[str]] = {}
    for name, own in words:
        spelled.setdefault(name, set()).update(own)
    found: set[str] = set()
    todo = [start]
    while todo:
        name = todo.pop()
        if name in spelled and name not in found:
            found.add(name)
            todo += spelled[name]
    return found
