"""Whether a class has a member that a migration names: it is the member's, derives from it, or may."""

from collections.abc import Callable

from codemods.project.class_model import ClassModel
from codemods.project.external_objects import may_derive
from codemods.project.member_rules import MemberRule
from codemods.project.object_values import ClassRef, Value, ValueKind

_PROXIES = frozenset({"__getattr__", "__getattribute__"})


class MemberClasses:
    """Asks the classes of one tree; `family` are, for each member, its class and what derives from it."""

    def __init__(
        self,
        classes: ClassModel,
        family: dict[MemberRule, frozenset[ClassRef]],
        deriving: Callable[[ClassRef], frozenset[ClassRef]],
    ) -> None:
        """`deriving` gives a class and all classes of the tree that derive from it."""
        self._classes = classes
        self._family = family
        self._deriving = deriving

    def is_ours(self, value: Value, rule: MemberRule) -> bool:
        """Whether an object, or class, has the member from the rule's class, or from an override of it."""
        if value.kind is ValueKind.SUPER and rule.owner is not None:
            return self._classes.any_derives(self._classes.order(value.ref)[0][1:], rule.owner)
        return self.belongs(value.ref, rule)

    def mixed_in(self, value: Value, rule: MemberRule) -> bool | None:
        """Whether an object of a class that is mixed into others has the member; None if only some have it.

        All have it if each class that is made of it, and that none derives from, derives from the member's.
        """
        order, _ = self._classes.order(value.ref)
        outlines = (self._classes.outline(each) for each in order)
        if rule.owner is None or any(each is not None and rule.name in each.names for each in outlines):
            return False
        made = self._deriving(value.ref)
        last = [each for each in made if not any(self._classes.derives(o, each) for o in made - {each})]
        having = 0
        for each in last:
            behind = self._classes.order(each)[0]
            start = behind.index(value.ref) + 1 if value.kind is ValueKind.SUPER else 0
            having += self._classes.any_derives(behind[start:], rule.owner)
        return having == len(last) if having in (0, len(last)) else None

    def belongs(self, ref: ClassRef, rule: MemberRule) -> bool:
        """Whether a class is the member's, or derives from it."""
        return ref in self._family[rule] or (
            rule.owner is not None and self._classes.derives(ref, rule.owner)
        )

    def may_be(self, ref: ClassRef, rule: MemberRule) -> bool:
        """Whether an object of a type may be one of the member's class all the same.

        That is so of what the class, or one that derives from it, derives from; of a protocol; and of a class
        that may derive from it for all that is known, or hands on what it is asked for.
        """
        owner = rule.owner
        if any(self._classes.derives(each, ref) for each in self._family[rule]):
            return True
        order, complete = self._classes.order(ref)
        outlines = [each for each in map(self._classes.outline, order) if each is not None]
        hands_on = any(not _PROXIES.isdisjoint(each.body) for each in outlines)
        is_protocol = any(not each.path and each.parts[-1] == "Protocol" for each in order)
        named = any(rule.name in each.names for each in outlines)
        if owner is not None and not owner.path and not named:
            # What packages hand on under other paths, or derive from others, is not known.
            outside = (each.parts for each in order if not each.path)
            if any(may_derive(each, owner.parts) is None for each in outside):
                return True
        return not complete or (hands_on and not named) or (is_protocol and named)

    def may_have(self, ref: ClassRef, name: str) -> bool:
        """Whether a class may have an attribute of a name."""
        order, complete = self._classes.order(ref)
        for each in order:
            outline = self._classes.outline(each)
            if outline is None and each.path == "" and each.parts[-1] not in ("object", "ABC", "Generic"):
                return True
            if outline is not None and name in outline.names:
                return True
        return not complete
