"""What a module's `__lazy_modules__` names: modules that its plain imports import lazily (PEP 810)."""

import ast
from collections.abc import Iterator

from msgspec import Struct

from codemods.semantic.embedded_code import content_span
from codemods.semantic.nodes import is_lazy, nodes_in, span_of
from codemods.semantic.span import Span
from codemods.values.source import Source

NAME = "__lazy_modules__"
_CONTAINERS = frozenset({"list", "tuple", "set", "frozenset"})
_EAGER_BLOCKS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Try, ast.TryStar)
"""Below these nothing is imported lazily."""


class LazyEntry(Struct, frozen=True, array_like=True):
    """An entry of `__lazy_modules__`: an absolute module name, and the span of the string."""

    module: str
    span: Span


class PlainImport(Struct, frozen=True, array_like=True):
    """One name of an import, without `lazy`, that is lazy where `__lazy_modules__` names its module.

    `start` is the statement's offset, `alias` the name's index in it, `module` as written after `level` dots.
    """

    start: int
    alias: int
    module: str
    level: int = 0


class LazyModules(Struct, frozen=True, array_like=True):
    """A module's `__lazy_modules__`, with the imports that it is about."""

    entries: tuple[LazyEntry, ...]
    imports: tuple[PlainImport, ...]
    is_plain: bool
    """Whether one assignment of a list, tuple or set of plain strings says all."""
    may_shrink: bool
    """Whether it is still a container when an entry is taken out: one name in parentheses is not."""


def read_lazy_modules(tree: ast.Module, source: Source) -> LazyModules | None:
    """Read a module's `__lazy_modules__`; None where it has none."""
    if NAME.encode() not in source.data:
        return None
    named = [each for each in nodes_in(tree) if isinstance(each, ast.Name) and each.id == NAME]
    if not named:
        return None
    assigned = [each for each in tree.body if _assigns(each)]
    value = _literal(getattr(assigned[0], "value", None)) if len(assigned) == len(named) == 1 else None
    entries = [_entry(each, source) for each in (value.elts if value is not None else ())]
    return LazyModules(
        tuple(each for each in entries if each is not None),
        tuple(_imports(tree, source)),
        value is not None and None not in entries,
        not isinstance(value, ast.Tuple),
    )


def _assigns(statement: ast.stmt) -> bool:
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    targets = [statement.target] if isinstance(statement, ast.AnnAssign) else targets
    return len(targets) == 1 and isinstance(targets[0], ast.Name) and targets[0].id == NAME


def _literal(value: ast.AST | None) -> ast.List | ast.Tuple | ast.Set | None:
    """The list, tuple or set that an expression is, or makes a container of."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in _CONTAINERS:
        value = value.args[0] if len(value.args) == 1 and not value.keywords else None
    return value if isinstance(value, (ast.List, ast.Tuple, ast.Set)) else None


def _entry(node: ast.expr, source: Source) -> LazyEntry | None:
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return None
    span = span_of(node, source.offset)
    return LazyEntry(node.value, span) if content_span(source.data, span, node.value) is not None else None


def _imports(tree: ast.Module, source: Source) -> Iterator[PlainImport]:
    """The imports that run with the module, outside of `try`, and are not lazy of themselves."""
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            start = source.offset(node.lineno, node.col_offset)
            for index, alias in enumerate(
                node.names if not is_lazy(node) and node.names[0].name != "*" else ()
            ):
                if isinstance(node, ast.Import):
                    yield PlainImport(start, index, alias.name)
                else:
                    yield PlainImport(start, index, node.module or "", node.level)
        elif not isinstance(node, _EAGER_BLOCKS):
            blocks = (ast.stmt, ast.match_case)
            todo += (each for each in ast.iter_child_nodes(node) if isinstance(each, blocks))
