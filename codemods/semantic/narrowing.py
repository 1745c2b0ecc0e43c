"""What `isinstance` and class patterns say of a name at the place where it is read."""

import ast
from collections.abc import Iterator

from codemods.semantic.outline_scopes import FUNCTIONS, OutlineScope
from codemods.semantic.read_outline_scopes import ScopeReader

_LEAVES = (ast.Return, ast.Raise, ast.Continue, ast.Break)


def narrowed_to(node: ast.Name, scope: OutlineScope, scopes: ScopeReader) -> list[ast.expr]:
    """The classes of which a name's object is an instance here; none where nothing says so.

    A name that is bound again after what says so is not narrowed.
    """
    child: ast.AST = node
    parent = scopes.parents.get(child)
    while parent is not None and not isinstance(parent, (*FUNCTIONS, ast.ClassDef, ast.Lambda)):
        for classes, line in _said_by(parent, child, node.id, scopes):
            if not _rebound(node, line, scope):
                return classes
        child, parent = parent, scopes.parents.get(parent)
    if isinstance(parent, FUNCTIONS):
        for classes, line in _said_before(parent.body, child, node.id):
            if not _rebound(node, line, scope):
                return classes
    return []


def _said_by(
    parent: ast.AST, child: ast.AST, name: str, scopes: ScopeReader
) -> Iterator[tuple[list[ast.expr], int]]:
    """What a node around a name says of it, with the line that says so."""
    if (isinstance(parent, ast.If) and child is not parent.test and child in parent.body) or (
        isinstance(parent, ast.IfExp) and child is parent.body
    ):
        yield from _tested(parent.test, name)
    elif isinstance(parent, ast.BoolOp) and isinstance(parent.op, ast.And):
        for each in parent.values:
            if each is child:
                break
            yield from _tested(each, name)
    elif isinstance(parent, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
        for generator in parent.generators:
            for test in generator.ifs if child is not generator else ():
                yield from _tested(test, name)
    elif isinstance(parent, ast.match_case) and isinstance(parent.pattern, ast.MatchClass):
        subject = getattr(scopes.parents.get(parent), "subject", None)
        if isinstance(subject, ast.Name) and subject.id == name:
            yield [parent.pattern.cls], parent.pattern.lineno
    for body in ("body", "orelse", "finalbody"):
        statements = getattr(parent, body, None)
        if isinstance(statements, list) and child in statements:
            yield from _said_before(statements, child, name)


def _said_before(body: list[ast.stmt], child: ast.AST, name: str) -> Iterator[tuple[list[ast.expr], int]]:
    """What the statements before one in its list say: `assert`, or an `if not` that leaves."""
    for statement in body:
        if statement is child:
            return
        if isinstance(statement, ast.Assert):
            yield from _tested(statement.test, name)
        elif isinstance(statement, ast.If) and not statement.orelse:
            test, last = statement.test, statement.body[-1]
            if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and isinstance(last, _LEAVES):
                yield from _tested(test.operand, name)


def _tested(test: ast.expr, name: str) -> Iterator[tuple[list[ast.expr], int]]:
    """The classes that a test asks for: `isinstance(name, Class)`, alone or one of several with `and`."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        for each in test.values:
            yield from _tested(each, name)
    is_call = isinstance(test, ast.Call) and isinstance(test.func, ast.Name) and test.func.id == "isinstance"
    if is_call and isinstance(test, ast.Call) and len(test.args) == 2:
        asked, kind = test.args
        if isinstance(asked, ast.Name) and asked.id == name:
            yield list(kind.elts) if isinstance(kind, ast.Tuple) else [kind], test.lineno


def _rebound(node: ast.Name, line: int, scope: OutlineScope) -> bool:
    """Whether a name is bound again between a line and the place where it is read."""
    owner = scope.find(node.id)
    bindings = owner.bindings[node.id] if owner is not None else []
    return any(line < each.line <= node.lineno for each in bindings)
