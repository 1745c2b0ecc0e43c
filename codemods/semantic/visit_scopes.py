"""Visitors of the nodes that open a scope (language reference 4.2.1): what is inside, and what outside."""

import ast
from collections.abc import Sequence

from codemods.semantic.ancestors import Parents
from codemods.semantic.annotation_strings import annotation_strings, is_type_alias
from codemods.semantic.binding import BindingKind, Scope, ScopeKind
from codemods.semantic.class_statements import read_class
from codemods.semantic.facts_builder import Body
from codemods.semantic.node_walk import NodeVisit, NodeWalk, Visitors
from codemods.semantic.visit_bindings import add_binding, add_type_parameter, unconditional_end

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def visit_module(walk: NodeWalk, visit: NodeVisit) -> None:
    """The module's own body."""
    assert isinstance(visit.node, ast.Module)
    if visit.node.body:
        _add_docstring(walk, visit.node.body)
        walk.push_body(visit.node.body, visit.scope, visit.child_parents)


def visit_function(walk: NodeWalk, visit: NodeVisit) -> None:
    """`def` and `async def` (8.7): decorators and defaults belong outside."""
    node, scope, parents = visit.node, visit.scope, visit.child_parents
    assert isinstance(node, _FUNCTIONS)
    end = unconditional_end(walk, node, visit.parents)
    add_binding(walk, node.name, scope, node, BindingKind.FUNCTION, end)
    walk.push_all(node.decorator_list, scope, parents)
    outer = _push_type_parameters(walk, node, scope, parents)
    own = walk.builder.add_scope(Scope(ScopeKind.FUNCTION, outer))
    _add_parameters(walk, node.args, scope, own, parents)
    _push_annotation(walk, node.returns, outer, parents)
    for argument in _all_of(node.args):
        _push_annotation(walk, argument.annotation, outer, (argument, parents))
    _push_body(walk, node, own, parents)


def visit_lambda(walk: NodeWalk, visit: NodeVisit) -> None:
    """`lambda` (6.14): defaults belong outside."""
    assert isinstance(visit.node, ast.Lambda)
    own = walk.builder.add_scope(Scope(ScopeKind.LAMBDA, visit.scope))
    _add_parameters(walk, visit.node.args, visit.scope, own, visit.child_parents)
    walk.push(visit.node.body, own, visit.child_parents)


def visit_class(walk: NodeWalk, visit: NodeVisit) -> None:
    """`class` (8.8): bases belong outside, and the body's names are not seen from scopes in it (4.2.2)."""
    node, scope, parents = visit.node, visit.scope, visit.child_parents
    assert isinstance(node, ast.ClassDef)
    end = unconditional_end(walk, node, visit.parents)
    add_binding(walk, node.name, scope, node, BindingKind.CLASS, end)
    walk.push_all(node.decorator_list, scope, parents)
    outer = _push_type_parameters(walk, node, scope, parents, node.name)
    walk.push_all([*node.bases, *node.keywords], outer, parents)
    statement = read_class(node, scope, walk.builder.tracked, walk.to_offset)
    if statement is not None and not walk.embedded:
        walk.builder.classes.append(statement)
    _push_body(walk, node, walk.builder.add_scope(Scope(ScopeKind.CLASS, outer), node.name), parents)


def visit_comprehension(walk: NodeWalk, visit: NodeVisit) -> None:
    """Comprehensions (6.2.4): the first iterable belongs outside."""
    node, parents = visit.node, visit.child_parents
    assert isinstance(node, _COMPREHENSIONS)
    own = walk.builder.add_scope(Scope(ScopeKind.COMPREHENSION, visit.scope))
    for index, generator in enumerate(node.generators):
        walk.push(generator.iter, own if index else visit.scope, parents)
        walk.push_all([generator.target, *generator.ifs], own, parents)
    made = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    walk.push_all(made, own, parents)


def visit_type_alias(walk: NodeWalk, visit: NodeVisit) -> None:
    """`type X[T] = ...` (7.14): the name belongs outside, the value to a scope of its own."""
    walk.push(getattr(visit.node, "name", None), visit.scope, visit.child_parents)
    outer = _push_type_parameters(walk, visit.node, visit.scope, visit.child_parents)
    own = walk.builder.add_scope(Scope(ScopeKind.TYPES, outer))
    _push_annotation(walk, getattr(visit.node, "value", None), own, visit.child_parents)


def visit_type_parameter(walk: NodeWalk, visit: NodeVisit) -> None:
    """One of `[T: bound = default, *Ts, **P]` (8.10)."""
    add_type_parameter(walk, visit)
    _push_annotation(walk, getattr(visit.node, "bound", None), visit.scope, visit.child_parents)
    _push_annotation(walk, getattr(visit.node, "default_value", None), visit.scope, visit.child_parents)


def visit_annotated_assignment(walk: NodeWalk, visit: NodeVisit) -> None:
    """`name: annotation = value` (7.2.2): without a value a name is local too, unless in parentheses."""
    node = visit.node
    assert isinstance(node, ast.AnnAssign)
    if node.simple or node.value or not isinstance(node.target, ast.Name):
        walk.push(node.target, visit.scope, visit.child_parents)
    if is_type_alias(node.annotation):
        _push_annotation(walk, node.value, visit.scope, visit.child_parents)
    else:
        walk.push(node.value, visit.scope, visit.child_parents)
    _push_annotation(walk, node.annotation, visit.scope, visit.child_parents)


def _push_annotation(walk: NodeWalk, node: ast.expr | None, scope: int, parents: Parents) -> None:
    """An annotation is code, and so are the strings in it (PEP 484, forward references)."""
    if node is not None:
        walk.push(node, scope, parents)
        walk.read_annotations_later(annotation_strings(node), scope)


def _add_parameters(walk: NodeWalk, args: ast.arguments, scope: int, own: int, parents: Parents) -> None:
    walk.push_all([*args.defaults, *args.kw_defaults], scope, parents)
    for argument in _all_of(args):
        add_binding(walk, argument.arg, own, argument, BindingKind.PARAMETER)


def _all_of(args: ast.arguments) -> list[ast.arg]:
    every = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
    return [argument for argument in every if argument is not None]


def _push_type_parameters(
    walk: NodeWalk, node: ast.AST, scope: int, parents: Parents, class_name: str = ""
) -> int:
    """The scope of `[T]`, around bases, annotations and body; without `[T]` the scope outside."""
    parameters = getattr(node, "type_params", ())
    if not parameters:
        return scope
    own = walk.builder.add_scope(Scope(ScopeKind.TYPES, scope), class_name)
    walk.push_all(parameters, own, parents)
    return own


def _push_body(
    walk: NodeWalk, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, own: int, parents: Parents
) -> None:
    walk.builder.bodies.append(Body(node.body[0].lineno, node.end_lineno or node.lineno, own))
    _add_docstring(walk, node.body)
    walk.push_body(node.body, own, parents)


def _add_docstring(walk: NodeWalk, body: Sequence[ast.stmt]) -> None:
    """Add a docstring that may hold examples. Those of code in strings are not docstrings of the file."""
    first = body[0] if not walk.embedded else None
    constant = first.value if isinstance(first, ast.Expr) else None
    if isinstance(constant, ast.Constant) and ">>>" in str(constant.value):
        walk.builder.docstrings.append(constant)


SCOPE_VISITORS: Visitors = {
    ast.Module: visit_module,
    ast.FunctionDef: visit_function,
    ast.AsyncFunctionDef: visit_function,
    ast.Lambda: visit_lambda,
    ast.ClassDef: visit_class,
    ast.AnnAssign: visit_annotated_assignment,
    **dict.fromkeys(_COMPREHENSIONS, visit_comprehension),
}
TYPE_SCOPE_VISITORS = {
    "TypeAlias": visit_type_alias,
    "TypeVar": visit_type_parameter,
    "ParamSpec": visit_type_parameter,
    "TypeVarTuple": visit_type_parameter,
}
"""By the node's name: these came with Python 3.12 (PEP 695)."""
