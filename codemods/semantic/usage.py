"""How an expression is used, read off what stands around it: awaited, called, looked at, …"""

import ast
from collections.abc import Iterator

from codemods.semantic.access import Argument, Usage
from codemods.semantic.ancestors import AncestorQuery, Parents
from codemods.semantic.awaiting import Awaiting
from codemods.semantic.dotted_names import last_name
from codemods.semantic.nodes import PlaceToOffset, span_of
from codemods.values.source import Source

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

NAMESPACES = frozenset(["globals", "locals", "vars"])
"""Built-ins that give a namespace, whose names are then spelled as strings."""

IMPORT_ERRORS = frozenset(["ImportError", "ModuleNotFoundError", "Exception", "BaseException"])

_PLAIN = (ast.Name, ast.Constant, ast.Attribute)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class UsageReader:
    """Answers for the nodes of one tree; what is asked of many nodes is worked out once."""

    def __init__(self, place: PlaceToOffset, source: Source | None) -> None:
        self._place = place
        self._awaiting = Awaiting(source)
        self._raiser = AncestorQuery(_raiser, "")
        self._probe = AncestorQuery(_probe, False)

    def of(self, node: ast.expr, link: Parents | None) -> Usage:
        """Classify the use of an expression by its parents."""
        if link is None:
            return Usage()
        parent, above = link
        if not isinstance(parent, ast.Call) or parent.func is not node:
            return Usage(inspected_by=_looker(node, parent))
        when = self._awaiting.when(parent, above)
        return Usage(
            when=when,
            call=span_of(parent, self._place),
            arguments=tuple(_arguments(parent, self._place)),
            inspected_by=self._raiser.ask(parent, above),
            needs_parentheses=_binds_tighter(parent, above),
            never_awaited=when != "awaited" and not self._awaiting.is_handed_on(parent, above),
        )

    def looks_at(self, node: ast.stmt, link: Parents | None) -> str:
        """What states, or records, what a statement raises or warns; empty when nothing does."""
        return self._raiser.ask(node, link)

    def is_probe(self, node: ast.stmt, link: Parents | None) -> bool:
        """Whether a statement stands where an ImportError is expected, or handled."""
        return self._probe.ask(node, link)


def callee_of(node: ast.expr, link: Parents | None) -> str:
    """The dotted name of the call that takes an expression as its argument; empty when none does."""
    argument: ast.AST = node
    if link is not None and isinstance(link[0], ast.keyword):
        argument, link = link
    if link is not None and isinstance(link[0], (ast.Subscript, ast.Compare)):
        return _namespace(link[0])
    if link is None or not isinstance(link[0], ast.Call) or link[0].func is argument:
        return ""
    parts: list[str] = []
    function = link[0].func
    while isinstance(function, ast.Attribute):
        parts.append(function.attr)
        function = function.value
    if not isinstance(function, ast.Name):
        return last_name(link[0].func)
    return ".".join([function.id, *reversed(parts)])


def _namespace(node: ast.Subscript | ast.Compare) -> str:
    """`globals[]` for `globals()["name"]` and `"name" in globals()`; empty for anything else."""
    calls = [each for each in ast.iter_child_nodes(node) if isinstance(each, ast.Call)]
    name = last_name(calls[0].func) if calls else ""
    return f"{name}[]" if name in NAMESPACES else ""


def _arguments(call: ast.Call, place: PlaceToOffset) -> Iterator[Argument]:
    """The arguments in the order of the source, which is also the order of evaluation."""
    written: list[tuple[int, Argument]] = []
    for value in call.args:
        span = span_of(value, place)
        star = "*" if isinstance(value, ast.Starred) else ""
        written.append((span.start, Argument(span, star=star, simple=isinstance(value, _PLAIN))))
    for keyword in call.keywords:
        span = span_of(keyword, place)
        star = "" if keyword.arg else "**"
        written.append((span.start, Argument(span, keyword.arg, star, isinstance(keyword.value, _PLAIN))))
    return (argument for _, argument in sorted(written, key=lambda pair: pair[0]))


def _binds_tighter(call: ast.Call, link: Parents | None) -> bool:
    """Whether the parent is a primary, which would take `await x` apart (6.3)."""
    parent = link[0] if link is not None else None
    if isinstance(parent, (ast.Attribute, ast.Subscript)):
        return parent.value is call
    return isinstance(parent, ast.Await) or (isinstance(parent, ast.Call) and parent.func is call)


def _looker(node: ast.expr, parent: ast.AST) -> str:
    """What looks at a value that is passed to it; empty when nothing does."""
    if not isinstance(parent, ast.Call) or parent.func is node:
        return ""
    name = last_name(parent.func)
    owner = parent.func.value if isinstance(parent.func, ast.Attribute) else None
    if isinstance(owner, ast.Name) and (owner.id == "inspect" or name == "iscoroutinefunction"):
        return f"{owner.id}.{name}"
    return name if name in LOOKERS or name in RAISERS or name == "iscoroutinefunction" else ""


def _raiser(parent: ast.AST, _child: ast.AST, _above: Parents | None) -> str | None:
    """The `pytest.raises`-like block around a call; empty when there is none."""
    if isinstance(parent, ast.ClassDef):
        return ""
    calls: list[ast.expr] = []
    if isinstance(parent, (ast.With, ast.AsyncWith)):
        calls = [item.context_expr for item in parent.items]
    elif isinstance(parent, ast.Call):
        calls = [parent]
    found = [call for call in calls if isinstance(call, ast.Call)]
    return next((last_name(call.func) for call in found if _looks_inside(call)), None)


def _looks_inside(call: ast.Call) -> bool:
    """Whether a call states, or records, what the code inside it raises or warns."""
    name = last_name(call.func)
    records = any(keyword.arg == "record" for keyword in call.keywords)
    return name in RAISERS or (name == "catch_warnings" and (records or bool(call.args)))


def _probe(parent: ast.AST, child: ast.AST, _above: Parents | None) -> bool | None:
    """Directly inside a `try` for ImportError, or inside such a handler."""
    if isinstance(parent, ast.ExceptHandler):
        return _catches_import_error(parent)
    if isinstance(parent, (ast.Try, ast.TryStar)) and any(child is each for each in parent.body):
        return any(_catches_import_error(each) for each in parent.handlers)
    return False if isinstance(parent, _SCOPES) else None


def _catches_import_error(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(each, ast.Name) and each.id in IMPORT_ERRORS for each in caught)
