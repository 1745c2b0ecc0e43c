"""Nodes that bind a name (language reference 4.2.1), and those that say where it is bound."""

import ast
import re

from codemods.semantic.ancestors import Parents
from codemods.semantic.binding import (
    Alias,
    Binding,
    BindingKind,
    Declaration,
    Import,
    Scope,
    StatementPosition,
)
from codemods.semantic.node_walk import NodeWalk, Visit, Visitors
from codemods.semantic.nodes import Positioned, span_of
from codemods.semantic.patch_targets import looked_up
from codemods.semantic.span import Span
from codemods.semantic.visit_accesses import use

_MODULE_BLOCK = StatementPosition(-1, 0, 1, 0)


def bind(
    walk: NodeWalk,
    name: str,
    scope: int,
    node: Positioned,
    what: str,
    settled: int = -1,
    module: tuple[str, ...] = (),
) -> None:
    """Note that a node binds a name, if anybody asked for the name."""
    if name in walk.found.names:
        kind: BindingKind = "delete" if what == "del" else "assign"
        local, span = walk.found.known_as(name, scope), span_of(node, walk.place)
        walk.found.bindings.append(
            Binding(local, scope, kind, span, what=what, unconditional_from=settled, assigned_module=module)
        )


def bind_parameter(walk: NodeWalk, visit: Visit) -> None:
    """A type parameter binds its name; its position is that of the stars before it."""
    name: str = getattr(visit.node, "name", "")
    if name in walk.found.names:
        start = walk.place(getattr(visit.node, "lineno", 1), getattr(visit.node, "col_offset", 0))
        start = walk.found.source.data.find(name.encode(), start)
        span = Span(start, start + len(name.encode()))
        local = walk.found.known_as(name, visit.scope)
        walk.found.bindings.append(Binding(local, visit.scope, "assign", span, what="type parameter"))


def name(walk: NodeWalk, visit: Visit) -> None:
    """A name: read, stored or deleted."""
    node = visit.node
    assert isinstance(node, ast.Name)
    if node.id not in walk.found.names:
        return
    if isinstance(node.ctx, ast.Load):
        use(walk, node, [], visit)
    elif isinstance(node.ctx, ast.Del):
        bind(walk, node.id, visit.scope, node, "del")
    else:
        value = getattr(visit.link[0], "value", None) if visit.link is not None else None
        what = "None" if isinstance(value, ast.Constant) and value.value is None else "assignment"
        scope = _around_comprehensions(walk, visit) if _is_walrus(visit) else visit.scope
        bind(walk, node.id, scope, node, what, _settled(walk, visit.link), _module_in(walk, value))


def _module_in(walk: NodeWalk, value: object) -> tuple[str, ...]:
    """The module that an assigned value is looked up as."""
    spelled = looked_up(value, walk.found, walk.place) if isinstance(value, ast.expr) else None
    return tuple(spelled.text.split(".")) if spelled is not None and not spelled.base else ()


def _is_walrus(visit: Visit) -> bool:
    above = visit.link[0] if visit.link is not None else None
    return isinstance(above, ast.NamedExpr) and above.target is visit.node


def _around_comprehensions(walk: NodeWalk, visit: Visit) -> int:
    """`:=` in a comprehension binds in the scope around it (6.12)."""
    scope = visit.scope
    while walk.found.scopes[scope].kind == "comprehension":
        scope = walk.found.scopes[scope].parent
    return scope


def _settled(walk: NodeWalk, link: Parents | None) -> int:
    """Where a plain assignment in a class or module body ends."""
    while link is not None and isinstance(link[0], (ast.Tuple, ast.List, ast.Starred)):
        link = link[1]
    if link is None or not isinstance(link[0], (ast.Assign, ast.AnnAssign)) or link[0].value is None:
        return -1
    return sure_end(walk, Visit(link[0], -1, link[1]))


def sure_end(walk: NodeWalk, visit: Visit) -> int:
    """Where a statement ends that stands in a class or module body itself; -1 for any other."""
    assert isinstance(visit.node, ast.stmt)
    plain = visit.link is not None and isinstance(visit.link[0], (ast.ClassDef, ast.Module))
    return span_of(visit.node, walk.place).end if plain else -1


def handler(walk: NodeWalk, visit: Visit) -> None:
    """`except … as name` (8.4.1)."""
    node = visit.node
    assert isinstance(node, ast.ExceptHandler)
    if node.name:
        bind(walk, node.name, visit.scope, node, "except clause")
    walk.children(visit)


def capture(walk: NodeWalk, visit: Visit) -> None:
    """Captures of `match` patterns (8.6.4)."""
    node = visit.node
    assert isinstance(node, (ast.MatchAs, ast.MatchStar, ast.MatchMapping))
    captured = node.rest if isinstance(node, ast.MatchMapping) else node.name
    if captured:
        bind(walk, captured, visit.scope, node, "match capture")
    walk.children(visit)


def declaration(walk: NodeWalk, visit: Visit) -> None:
    """`global` and `nonlocal` (7.12, 7.13)."""
    node, scope, found = visit.node, visit.scope, walk.found
    assert isinstance(node, (ast.Global, ast.Nonlocal))
    old = found.scopes[scope]
    locals_ = frozenset(found.known_as(each, scope) for each in node.names)
    outer = (old.globals | locals_, old.nonlocals)
    if isinstance(node, ast.Nonlocal):
        outer = (old.globals, old.nonlocals | locals_)
    found.scopes[scope] = Scope(old.kind, old.parent, *outer)
    span = span_of(node, walk.place)
    for each in found.names.intersection(node.names):
        word = re.compile(rb"(?<!\w)" + re.escape(each.encode()) + rb"(?!\w)")
        for match in word.finditer(found.source.data, span.start, span.end):
            found.declarations.append(Declaration(found.known_as(each, scope), scope, Span(*match.span())))


def import_(walk: NodeWalk, visit: Visit) -> None:
    """`import` and `from … import` (7.11)."""
    node, found = visit.node, walk.found
    assert isinstance(node, (ast.Import, ast.ImportFrom))
    is_from = isinstance(node, ast.ImportFrom)
    statement = Import(
        span=span_of(node, walk.place),
        scope=visit.scope,
        position=visit.block or _MODULE_BLOCK,
        aliases=tuple(Alias(each.name, each.asname, span_of(each, walk.place)) for each in node.names),
        module=(node.module or "") if isinstance(node, ast.ImportFrom) else None,
        level=node.level if isinstance(node, ast.ImportFrom) else 0,
        is_from=is_from,
        expects_import_error=walk.usages.is_probe(node, visit.link),
        inspected_by=walk.usages.looks_at(node, visit.link),
    )
    number, settled = len(found.imports), sure_end(walk, visit)
    for position, alias in enumerate(statement.aliases):
        if alias.local in found.names:
            local = found.known_as(alias.local, visit.scope)
            found.bindings.append(
                Binding(local, visit.scope, "import", alias.span, number, position, "import", settled)
            )
    found.imports.append(statement)


BINDINGS: Visitors = {
    ast.Name: name,
    ast.ExceptHandler: handler,
    ast.MatchAs: capture,
    ast.MatchStar: capture,
    ast.MatchMapping: capture,
    ast.Global: declaration,
    ast.Nonlocal: declaration,
    ast.Import: import_,
    ast.ImportFrom: import_,
}
