"""Which strings type checkers read as code (PEP 484, forward references)."""

import ast
import collections.abc
import typing
from collections.abc import Iterator

from codemods.semantic.dotted_names import last_name

_BUILT_IN = {"list", "dict", "set", "frozenset", "tuple", "type", "defaultdict", "deque"}
GENERICS = frozenset({*typing.__all__, *collections.abc.__all__, *_BUILT_IN})
"""Names of what types subscribe. Another object may well be subscribed by plain strings."""

_TYPES_IN = {
    "cast": (slice(0, 1), {"typ"}),
    "ForwardRef": (slice(0, 1), {"arg"}),
    "NewType": (slice(1, 2), {"tp"}),
    "TypeVar": (slice(1, None), {"bound", "default"}),
    "ParamSpec": (slice(0, 0), {"bound", "default"}),
    "TypeVarTuple": (slice(0, 0), {"default"}),
    "TypeAliasType": (slice(1, 2), {"value"}),
    "assert_type": (slice(1, 2), {"typ"}),
}
"""Which arguments of the callables of `typing` are types, by position and by keyword."""
_FIELDS_IN = {"NamedTuple": "fields", "TypedDict": "fields", "make_dataclass": "fields"}
"""The callables that make a class of its fields, with the name of their second parameter, for these."""


def annotation_strings(node: ast.expr) -> Iterator[ast.Constant]:
    """The strings in an annotation that are annotations themselves; not those of `Literal`."""
    todo: list[ast.expr] = [node]
    while todo:
        part = todo.pop()
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part
        elif isinstance(part, ast.Subscript):
            todo += _subscripted_types(part)
        elif isinstance(part, (ast.Tuple, ast.List)):
            todo += part.elts
        elif isinstance(part, ast.Starred):
            todo.append(part.value)
        elif isinstance(part, ast.BinOp):
            todo += [part.left, part.right]


def typing_strings(node: ast.Call | ast.Subscript) -> Iterator[ast.Constant]:
    """The strings outside annotations that are annotations: `cast("X", ...)`, `Optional["X"]`, ..."""
    if isinstance(node, ast.Subscript):
        if last_name(node.value) in GENERICS:
            yield from annotation_strings(node)
        return
    for argument in (*_type_arguments(node), *_field_types(node)):
        yield from annotation_strings(argument)


def assigned_annotations(node: ast.Assign) -> Iterator[ast.Constant]:
    """The strings that an assignment to `__annotations__`, or to an item of it, makes annotations."""
    for target in node.targets:
        whole = target.value if isinstance(target, ast.Subscript) else target
        if last_name(whole) == "__annotations__":
            types = _values_of(node.value) if whole is target else [node.value]
            yield from (string for each in types for string in annotation_strings(each))


def _values_of(node: ast.expr) -> list[ast.expr]:
    return node.values if isinstance(node, ast.Dict) else []


def _subscripted_types(node: ast.Subscript) -> list[ast.expr]:
    """The parts of a subscript that are types."""
    generic = last_name(node.value)
    if generic == "Literal":
        return []
    if generic == "Annotated" and isinstance(node.slice, ast.Tuple):
        return [node.slice.elts[0]]
    return [node.value, node.slice]


def _type_arguments(node: ast.Call) -> list[ast.expr]:
    """The arguments of a call into `typing` that are types."""
    called = last_name(node.func)
    if called not in _TYPES_IN:
        return []
    positions, names = _TYPES_IN[called]
    return node.args[positions] + [each.value for each in node.keywords if each.arg in names]


def _field_types(node: ast.Call) -> Iterator[ast.expr]:
    """The types of the fields of a class made by a call: `NamedTuple("N", [("field", "Type")])`, ..."""
    called = last_name(node.func)
    if called == "type" and len(node.args) == 3 and isinstance(node.args[2], ast.Dict):
        # `type("C", (), {"__annotations__": {"field": "Type"}})`
        items = zip(node.args[2].keys, node.args[2].values, strict=True)
        own = (value for key, value in items if getattr(key, "value", None) == "__annotations__")
        yield from (each for value in own for each in _values_of(value))
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    if called == "update" and owner is not None and last_name(owner) == "__annotations__":
        yield from (each for given in node.args for each in _values_of(given))
        yield from (each.value for each in node.keywords)
    if called not in _FIELDS_IN:
        return
    given = [*node.args[1:2], *(each.value for each in node.keywords if each.arg == _FIELDS_IN[called])]
    if not given and called != "make_dataclass":
        # The form in which each keyword is a field, as older versions of Python have it.
        yield from (each.value for each in node.keywords if each.arg not in (None, "total", "closed"))
    for fields in given:
        if isinstance(fields, ast.Dict):
            yield from fields.values
        elif isinstance(fields, (ast.List, ast.Tuple)):
            pairs = (each.elts for each in fields.elts if isinstance(each, (ast.Tuple, ast.List)))
            yield from (pair[1] for pair in pairs if len(pair) > 1)


def is_type_alias(annotation: ast.expr) -> bool:
    """Whether an annotation says that the value is a type: `X: TypeAlias = "Type"` (PEP 613)."""
    return last_name(annotation) == "TypeAlias"
