"""The classes that derive from something tracked: who makes their objects, and what they pass on for that."""

import ast
from collections.abc import Iterator, Sequence

from msgspec import Struct

from codemods.semantic.access import Argument
from codemods.semantic.dotted_names import dotted_parts, last_name
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


class BaseCall(Struct, frozen=True, array_like=True):
    """A call of `Base.__init__` in what makes the objects of a class; `start` is where `Base` stands."""

    start: int
    arguments: tuple[Argument, ...]
    """Those behind the object itself, where that comes first."""


class HandedKeywords(Struct, frozen=True, array_like=True):
    """What becomes of the keywords that a class's own `__init__` takes by `**`."""

    parameters: frozenset[str]
    """The parameters that have names of their own."""
    passed: frozenset[str]
    """The keywords that are passed beside them."""
    start: int | None
    """Where the call starts that they go to whole, and only there; None where they are used otherwise."""


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
    base_calls: tuple[BaseCall, ...]
    has_constructor: bool
    """Whether its own body defines what makes its objects."""
    is_plain: bool
    """Whether it has no decorator, and no keyword such as a metaclass."""
    handed: HandedKeywords | None
    """None where no keyword that its own code does not name goes on from there."""


def read_class(
    node: ast.ClassDef, scope: int, tracked: frozenset[str], to_offset: PlaceToOffset
) -> ClassStatement | None:
    """What matters of a class; None where no base is tracked."""
    if tracked.isdisjoint(base_names(node)):
        return None
    own = [each for each in node.body if isinstance(each, _FUNCTIONS) and each.name in _MAKING]
    return ClassStatement(
        node.name,
        scope,
        tuple((span_of(base, to_offset).start, last_name(_without_items(base))) for base in node.bases),
        bool(own or node.decorator_list or node.keywords),
        tuple(call for each in own for call in _super_calls(each, to_offset)),
        tuple(call for each in own for call in _base_calls(each, to_offset)),
        bool(own),
        not (node.decorator_list or node.keywords),
        _handed_keywords(own, to_offset),
    )


def base_names(node: ast.ClassDef) -> list[str]:
    """The names on which the chains of a class's bases hang; empty ones for any other expressions."""
    return [_base_name(base) for base in node.bases]


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


def _base_calls(
    function: ast.FunctionDef | ast.AsyncFunctionDef, to_offset: PlaceToOffset
) -> Iterator[BaseCall]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and _is_base_init(node.func):
            given = tuple(arguments_of(node, to_offset))
            yield BaseCall(span_of(node, to_offset).start, given[1:] if passes_object(given) else given)


def _is_base_init(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "__init__" and bool(dotted_parts(node.value))


def passes_object(arguments: Sequence[Argument]) -> bool:
    """Whether a call of `Class.__init__` passes the object itself by position, before all else."""
    return bool(arguments) and not (arguments[0].star or arguments[0].keyword)


def _handed_keywords(
    functions: Sequence[ast.FunctionDef | ast.AsyncFunctionDef], to_offset: PlaceToOffset
) -> HandedKeywords | None:
    """What the keywords go to that the functions which make an object take by `**`."""
    taking = [each for each in functions if each.args.kwarg is not None]
    nodes = [each for function in taking for each in ast.walk(function)]
    calls = [each for each in nodes if isinstance(each, ast.Call) and _makes_base(each)]
    unknown = [each for each in calls if any(keyword.arg is None for keyword in each.keywords)]
    if not unknown:
        return None
    named = [each for function in taking for each in _own_parameters(function)]
    if len(functions) > 1 or len(unknown) > 1 or taking[0].name != "__init__":
        return HandedKeywords(frozenset(named), frozenset(), None)
    (call,), kwarg = unknown, taking[0].args.kwarg
    spelled = [each for each in nodes if isinstance(each, ast.Name) and kwarg is not None]
    uses = [each for each in spelled if kwarg is not None and each.id == kwarg.arg]
    stars = [each.value for each in call.keywords if each.arg is None]
    passed = frozenset(each.arg for each in call.keywords if each.arg is not None)
    whole = len(uses) == 1 and stars == uses
    return HandedKeywords(frozenset(named), passed, span_of(call, to_offset).start if whole else None)


def _makes_base(node: ast.Call) -> bool:
    """Whether a call is of what makes the objects of a base: its `__init__`, or its `__new__`."""
    if not isinstance(node.func, ast.Attribute):
        return False
    of_super = isinstance(node.func.value, ast.Call) and last_name(node.func.value.func) == "super"
    return node.func.attr in _MAKING and (of_super or bool(dotted_parts(node.func.value)))


def _own_parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    """The parameters that a call can pass by keyword."""
    for each in (*function.args.args, *function.args.kwonlyargs):
        yield each.arg
