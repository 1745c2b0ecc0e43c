"""Visitors of the nodes that bind a name (language reference 4.2.1), or declare where it is bound."""

import ast
import re

from codemods.semantic.access import LooseAttribute
from codemods.semantic.ancestors import Parents
from codemods.semantic.binding import (
    Alias,
    AssignedChain,
    Binding,
    BindingKind,
    Declaration,
    Import,
    ImportBinding,
    Scope,
    ScopeKind,
)
from codemods.semantic.dotted_names import dotted_parts, last_name
from codemods.semantic.node_walk import NodeVisit, NodeWalk, Visitors
from codemods.semantic.nodes import Positioned, is_lazy, span_of
from codemods.semantic.patch_targets import looked_up_module
from codemods.semantic.span import Span
from codemods.semantic.visit_accesses import add_access


def add_binding(
    walk: NodeWalk,
    name: str,
    scope: int,
    node: Positioned,
    kind: BindingKind,
    unconditional_from: int | None = None,
    assigned_module: tuple[str, ...] = (),
    assigned_chain: AssignedChain | None = None,
) -> None:
    """Add that a node binds a name, if the name is tracked."""
    builder = walk.builder
    if name in builder.tracked:
        local, span = builder.mangled(name, scope), span_of(node, walk.to_offset)
        builder.bindings.append(
            Binding(local, scope, kind, span, unconditional_from, assigned_module, assigned_chain)
        )


def add_type_parameter(walk: NodeWalk, visit: NodeVisit) -> None:
    """Add that a type parameter binds its name. Its node begins at the stars before the name."""
    builder = walk.builder
    name: str = getattr(visit.node, "name", "")
    if name in builder.tracked:
        start = walk.to_offset(getattr(visit.node, "lineno", 1), getattr(visit.node, "col_offset", 0))
        start = builder.source.data.find(name.encode(), start)
        span = Span(start, start + len(name.encode()))
        local = builder.mangled(name, visit.scope)
        builder.bindings.append(Binding(local, visit.scope, BindingKind.TYPE_PARAMETER, span))


def visit_name(walk: NodeWalk, visit: NodeVisit) -> None:
    """A name: read, stored or deleted."""
    node = visit.node
    assert isinstance(node, ast.Name)
    if node.id not in walk.builder.tracked:
        return
    if isinstance(node.ctx, ast.Load):
        add_access(walk, node, [], visit)
    elif isinstance(node.ctx, ast.Del):
        add_binding(walk, node.id, visit.scope, node, BindingKind.DELETION)
    else:
        value = getattr(visit.parents[0], "value", None) if visit.parents is not None else None
        is_none = isinstance(value, ast.Constant) and value.value is None
        kind = BindingKind.NONE_ASSIGNMENT if is_none else BindingKind.ASSIGNMENT
        scope = _scope_around_comprehensions(walk, visit) if _is_walrus(visit) else visit.scope
        start, module = _unconditional_from(walk, visit.parents), _assigned_module(walk, value)
        add_binding(walk, node.id, scope, node, kind, start, module, _assigned_chain(walk, visit))


def _assigned_module(walk: NodeWalk, value: object) -> tuple[str, ...]:
    """The dotted name of the module that an assigned value looks up; empty for any other value."""
    if not isinstance(value, ast.expr):
        return ()
    path = looked_up_module(value, walk.builder, walk.to_offset)
    return tuple(path.text.split(".")) if path is not None and not path.base else ()


def _assigned_chain(walk: NodeWalk, visit: NodeVisit) -> AssignedChain | None:
    """The dotted expression whose object a name is given; None for any other value, and for a part of one."""
    value = given_value(visit.node, visit.parents[0]) if visit.parents is not None else None
    chain = dotted_parts(value) if value is not None else ()
    if value is None or not chain or chain[0] not in walk.builder.tracked:
        return None
    name = walk.builder.mangled(chain[0], visit.scope)
    return AssignedChain(name, chain[1:], span_of(value, walk.to_offset).start)


def given_value(target: ast.AST, parent: ast.AST) -> ast.expr | None:
    """The expression whose very object a target is bound to by its parent; None where that is another one.

    `x = a`, `(x := a)`, `for x in (a,)`, `with nullcontext(a) as x`.
    """
    if isinstance(parent, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
        return parent.value
    loops = [parent] if isinstance(parent, ast.For) else getattr(parent, "generators", [])
    for loop in loops:
        if loop.target is target and not getattr(loop, "is_async", False):
            values = loop.iter.elts if isinstance(loop.iter, (ast.Tuple, ast.List)) else []
            return values[0] if len(values) == 1 else None
    if isinstance(parent, ast.withitem) and isinstance(parent.context_expr, ast.Call):
        call = parent.context_expr
        plain = last_name(call.func) == "nullcontext" and len(call.args) == 1 and not call.keywords
        return call.args[0] if plain else None
    return None


def _is_walrus(visit: NodeVisit) -> bool:
    parent = visit.parents[0] if visit.parents is not None else None
    return isinstance(parent, ast.NamedExpr) and parent.target is visit.node


def _scope_around_comprehensions(walk: NodeWalk, visit: NodeVisit) -> int:
    """The scope that `:=` binds in: never a comprehension's own (6.12)."""
    scopes, scope = walk.builder.scopes, visit.scope
    while scopes[scope].kind is ScopeKind.COMPREHENSION:
        parent = scopes[scope].parent
        assert parent is not None
        scope = parent
    return scope


def _unconditional_from(walk: NodeWalk, parents: Parents | None) -> int | None:
    """Where a plain assignment, directly in a class or module body, ends."""
    while parents is not None and isinstance(parents[0], (ast.Tuple, ast.List, ast.Starred)):
        parents = parents[1]
    if parents is None or not isinstance(parents[0], (ast.Assign, ast.AnnAssign)) or parents[0].value is None:
        return None
    return unconditional_end(walk, parents[0], parents[1])


def unconditional_end(walk: NodeWalk, statement: ast.stmt, parents: Parents | None) -> int | None:
    """Where a statement ends that stands directly in a class or module body; None for any other.

    Those statements run one after the other whenever the body runs, so a later line can rely on them.
    """
    if parents is None or not isinstance(parents[0], (ast.ClassDef, ast.Module)):
        return None
    if isinstance(parents[0], ast.Module) and walk.builder.source.is_notebook:
        # Its cells run in any order.
        return None
    return span_of(statement, walk.to_offset).end


def visit_handler(walk: NodeWalk, visit: NodeVisit) -> None:
    """`except ... as name` (8.4.1)."""
    node = visit.node
    assert isinstance(node, ast.ExceptHandler)
    if node.name:
        add_binding(walk, node.name, visit.scope, node, BindingKind.EXCEPT_CLAUSE)
    walk.visit_children(visit)


def visit_capture(walk: NodeWalk, visit: NodeVisit) -> None:
    """Captures of `match` patterns (8.6.4)."""
    node = visit.node
    assert isinstance(node, (ast.MatchAs, ast.MatchStar, ast.MatchMapping))
    captured = node.rest if isinstance(node, ast.MatchMapping) else node.name
    if captured:
        add_binding(walk, captured, visit.scope, node, BindingKind.MATCH_CAPTURE)
    walk.visit_children(visit)


def visit_class_pattern(walk: NodeWalk, visit: NodeVisit) -> None:
    """A class pattern reads the attributes that its keywords name (8.6.4.10)."""
    node = visit.node
    assert isinstance(node, ast.MatchClass)
    for name in walk.builder.old.intersection(node.kwd_attrs):
        walk.builder.loose_attributes.append(LooseAttribute(name, span_of(node, walk.to_offset).start))
    walk.visit_children(visit)


def visit_declaration(walk: NodeWalk, visit: NodeVisit) -> None:
    """`global` and `nonlocal` (7.12, 7.13), which hold for the whole scope, before them too."""
    node, scope, builder = visit.node, visit.scope, walk.builder
    assert isinstance(node, (ast.Global, ast.Nonlocal))
    old = builder.scopes[scope]
    names = frozenset(builder.mangled(each, scope) for each in node.names)
    if isinstance(node, ast.Global):
        builder.scopes[scope] = Scope(old.kind, old.parent, old.globals | names, old.nonlocals)
    else:
        builder.scopes[scope] = Scope(old.kind, old.parent, old.globals, old.nonlocals | names)
    span = span_of(node, walk.to_offset)
    for each in builder.tracked.intersection(node.names):
        # The names of these statements are plain strings in the tree, without positions of their own.
        word = re.compile(rb"(?<!\w)" + re.escape(each.encode()) + rb"(?!\w)")
        for match in word.finditer(builder.source.data, span.start, span.end):
            found = Declaration(builder.mangled(each, scope), scope, Span(*match.span()))
            builder.declarations.append(found)


def visit_import(walk: NodeWalk, visit: NodeVisit) -> None:
    """`import` and `from ... import` (7.11)."""
    node, builder = visit.node, walk.builder
    assert isinstance(node, (ast.Import, ast.ImportFrom))
    assert visit.position is not None
    statement = Import(
        span=span_of(node, walk.to_offset),
        scope=visit.scope,
        position=visit.position,
        aliases=tuple(Alias(each.name, each.asname, span_of(each, walk.to_offset)) for each in node.names),
        module=(node.module or "") if isinstance(node, ast.ImportFrom) else None,
        level=node.level if isinstance(node, ast.ImportFrom) else 0,
        is_from=isinstance(node, ast.ImportFrom),
        expects_import_error=walk.usage_reader.expects_import_error(node, visit.parents),
        inspected_by=walk.usage_reader.inspector_around(node, visit.parents),
        lazy=is_lazy(node),
    )
    start = unconditional_end(walk, node, visit.parents)
    for index, alias in enumerate(statement.aliases):
        if alias.local in builder.tracked:
            name = builder.mangled(alias.local, visit.scope)
            bound = ImportBinding(
                name,
                visit.scope,
                BindingKind.IMPORT,
                alias.span,
                start,
                statement=len(builder.imports),
                alias=index,
            )
            builder.bindings.append(bound)
    builder.imports.append(statement)


BINDING_VISITORS: Visitors = {
    ast.Name: visit_name,
    ast.ExceptHandler: visit_handler,
    ast.MatchAs: visit_capture,
    ast.MatchStar: visit_capture,
    ast.MatchMapping: visit_capture,
    ast.MatchClass: visit_class_pattern,
    ast.Global: visit_declaration,
    ast.Nonlocal: visit_declaration,
    ast.Import: visit_import,
    ast.ImportFrom: visit_import,
}
