"""How an expression is used, read off the nodes around it: awaited, called, looked at, ..."""

import ast
from collections.abc import Iterator

from codemods.semantic.access import Argument, Usage
from codemods.semantic.ancestors import AncestorQuery, Parents, climb
from codemods.semantic.awaiting import Awaiting
from codemods.semantic.dotted_names import dotted_parts, last_name, trailing_names
from codemods.semantic.inspecting_blocks import RAISERS, block_around, deprecation_around, inspects_inside
from codemods.semantic.nodes import PlaceToOffset, span_of
from codemods.semantic.precedence import Precedence, precedence_in
from codemods.semantic.purity import is_pure
from codemods.semantic.span import Span
from codemods.semantic.type_mentions import names_type
from codemods.values.rule_forms import Stand
from codemods.values.source import Source

INSPECTORS = frozenset(["isinstance", "issubclass", "hasattr", "getattr", "type", "dir", "vars", "help"])
"""Built-ins whose answer depends on which object they are given."""

_NAMING = INSPECTORS | {"callable", "print", "repr", "str", "id", "hash", "bool"}
"""Calls that take an object and do not call it."""

IMPORT_ERRORS = frozenset(["ImportError", "ModuleNotFoundError", "Exception", "BaseException"])

_LITERALS = (ast.Constant, ast.UnaryOp, ast.BinOp, ast.Tuple, ast.List, ast.Set, ast.Dict)
_KEEPERS = (
    *(ast.Expr, ast.Compare, ast.UnaryOp, ast.If, ast.While, ast.Assert, ast.Delete, ast.FormattedValue),
    *(ast.Attribute, ast.Raise, ast.ExceptHandler),
)
"""Nodes that look at a value, and let it go no further."""
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SCOPES = (*_FUNCTIONS, ast.ClassDef)


class UsageReader:
    """Answers for the nodes of one tree; what is asked of many nodes is worked out once.

    `source` is that of the file where the tree is the file's, None where it is that of another text.
    """

    def __init__(self, to_offset: PlaceToOffset, source: Source | None) -> None:
        self._to_offset = to_offset
        self._awaiting = Awaiting(source)
        self._inspector_around = AncestorQuery(block_around, "")
        self._deprecation_around = AncestorQuery(deprecation_around, "")
        self._expects_import_error = AncestorQuery(_expects_import_error, False)

    def of(self, node: ast.expr, parents: Parents | None) -> Usage:
        """Classify the use of an expression by its parents."""
        if parents is None:
            return Usage()
        parent, above = parents
        subscript = parent if isinstance(parent, ast.Subscript) and parent.value is node else None
        if not isinstance(parent, ast.Call) or parent.func is not node:
            partial = _partial_of(node, parent)
            return Usage(
                arguments=tuple(arguments_of(partial, self._to_offset))[1:] if partial is not None else (),
                inspected_by=_inspector(node, parent) or self._inspector_of_statement(parent, above),
                handed_on=is_handed_on(node, parent),
                is_only_named=_is_only_named(node, parent),
                names_attribute=_names_attribute(node, parent),
                place=precedence_in(parent, node) if subscript is None else _place(subscript, above),
                subscript=span_of(subscript, self._to_offset) if subscript is not None else None,
                stand=_stand(node, parent),
                bound_by=span_of(partial, self._to_offset) if partial is not None else None,
                names_type=names_type(node, parents),
            )
        when = self._awaiting.when(parent, above)
        return Usage(
            when=when,
            call=span_of(parent, self._to_offset),
            arguments=tuple(arguments_of(parent, self._to_offset)),
            inspected_by=self._inspector_of_call(parent, above),
            place=_place(parent, above),
            never_awaited=when != "awaited" and not self._awaiting.is_handed_on(parent, above),
            stand="decorator" if above is not None and _stand(parent, above[0]) == "decorator" else None,
        )

    def _inspector_of_statement(self, parent: ast.AST, above: Parents | None) -> str | None:
        """What states what the mere reading of a name raises or warns."""
        return self.inspector_around(parent, above) if isinstance(parent, ast.Expr) else None

    def _inspector_of_call(self, call: ast.Call, parents: Parents | None) -> str | None:
        """What states what a call raises or warns, where nothing else is done with its result there.

        What states that a call is deprecated does so whatever is done with the result.
        """
        for parent, child, above in climb(call, parents):
            if isinstance(parent, ast.stmt):
                return self.inspector_around(parent, above)
            if isinstance(parent, ast.Call) and child is not parent.func and inspects_inside(parent):
                return last_name(parent.func)
            if not isinstance(parent, (ast.Await, ast.Lambda, ast.withitem)):
                return self._deprecation_around.ask(call, parents) or None
        return None

    def inspector_around(self, node: ast.expr | ast.stmt, parents: Parents | None) -> str | None:
        """What states, or records, what a node raises or warns; None when nothing does."""
        return self._inspector_around.ask(node, parents) or None

    def expects_import_error(self, node: ast.stmt, parents: Parents | None) -> bool:
        """Whether a statement stands where an ImportError is expected, or handled."""
        return self._expects_import_error.ask(node, parents)


def _place(node: ast.expr, parents: Parents | None) -> Precedence:
    """How tightly what stands in the place of a node has to bind."""
    return precedence_in(parents[0], node) if parents is not None else Precedence.TEST


def _stand(node: ast.expr, parent: ast.AST) -> Stand | None:
    """Where an expression stands, of the places that rules name."""
    if isinstance(parent, (*_FUNCTIONS, ast.ClassDef)) and any(
        node is each for each in parent.decorator_list
    ):
        return "decorator"
    if isinstance(parent, ast.ClassDef) and any(node is each for each in parent.bases):
        return "base"
    return "subscript" if isinstance(parent, ast.Subscript) and parent.value is node else None


def is_handed_on(node: ast.expr, parent: ast.AST) -> bool:
    """Whether the value of an expression goes on from there, and is not just looked at."""
    return isinstance(getattr(node, "ctx", ast.Load()), ast.Load) and not isinstance(parent, _KEEPERS)


_NAME_ONE = frozenset({"patch.object", "patch", "setattr", "delattr", "getattr", "hasattr", "spy"})
"""Calls that take an object and a name of it; so does the `self.patch` of twisted's test cases."""


def _names_attribute(node: ast.expr, parent: ast.AST) -> bool:
    """Whether a call takes an object and, as a plain string, the one name of it that the call is about."""
    if not isinstance(parent, ast.Call) or parent.args[:1] != [node] or len(parent.args) < 2:
        return False
    names = trailing_names(parent.func)
    known = not _NAME_ONE.isdisjoint((".".join(names[-2:]), *names[-1:]))
    name = parent.args[1].value if known and isinstance(parent.args[1], ast.Constant) else None
    # `__dict__` gives all names at once.
    return isinstance(name, str) and not name.startswith("__")


def callee_of(node: ast.expr, parents: Parents | None) -> str | None:
    """The dotted name of the call that takes an expression as its argument, None when none does.

    Of a call on anything but a plain name, it is the last name alone, if there is one.
    """
    argument: ast.AST = node
    if parents is not None and isinstance(parents[0], ast.keyword):
        argument, parents = parents
    if parents is None or not isinstance(parents[0], ast.Call) or parents[0].func is argument:
        return None
    return ".".join(dotted_parts(parents[0].func)) or last_name(parents[0].func) or None


def _partial_of(node: ast.expr, parent: ast.AST) -> ast.Call | None:
    """The call of `functools.partial` that an expression is the first argument of."""
    if not isinstance(parent, ast.Call) or parent.args[:1] != [node]:
        return None
    return parent if last_name(parent.func) in _PARTIALS else None


_PARTIALS = ("partial", "partialmethod")


def arguments_of(call: ast.Call, to_offset: PlaceToOffset) -> Iterator[Argument]:
    """The arguments in the order of the source, which is also the order of evaluation."""
    written: list[tuple[int, Argument]] = []
    for value in call.args:
        star = "*" if isinstance(value, ast.Starred) else ""
        argument = _argument(value, span_of(value, to_offset), None, star)
        written.append((argument.span.start, argument))
    for keyword in call.keywords:
        star = "" if keyword.arg else "**"
        argument = _argument(keyword.value, span_of(keyword, to_offset), keyword.arg, star)
        written.append((argument.span.start, argument))
    return (argument for _, argument in sorted(written, key=lambda pair: pair[0]))


def _argument(value: ast.expr, span: Span, keyword: str | None, star: str) -> Argument:
    simple, literal = _is_simple(value), _literal(value)
    # What `*` and `**` take apart may be of any class.
    pure = not star and (bool(literal) or simple or is_pure(value))
    chain = dotted_parts(value.func if isinstance(value, ast.Call) else value) if not literal else ()
    return Argument(
        span, keyword, star, simple, literal, pure, tuple(chain), _keys(value) if star == "**" else None
    )


def _keys(value: ast.expr) -> tuple[str, ...] | None:
    """The keys of a dict display that spells all of them."""
    if not isinstance(value, ast.Dict):
        return None
    keys = [each.value if isinstance(each, ast.Constant) else None for each in value.keys]
    return tuple(map(str, keys)) if all(isinstance(each, str) for each in keys) else None


def _is_simple(node: ast.expr) -> bool:
    """Whether an expression does nothing but read names, and their attributes, or is a literal."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, (ast.Name, ast.Constant))


_LONGEST_LITERAL = 200


def _literal(node: ast.expr) -> str:
    """A literal as `repr` gives it; empty for anything else, and for a long one, which no rule speaks of."""
    if not isinstance(node, _LITERALS):
        return ""
    try:
        # Each call of `literal_eval` makes a cycle of functions, and most literals are constants.
        written = repr(node.value if isinstance(node, ast.Constant) else ast.literal_eval(node))
    except (ValueError, TypeError, RecursionError, MemoryError):
        return ""
    return written if len(written) <= _LONGEST_LITERAL else ""


def _is_only_named(node: ast.expr, parent: ast.AST) -> bool:
    """Whether code names an object without handing it on to anything that may call it."""
    if isinstance(parent, ast.Call):
        name = last_name(parent.func)
        return parent.func is not node and (name in _NAMING or name.startswith("assertIs"))
    if isinstance(parent, (ast.Assert, ast.If, ast.While, ast.IfExp)):
        return parent.test is node
    return isinstance(parent, (ast.FormattedValue, ast.Compare, ast.Expr, ast.UnaryOp))


def _inspector(node: ast.expr, parent: ast.AST) -> str | None:
    """What looks at an object that is passed to it; None when nothing does."""
    if not isinstance(parent, ast.Call) or parent.func is node:
        return None
    name = last_name(parent.func)
    # Of `isinstance(a, b)` only `a` is looked at, and what `raises` takes first is what is to be raised.
    is_first = parent.args[:1] == [node]
    if (name in RAISERS) is is_first:
        return None
    owner = parent.func.value if isinstance(parent.func, ast.Attribute) else None
    if isinstance(owner, ast.Name) and (owner.id == "inspect" or name == "iscoroutinefunction"):
        return f"{owner.id}.{name}"
    return name if name in INSPECTORS or name in RAISERS or name == "iscoroutinefunction" else None


def _expects_import_error(parent: ast.AST, child: ast.AST, _above: Parents | None) -> bool | None:
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
