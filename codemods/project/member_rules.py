"""The rules of a migration that name a member of a class, over the classes of one tree."""

from collections.abc import Iterator

from msgspec import Struct

from codemods.project.class_model import ClassModel
from codemods.project.object_values import ClassRef, ValueKind
from codemods.project.rule_index import RuleIndex
from codemods.semantic.receiver_terms import Imported
from codemods.values.rules import Migration
from codemods.values.symbol import Symbol

_DATACLASSES = frozenset({"dataclass", "define", "attrs", "s", "frozen", "mutable", "attributes"})
_FIELD_BASES = frozenset({"NamedTuple", "TypedDict", "namedtuple", "BaseModel", "make_dataclass"})
_PLAIN_BASES = frozenset({"object", "ABC", "Generic", "Protocol", "Exception", *_FIELD_BASES})


class MemberRule(Struct, frozen=True):
    """What becomes of one member."""

    symbol: Symbol
    owner: ClassRef | None
    """The class; None where the tree does not tell which one it is."""
    new: str | None
    """Its name beside the old one; None where no rule gives it one, so that only `Class.member` can move."""
    goes_with: Symbol | None = None
    """The class's own symbol, where that goes as well, and one of the two classes lacks a name that the other
    has: then the class and its member move everywhere together, or stay."""

    @property
    def name(self) -> str:
        """The member's name."""
        return self.symbol.leaf

    @property
    def is_outside(self) -> bool:
        """Whether its class is not in the tree, so that the library itself has both names, or the new one."""
        return self.owner is not None and not self.owner.path


def is_member(symbol: Symbol) -> bool:
    """Whether a symbol is an attribute of a name of its module."""
    return "." in symbol.name


def name_beside(rules: RuleIndex, symbol: Symbol, new: Symbol) -> str | None:
    """The new name of a member that stays in its class, or goes where the class goes; None for any other."""
    owner = Symbol(symbol.module, symbol.name.rpartition(".")[0])
    owners = {rule.new for rule in rules.for_symbol(owner)} or {owner}
    around = next(iter(owners))
    if len(owners) != 1 or around is None or new == symbol:
        return None
    beside = (new.module, new.name.rpartition(".")[0]) == (around.module, around.name)
    return new.leaf if beside else None


def new_beside(rules: RuleIndex, symbol: Symbol) -> str | None:
    """The one new name that a member's rules give it beside the old one; None for any other."""
    news = {rule.new for rule in rules.for_symbol(symbol) if rule.new is not None}
    new = next(iter(news), None)
    return name_beside(rules, symbol, new) if len(news) == 1 and new is not None else None


def member_rules(migration: Migration, rules: RuleIndex, classes: ClassModel) -> Iterator[MemberRule]:
    """The members that a migration names."""
    for symbol in dict.fromkeys(rule.old for rule in migration.symbols if is_member(rule.old)):
        owner = Symbol(symbol.module, symbol.name.rpartition(".")[0])
        ref, new = _class_of(classes, owner), new_beside(rules, symbol)
        lacks = any(
            not _has(classes, _class_of(classes, to), symbol.leaf)
            or (new is not None and not _has(classes, ref, new))
            for to in (rule.new for rule in rules.for_symbol(owner))
            if to is not None and to != owner
        )
        yield MemberRule(symbol, ref, new, owner if lacks else None)


def _has(classes: ClassModel, ref: ClassRef | None, name: str) -> bool:
    """Whether a class of the tree surely has a name."""
    outlines = [classes.outline(each) for each in classes.order(ref)[0]] if ref is not None else []
    return any(each is not None and name in each.names for each in outlines)


def _class_of(classes: ClassModel, symbol: Symbol) -> ClassRef | None:
    """The class that a rule names; that of an object, where it names one."""
    values = classes.values("", Imported(tuple(symbol.dotted.split("."))))
    kinds = {value.kind for value in values}
    if len(values) != 1 or not kinds <= {ValueKind.CLASS, ValueKind.INSTANCE, ValueKind.EXTERNAL}:
        return None
    (value,) = values
    return value.ref


def takes_fields(classes: ClassModel, ref: ClassRef) -> bool:
    """Whether a class is made, or may be, by keywords that are its fields' names."""
    order, complete = classes.order(ref)
    for each in order:
        outline = classes.outline(each)
        if outline is None:
            if each.parts[-1] not in _PLAIN_BASES or each.parts[-1] in _FIELD_BASES:
                return True
        elif outline.decorators & _DATACLASSES:
            return True
        elif "__init__" in outline.body:
            return False
    return not complete


def is_field(classes: ClassModel, ref: ClassRef, name: str) -> bool | None:
    """Whether a member of a class is a field that its calls take as a keyword; None where that can't be told.

    A class outside the tree does not say. One that only makes others take fields has none of its own.
    """
    if not takes_fields(classes, ref):
        return False
    if not ref.path and ref.parts[-1] in _PLAIN_BASES:
        return False
    outlines = [classes.outline(each) for each in classes.order(ref)[0]]
    having = [each for each in outlines if each is not None and name in each.names]
    if having:
        return any(name in each.annotated for each in having)
    return None if None in outlines else True


def is_typed_dict(classes: ClassModel, ref: ClassRef) -> bool:
    """Whether a class is a typed dict, whose fields are keys."""
    return any(not each.path and each.parts[-1] == "TypedDict" for each in classes.order(ref)[0])


def field_index(classes: ClassModel, ref: ClassRef, name: str) -> int:
    """The place of a field among the arguments that a class takes by position; 0 where it is not known.

    The fields of base classes come first.
    """
    fields: dict[str, None] = {}
    for each in reversed(classes.order(ref)[0]):
        outline = classes.outline(each)
        fields.update(dict.fromkeys(outline.annotated if outline is not None else ()))
    return list(fields).index(name) if name in fields else 0
