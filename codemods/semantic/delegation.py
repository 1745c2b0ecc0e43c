"""What the body of a function comes down to, where all it does is to hand over to something else."""

import ast
from collections.abc import Sequence

from codemods.semantic.deprecation_calls import is_warning

Function = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_NO_DELEGATION = (ast.Yield, ast.YieldFrom, ast.NamedExpr)


def delegated(node: Function, own_warners: frozenset[str] = frozenset()) -> ast.expr | None:
    """The one expression that a function gives, warnings left out; None for one that does more.

    `result = new(x); return result` counts as well. A body that ends in a call without `return` gives the
    call: `returns_value` tells the two apart. `own_warners` are what else warns in the module.
    """
    body = _working(node.body, own_warners)
    if not body or any(isinstance(each, _NO_DELEGATION) for each in ast.walk(node)):
        return None
    *before, last = body
    value = last.value if isinstance(last, (ast.Return, ast.Expr)) else None
    if value is None:
        return None
    named = {each.id for each in ast.walk(value) if isinstance(each, ast.Name)}
    parameters = {each.arg for each in ast.walk(node.args) if isinstance(each, ast.arg)}
    for statement in reversed(before):
        target = _target(statement)
        given = statement.value if isinstance(statement, (ast.Assign, ast.AnnAssign)) else None
        if target is None or given is None or target in parameters:
            return None
        if target not in named:
            if not isinstance(given, (ast.Constant, ast.JoinedStr, ast.BinOp)):
                return None
            continue
        if not (isinstance(value, ast.Name) and value.id == target):
            return None
        value = given
        named = {each.id for each in ast.walk(value) if isinstance(each, ast.Name)}
    return value


def returns_value(node: Function) -> bool:
    """Whether a function returns anything but None, in its own code."""
    todo: list[ast.AST] = list(node.body)
    while todo:
        each = todo.pop()
        if isinstance(each, (*FUNCTIONS, ast.ClassDef, ast.Lambda)):
            continue
        if isinstance(each, (ast.Yield, ast.YieldFrom)):
            return True
        if isinstance(each, ast.Return) and not is_none(each.value):
            return True
        todo.extend(ast.iter_child_nodes(each))
    return False


def only_warns(node: Function, own_warners: frozenset[str]) -> bool:
    """Whether a function does nothing but to warn, of what its callers pass."""
    if _working(node.body, own_warners):
        return False
    parameters = {each.arg for each in ast.walk(node.args) if isinstance(each, ast.arg)}
    calls = (each for part in node.body for each in ast.walk(part) if isinstance(each, ast.Call))
    warnings = [each for each in calls if is_warning(each, own_warners)]
    read = {each.id for call in warnings for each in ast.walk(call) if isinstance(each, ast.Name)}
    return bool(read & parameters)


def is_none(value: ast.expr | None) -> bool:
    """Whether what a `return` gives is None."""
    return value is None or (isinstance(value, ast.Constant) and value.value is None)


def same_body(one: Function, other: Function, own_warners: frozenset[str] = frozenset()) -> bool:
    """Whether two functions have the same code, docstrings and warnings left out."""
    first, second = (_working(each.body, own_warners) for each in (one, other))
    if not first or not second or [type(each) for each in first] == [ast.Pass]:
        return False
    return [ast.dump(each) for each in first] == [ast.dump(each) for each in second]


def _working(body: Sequence[ast.stmt], own_warners: frozenset[str]) -> list[ast.stmt]:
    """The statements of a body that do what it is for: no docstrings, warnings, imports, and `pass`."""
    found: list[ast.stmt] = []
    for each in body:
        if isinstance(each, (ast.Import, ast.ImportFrom, ast.Pass)):
            continue
        if isinstance(each, ast.Expr):
            if isinstance(each.value, ast.Constant):
                continue
            if isinstance(each.value, ast.Call) and is_warning(each.value, own_warners):
                continue
        inner = [*each.body, *getattr(each, "orelse", [])] if isinstance(each, (ast.With, ast.If)) else [each]
        if inner != [each] and not _working(inner, own_warners):
            continue
        found.append(each)
    return found


def _target(statement: ast.stmt) -> str | None:
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        return statement.targets[0].id if isinstance(statement.targets[0], ast.Name) else None
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return statement.target.id
    return None
