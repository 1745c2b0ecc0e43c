"""Nodes that open a scope (language reference 4.2.1): who belongs to it, and who to the one outside."""

import ast
from collections.abc import Sequence

from codemods.semantic.ancestors import Parents
from codemods.semantic.annotation_strings import annotation_strings
from codemods.semantic.binding import Scope
from codemods.semantic.facts_builder import Extent
from codemods.semantic.node_walk import NodeWalk, Visit, Visitors
from codemods.semantic.visit_bindings import bind, bind_parameter, sure_end

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def module(walk: NodeWalk, visit: Visit) -> None:
    """The module's own body."""
    assert isinstance(visit.node, ast.Module)
    if visit.node.body:
        _docstring(walk, visit.node.body)
        walk.push_body(visit.node.body, visit.scope, visit.inside)


def function(walk: NodeWalk, visit: Visit) -> None:
    """`def` and `async def` (8.7): decorators and defaults belong outside."""
    node, scope, link = visit.node, visit.scope, visit.inside
    assert isinstance(node, _FUNCTIONS)
    bind(walk, node.name, scope, node, "function", sure_end(walk, visit))
    walk.push_all(node.decorator_list, scope, link)
    outer = _type_parameters(walk, node, scope, link)
    own = walk.found.add_scope(Scope("function", outer))
    _arguments(walk, node.args, scope, own, link)
    annotation(walk, node.returns, outer, link)
    for argument in _every(node.args):
        annotation(walk, argument.annotation, outer, (argument, link))
    _body(walk, node, own, link)


def lambda_(walk: NodeWalk, visit: Visit) -> None:
    """`lambda` (6.14): defaults belong outside."""
    assert isinstance(visit.node, ast.Lambda)
    own = walk.found.add_scope(Scope("lambda", visit.scope))
    _arguments(walk, visit.node.args, visit.scope, own, visit.inside)
    walk.push(visit.node.body, own, visit.inside)


def class_(walk: NodeWalk, visit: Visit) -> None:
    """`class` (8.8): bases belong outside, and the body's names are not seen from scopes in it (4.2.2)."""
    node, scope, link = visit.node, visit.scope, visit.inside
    assert isinstance(node, ast.ClassDef)
    bind(walk, node.name, scope, node, "class", sure_end(walk, visit))
    walk.push_all(node.decorator_list, scope, link)
    outer = _type_parameters(walk, node, scope, link, node.name)
    walk.push_all([*node.bases, *node.keywords], outer, link)
    _body(walk, node, walk.found.add_scope(Scope("class", outer), node.name), link)


def comprehension(walk: NodeWalk, visit: Visit) -> None:
    """Comprehensions (6.2.4): the first iterable belongs outside."""
    node, link = visit.node, visit.inside
    assert isinstance(node, _COMPREHENSIONS)
    own = walk.found.add_scope(Scope("comprehension", visit.scope))
    for index, generator in enumerate(node.generators):
        walk.push(generator.iter, own if index else visit.scope, link)
        walk.push_all([generator.target, *generator.ifs], own, link)
    made = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    walk.push_all(made, own, link)


def type_alias(walk: NodeWalk, visit: Visit) -> None:
    """`type X[T] = …` (7.14): the name belongs outside, the value to a scope of its own."""
    walk.push(getattr(visit.node, "name", None), visit.scope, visit.inside)
    outer = _type_parameters(walk, visit.node, visit.scope, visit.inside)
    own = walk.found.add_scope(Scope("types", outer))
    walk.push(getattr(visit.node, "value", None), own, visit.inside)


def type_parameter(walk: NodeWalk, visit: Visit) -> None:
    """One of `[T: bound = default, *Ts, **P]` (8.10)."""
    bind_parameter(walk, visit)
    walk.push(getattr(visit.node, "bound", None), visit.scope, visit.inside)
    walk.push(getattr(visit.node, "default_value", None), visit.scope, visit.inside)


def annotated(walk: NodeWalk, visit: Visit) -> None:
    """`name: annotation = value` (7.2.2): without a value a name is local too, unless in parentheses."""
    node = visit.node
    assert isinstance(node, ast.AnnAssign)
    if node.simple or node.value or not isinstance(node.target, ast.Name):
        walk.push(node.target, visit.scope, visit.inside)
    walk.push(node.value, visit.scope, visit.inside)
    annotation(walk, node.annotation, visit.scope, visit.inside)


def annotation(walk: NodeWalk, node: ast.expr | None, scope: int, link: Parents) -> None:
    """An annotation is code, and so are the strings in it (PEP 484, forward references)."""
    if node is not None:
        walk.push(node, scope, link)
        walk.quote(annotation_strings(node), scope)


def _arguments(walk: NodeWalk, args: ast.arguments, scope: int, own: int, link: Parents) -> None:
    walk.push_all([*args.defaults, *args.kw_defaults], scope, link)
    for argument in _every(args):
        bind(walk, argument.arg, own, argument, "parameter")


def _every(args: ast.arguments) -> list[ast.arg]:
    every = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
    return [argument for argument in every if argument is not None]


def _type_parameters(walk: NodeWalk, node: ast.AST, scope: int, link: Parents, class_name: str = "") -> int:
    """The scope of `[T]`, which what stands behind belongs to (4.2.2); without `[T]` the scope outside."""
    parameters = getattr(node, "type_params", ())
    if not parameters:
        return scope
    own = walk.found.add_scope(Scope("types", scope), class_name)
    walk.push_all(parameters, own, link)
    return own


def _body(
    walk: NodeWalk, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, own: int, link: Parents
) -> None:
    walk.found.extents.append(Extent(node.body[0].lineno, node.end_lineno or node.lineno, own))
    _docstring(walk, node.body)
    walk.push_body(node.body, own, link)


def _docstring(walk: NodeWalk, body: Sequence[ast.stmt]) -> None:
    first = body[0] if not walk.embedded else None
    constant = first.value if isinstance(first, ast.Expr) else None
    if isinstance(constant, ast.Constant) and ">>>" in str(constant.value):
        walk.found.docstrings.append(constant)


SCOPES: Visitors = {
    ast.Module: module,
    ast.FunctionDef: function,
    ast.AsyncFunctionDef: function,
    ast.Lambda: lambda_,
    ast.ClassDef: class_,
    ast.AnnAssign: annotated,
    **dict.fromkeys(_COMPREHENSIONS, comprehension),
}
TYPE_SCOPES = {
    "TypeAlias": type_alias,
    "TypeVar": type_parameter,
    "ParamSpec": type_parameter,
    "TypeVarTuple": type_parameter,
}
"""By the node's name: these came with Python 3.12 (PEP 695)."""
