"""How an expression is used, read off what stands around it: awaited, called, looked at, …"""

import ast
from collections.abc import Callable, Iterator

from codemods.resolution.model import Argument, Span, Usage
from codemods.values.symbols import When

Link = tuple[ast.AST, "Link | None"]
"""A node's parent and the parent's own link, up to the module."""

GATHERERS = frozenset(
    [
        "gather",
        "create_task",
        "ensure_future",
        "wait_for",
        "shield",
        "run",
        "run_until_complete",
        "run_coroutine_threadsafe",
        "timeout_at",
        "as_completed",
        "wait",
    ]
)
"""Callables that await, or have awaited, the coroutines passed to them."""

LOOKERS = frozenset(["isinstance", "issubclass", "hasattr", "getattr", "type", "dir", "vars", "help"])
"""Built-ins whose answer depends on which object they are given."""

RAISERS = frozenset(
    [
        "raises",
        "assertRaises",
        "assertRaisesRegex",
        "warns",
        "assertWarns",
        "assertWarnsRegex",
        "deprecated_call",
    ]
)
"""Test helpers that state what the call inside them raises or warns."""

IMPORT_ERRORS = frozenset(["ImportError", "ModuleNotFoundError", "Exception", "BaseException"])

NAMESPACES = frozenset(["globals", "locals", "vars"])
"""Built-ins that give a namespace, whose names are then spelled as strings."""

_PLAIN = (ast.Name, ast.Constant, ast.Attribute)

Place = Callable[[int, int], int]
"""Turns a line (1-based) and a column (0-based, UTF-8 bytes) of the parsed text into an offset."""


def usage_of(node: ast.expr, link: Link | None, place: Place) -> Usage:
    """Classify the use of an expression by its parents."""
    if link is None:
        return Usage()
    parent, above = link
    if isinstance(parent, ast.Call) and parent.func is node:
        when = _call_when(parent, above)
        return Usage(
            when=when,
            call=span_of(parent, place),
            arguments=tuple(_arguments(parent, place)),
            looked_at=_raiser(above),
            parenthesise=_binds_tighter(parent, above),
            unawaited=when != "awaited" and not _handed_on(parent, above),
        )
    return Usage(looked_at=_looker(node, parent))


def span_of(node: ast.expr | ast.stmt | ast.alias | ast.keyword, place: Place) -> Span:
    """The offsets that a node covers."""
    end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or 0
    return Span(place(node.lineno, node.col_offset), place(end_line, end_column))


def is_probe(link: Link | None, child: ast.AST) -> bool:
    """Whether a statement stands in a `try` for ImportError, or in such a handler."""
    for parent, inner in _parents(link, child):
        if isinstance(parent, ast.ExceptHandler):
            return _catches_import_error(parent)
        if isinstance(parent, (ast.Try, ast.TryStar)) and any(inner is each for each in parent.body):
            return any(_catches_import_error(handler) for handler in parent.handlers)
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            return False
    return False


def call_name(call: ast.Call) -> str:
    """The last name of what is called: `gather` for `asyncio.gather(…)`."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def callee_of(node: ast.expr, link: Link | None) -> str:
    """The dotted name of the call that takes an expression as its argument; empty when none does."""
    if link is not None and isinstance(link[0], ast.keyword):
        node, link = link[0], link[1]  # type: ignore[assignment]  # a keyword stands for its value here
    if link is not None and isinstance(link[0], (ast.Subscript, ast.Compare)):
        inside = [each for each in ast.iter_child_nodes(link[0]) if isinstance(each, ast.Call)]
        if inside and call_name(inside[0]) in NAMESPACES:
            return f"{call_name(inside[0])}[]"
    if link is None or not isinstance(link[0], ast.Call) or link[0].func is node:
        return ""
    parts: list[str] = []
    function = link[0].func
    while isinstance(function, ast.Attribute):
        parts.append(function.attr)
        function = function.value
    return ".".join([function.id, *reversed(parts)]) if isinstance(function, ast.Name) else call_name(link[0])


def _arguments(call: ast.Call, place: Place) -> Iterator[Argument]:
    """The arguments in the order of the source, which is also the order of evaluation."""
    written: list[tuple[int, Argument]] = []
    for value in call.args:
        star = "*" if isinstance(value, ast.Starred) else ""
        span = span_of(value, place)
        written.append((span.start, Argument(span, star=star, plain=isinstance(value, _PLAIN))))
    for keyword in call.keywords:
        span = span_of(keyword, place)
        star = "" if keyword.arg else "**"
        written.append((span.start, Argument(span, keyword.arg, star, isinstance(keyword.value, _PLAIN))))
    return (argument for _, argument in sorted(written, key=lambda pair: pair[0]))


def _parents(link: Link | None, child: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Each parent with the child that leads down to the start."""
    while link is not None:
        yield link[0], child
        child, link = link


def _call_when(call: ast.Call, link: Link | None) -> When:
    passing = (ast.Starred, ast.List, ast.Tuple, ast.Set, ast.ListComp, ast.SetComp, ast.GeneratorExp)
    for parent, child in _parents(link, call):
        if isinstance(parent, ast.Await):
            return "awaited"
        if isinstance(parent, ast.Call):
            if child is not parent.func and call_name(parent) in GATHERERS:
                return "awaited"
            break
        if isinstance(parent, ast.IfExp) and child is not parent.test:
            continue
        if isinstance(parent, (ast.NamedExpr, *passing)):
            continue
        break
    return "async" if _can_await(link, call) else "called"


def _can_await(link: Link | None, child: ast.AST) -> bool:
    """Whether `await` may stand here (language reference 6.4 and 8.9)."""
    for parent, inner in _parents(link, child):
        if isinstance(parent, ast.Lambda):
            return False
        if isinstance(parent, ast.GeneratorExp) and inner is not parent.generators[0].iter:
            return False
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            if any(inner is statement for statement in parent.body):
                return isinstance(parent, ast.AsyncFunctionDef)
            if inner is getattr(parent, "returns", None):
                return False
        if isinstance(parent, (ast.arg, ast.AnnAssign)) and inner is parent.annotation:
            return False
    return False


def _binds_tighter(call: ast.Call, link: Link | None) -> bool:
    """Whether the parent is a primary, which would take `await x` apart (reference 6.3)."""
    if link is None:
        return False
    parent = link[0]
    if isinstance(parent, (ast.Attribute, ast.Subscript)):
        return parent.value is call
    return isinstance(parent, (ast.Await,)) or (isinstance(parent, ast.Call) and parent.func is call)


def _handed_on(call: ast.Call, link: Link | None) -> bool:
    """Whether the call's value goes somewhere that may await it."""
    for parent, _ in _parents(link, call):
        if isinstance(parent, (ast.Return, ast.Yield, ast.YieldFrom, ast.Lambda, ast.Call, ast.keyword)):
            return True
        if isinstance(parent, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
            target = parent.targets[0] if isinstance(parent, ast.Assign) else parent.target
            return isinstance(target, ast.Name) and _awaits_later(target.id, link)
        if isinstance(parent, (ast.Attribute, ast.Expr, ast.stmt)):
            return False
    return True


def _awaits_later(name: str, link: Link | None) -> bool:
    scope = next(
        (p for p, _ in _parents(link, ast.Pass()) if isinstance(p, (ast.FunctionDef, ast.AsyncFunctionDef))),
        None,
    )
    if scope is None:
        return False
    handing = (ast.Await, ast.Return, ast.Yield, ast.Call)
    for node in ast.walk(scope):
        if isinstance(node, handing) and any(
            isinstance(child, ast.Name) and child.id == name for child in _handed_children(node)
        ):
            return True
    return False


def _handed_children(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Call):
        if call_name(node) in GATHERERS:
            yield from node.args
            for argument in node.args:
                if isinstance(argument, ast.Starred):
                    yield argument.value
    else:
        yield from ast.iter_child_nodes(node)


def _looker(node: ast.expr, parent: ast.AST) -> str:
    """What looks at a value that is passed to it; empty when nothing does."""
    if not isinstance(parent, ast.Call) or parent.func is node:
        return ""
    name = call_name(parent)
    function = parent.func
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        if function.value.id == "inspect":
            return f"inspect.{name}"
        if name == "iscoroutinefunction":
            return f"{function.value.id}.{name}"
    return name if name in LOOKERS or name in RAISERS or name == "iscoroutinefunction" else ""


def _raiser(link: Link | None) -> str:
    """The `pytest.raises`-like block around a call; empty when there is none."""
    for parent, _ in _parents(link, ast.Pass()):
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            return ""
        if isinstance(parent, (ast.With, ast.AsyncWith)):
            for item in parent.items:
                if isinstance(item.context_expr, ast.Call) and call_name(item.context_expr) in RAISERS:
                    return call_name(item.context_expr)
        if isinstance(parent, ast.Call) and call_name(parent) in RAISERS:
            return call_name(parent)
    return ""


def _catches_import_error(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(each, ast.Name) and each.id in IMPORT_ERRORS for each in caught)
