"""What one step from a value gives: a call, an item, an element; what awaiting or entering it gives."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from codemods.project.external_objects import MAKERS, OPEN_MODULES, external_result
from codemods.project.object_values import ANYTHING, NOTHING, PLAIN, Value, ValueKind
from codemods.semantic import receiver_terms as terms

if TYPE_CHECKING:
    from codemods.project.class_model import ClassModel


def result_of_method(classes: "ClassModel", path: str, method: terms.Attribute) -> Iterator[Value]:
    """What a method call gives; those of containers are known."""
    for value in classes.values(path, method.of):
        if isinstance(value.term, terms.Many):
            yield from _container_method(classes, value, value.term, method.name)
            continue
        for each in classes.attribute(value, method.name):
            if each == ANYTHING and _gives_its_own(classes, value, method.name):
                yield value._replace(kind=ValueKind.INSTANCE)
            else:
                yield from _result(classes, each)


def _gives_its_own(classes: "ClassModel", value: Value, name: str) -> bool:
    """Whether a method from outside the tree gives an object of the class that it is called on."""
    if value.kind is ValueKind.INSTANCE or (value.kind is ValueKind.SUPER and value.path):
        return name == "copy"
    bases = classes.order(value.ref)[0] if value.kind is ValueKind.CLASS else ()
    return any(not each.path and name in MAKERS.get(each.parts[-1], ()) for each in bases)


def _container_method(classes: "ClassModel", value: Value, term: terms.Many, name: str) -> Iterator[Value]:
    if name == "values":
        yield value._replace(term=terms.many(term.values))
    elif name == "keys":
        yield value._replace(term=terms.many(term.elements))
    elif name in ("get", "pop", "setdefault", "popleft"):
        yield from classes.values(value.path, term.values)
    elif name in ("copy", "union", "difference", "intersection"):
        yield value
    elif name == "items":
        yield value._replace(term=terms.many(terms.UNKNOWN))
    else:
        yield PLAIN


def _result(classes: "ClassModel", value: Value) -> Iterator[Value]:
    kind = value.kind
    if kind is ValueKind.CLASS:
        yield value._replace(kind=ValueKind.INSTANCE)
    elif kind is ValueKind.FUNCTION:
        function = classes.function(value)
        yield from classes.values(value.path, function.returns) if function is not None else (ANYTHING,)
    elif kind is ValueKind.EXTERNAL:
        yield external_result(value.parts)
    elif kind is ValueKind.PLAIN and value != NOTHING:
        yield value
    elif kind is ValueKind.INSTANCE and value.path:
        for each in classes.attribute(value, "__call__"):
            yield from _result(classes, each)
    elif isinstance(value.term, terms.Returning):
        yield from classes.values(value.path, value.term.of)
    elif value != NOTHING:
        yield ANYTHING


def _instance(classes: "ClassModel", value: Value) -> Iterator[Value]:
    if value.kind is ValueKind.CLASS or (
        value.kind is ValueKind.EXTERNAL and value.parts[0] not in OPEN_MODULES
    ):
        yield value._replace(kind=ValueKind.INSTANCE)
    elif value == NOTHING:
        yield value
    else:
        yield ANYTHING


def _class_of(classes: "ClassModel", value: Value) -> Iterator[Value]:
    known = value.kind is ValueKind.INSTANCE and value.path
    yield value._replace(kind=ValueKind.CLASS) if known else ANYTHING


def _parent(classes: "ClassModel", value: Value) -> Iterator[Value]:
    yield value._replace(kind=ValueKind.SUPER) if value.kind is ValueKind.CLASS else ANYTHING


def _item(classes: "ClassModel", value: Value) -> Iterator[Value]:
    if value.kind is ValueKind.CLASS:
        kind = ValueKind.INSTANCE if classes.is_enum(value.ref) else ValueKind.CLASS
        yield value._replace(kind=kind)
    elif value.kind is ValueKind.EXTERNAL or (value.kind is ValueKind.PLAIN and value != NOTHING):
        yield value
    elif isinstance(value.term, terms.Many):
        yield from classes.values(value.path, value.term.values)
    elif value.kind is ValueKind.INSTANCE and value.path:
        for each in classes.attribute(value, "__getitem__"):
            yield from _result(classes, each)
    elif value != NOTHING:
        yield ANYTHING


def _element(classes: "ClassModel", value: Value) -> Iterator[Value]:
    if isinstance(value.term, terms.Many):
        yield from classes.values(value.path, value.term.elements)
    elif value.kind is ValueKind.PLAIN:
        yield PLAIN
    elif value.kind is ValueKind.CLASS and classes.is_enum(value.ref):
        yield value._replace(kind=ValueKind.INSTANCE)
    elif value.kind is ValueKind.INSTANCE and value.path:
        for each in classes.attribute(value, "__iter__"):
            for given in _result(classes, each):
                yield from _element(classes, given) if given.term is not None else (ANYTHING,)
    else:
        yield ANYTHING


def _awaited(classes: "ClassModel", value: Value) -> Iterator[Value]:
    if isinstance(value.term, terms.Promise):
        yield from classes.values(value.path, value.term.of)
    else:
        yield ANYTHING


def _entered(classes: "ClassModel", value: Value) -> Iterator[Value]:
    if isinstance(value.term, terms.Promise):
        yield from classes.values(value.path, value.term.of)
    elif value.kind is ValueKind.PLAIN:
        yield PLAIN
    elif value.kind is ValueKind.INSTANCE and value.path:
        for each in classes.attribute(value, "__enter__"):
            yield from _result(classes, each)
    else:
        yield ANYTHING


STEPS: dict[type, Callable[["ClassModel", Value], Iterator[Value]]] = {
    terms.Instance: _instance,
    terms.ClassOf: _class_of,
    terms.Parent: _parent,
    terms.Result: _result,
    terms.Awaited: _awaited,
    terms.Entered: _entered,
    terms.Item: _item,
    terms.Element: _element,
}
"""For each kind of term that is about another one, what it gives of a value of that."""
