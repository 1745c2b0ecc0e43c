"""What goes with a use that nothing takes the place of: the statement that it is, or the decorator."""

import ast
import re
from collections.abc import Sequence
from itertools import pairwise

from codemods.project.decision import Removal
from codemods.semantic.nodes import span_of
from codemods.semantic.span import Span
from codemods.values.source import Source

_AT = re.compile(rb"@[ \t]*\Z")


def removal_of(around: Sequence[ast.AST], source: Source) -> Removal | None:
    """What goes with an expression, by the nodes around it; None where its value is used."""
    used, *parents = around
    if isinstance(used, ast.expr) and parents and _decorates(used, parents[0]):
        node = span_of(used, source.offset)
        at = _AT.search(source.data, 0, node.start)
        return Removal(Span(at.start(), node.end), node) if at is not None else None
    if parents and isinstance(parents[0], ast.Await):
        used, *parents = parents
    statement = parents[0] if parents else None
    if not isinstance(statement, ast.Expr) or not isinstance(used, (ast.Call, ast.Await)):
        return None
    node = span_of(statement, source.offset)
    return Removal(node, node)


def _decorates(node: ast.expr, parent: ast.AST) -> bool:
    return any(each is node for each in getattr(parent, "decorator_list", ()))


def hides_docstring(around: Sequence[ast.AST]) -> bool:
    """Whether a string behind the statement that an expression is would become the docstring without it."""
    for statement, parent in pairwise(around):
        body = getattr(parent, "body", [])
        if isinstance(statement, ast.stmt):
            first, *others = body if isinstance(body, list) and body else [None]
            text = others[0] if others and first is statement else None
            return isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
    return False
