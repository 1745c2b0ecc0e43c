"""The classes that derive from something tracked: who makes their objects, and what they pass on for that."""

import ast
from collections.abc import Iterator

from msgspec import Struct

from codemods.semantic.access import Argument
from codemods.semantic.dotted_names import last_name
from codemods.semantic.nodes import PlaceToOffset, span_of
from codemods.semantic.span import Span
from codemods.semantic.usage import arguments_of

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_MAKING = ("__init__", "__new__")


class SuperCall(Struct, frozen=True, array_like=True):
    """A call of `super().__init__`. `line` is 1-based."""

    span: Span
    arguments: tuple[Argument, ...]
    line: int
    names: frozenset[str]
    """The names that the function around it binds itself."""


class ClassStatement(Struct, frozen=True, array_like=True):
    """One class, with a base that is tracked."""

    name: str
    scope: int
    """The scope that the statement stands in."""
    bases: tuple[tuple[int, str], ...]
    """Where each base starts, and its last name."""
    makes_itself: bool
    """Whether its objects may be made otherwise than those of its bases: by its own code, or a decorator."""
    super_calls: tuple[SuperCall, ...]


def read_class(
    node: ast.ClassDef, scope: int, tracked: frozenset[str], to_offset: PlaceToOffset
) -> ClassStatement | None:
    """What matters of a class; None where no base is tracked."""
    if not any(_base_name(base) in tracked for base in node.bases):
        return None
    own = [each for each in node.body if isinstance(each, _FUNCTIONS) and each.name in _MAKING]
    return ClassStatement(
        node.name,
        scope,
        tuple((span_of(base, to_offset).start, last_name(_without_items(base))) for base in node.bases),
        bool(own or node.decorator_list or node.keywords),
        tuple(call for each in own for call in _super_calls(each, to_offset)),
    )


def _without_items(node: ast.expr) -> ast.expr:
    return node.value if isinstance(node, ast.Subscript) else node


def _base_name(node: ast.expr) -> str:
    """The name on which the chain of a base hangs; empty for any other expression."""
    node = _without_items(node)
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _super_calls(
    function: ast.FunctionDef | ast.AsyncFunctionDef, to_offset: PlaceToOffset
) -> Iterator[SuperCall]:
    nodes = list(ast.walk(function))
    arguments = {each.arg for each in nodes if isinstance(each, ast.arg)}
    stored = {each.id for each in nodes if isinstance(each, ast.Name) and not isinstance(each.ctx, ast.Load)}
    names = frozenset(arguments | stored)
    for node in nodes:
        if isinstance(node, ast.Call) and _is_super_init(node.func):
            given = tuple(arguments_of(node, to_offset))
            yield SuperCall(span_of(node, to_offset), given, node.lineno, names)


def _is_super_init(node: ast.expr) -> bool:
    called = isinstance(node, ast.Attribute) and node.attr == "__init__" and isinstance(node.value, ast.Call)
    return called and last_name(node.value.func) == "super"  # type: ignore[attr-defined]
