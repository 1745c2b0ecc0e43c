"""Classes inside of classes that stand for one of a base by their name, such as pydantic's `Config`."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from codemods.project.object_values import ClassRef, Value, ValueKind
from codemods.semantic.receiver_terms import Imported
from codemods.values.symbol import Symbol

if TYPE_CHECKING:
    from codemods.project.class_model import ClassModel


def inner_owners(members: Iterable[Symbol]) -> frozenset[Symbol]:
    """The classes inside of classes that some members are of."""
    return frozenset(owner for owner in map(_around, members) if "." in owner.name)


def classes_by_name(
    classes: "ClassModel", inner: Collection[Symbol], ref: ClassRef
) -> tuple[list[ClassRef], bool]:
    """The classes of `inner` that a class stands for, and whether these are all, for what is known.

    What reads such a class looks for it by its name in the class around, and takes what it does not say from
    that of a base. So it is as if it derived from that.
    """
    around = ClassRef(ref.path, ref.parts[:-1])
    named = any(each.leaf == ref.parts[-1] for each in inner)
    if not named or classes.outline(around) is None:
        return [], True
    order, complete = classes.order(around)
    found = [each.ref for each in inherited_by_name(classes, inner, order, ref.parts[-1])]
    return [each for each in found if each != ref], complete


def inherited_by_name(
    classes: "ClassModel", inner: Collection[Symbol], order: Collection[ClassRef], name: str
) -> tuple[Value, ...]:
    """What a name gives that is a class inside of one of some classes, or of what these derive from."""
    found: list[Value] = []
    for symbol in sorted(each for each in inner if each.leaf == name):
        for value in classes.values("", Imported(tuple(_around(symbol).dotted.split(".")))):
            is_class = value.kind in (ValueKind.CLASS, ValueKind.EXTERNAL)
            if is_class and classes.any_derives(order, value.ref):
                found.append(Value(value.kind, value.path, (*value.parts, name)))
    return tuple(found)


def _around(symbol: Symbol) -> Symbol:
    """What a symbol is an attribute of."""
    return Symbol(symbol.module, symbol.name.rpartition(".")[0])
