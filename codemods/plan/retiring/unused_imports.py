"""Imports that only removed statements used: they stay, each with a finding."""

import ast
from collections.abc import Iterator, Sequence

from codemods.plan.retiring.statements import BodyStatement, names_read
from codemods.values import finding_texts as texts
from codemods.values.finding import Finding
from codemods.values.source import Source

_IMPORTS = (ast.Import, ast.ImportFrom)


def unused_imports(
    source: Source, body: Sequence[BodyStatement], removed: Sequence[BodyStatement], lost: set[str]
) -> Iterator[Finding]:
    """Give a finding for each module-level import that nothing in a file uses without some of its statements.

    `removed` are these statements, `lost` the names that the module loses by that.
    """
    used = names_read([each.node for each in removed if not isinstance(each.node, _IMPORTS)])
    within = {id(each.node) for each in removed}
    others = [each.node for each in body if each.top and id(each.node) not in within]
    still_used = names_read(list(_without(others, within)))
    for node in others:
        for alias in node.names if isinstance(node, _IMPORTS) else ():
            local = alias.asname or alias.name.partition(".")[0]
            if local in used - still_used - lost:
                place = source.position(source.offset(alias.lineno, alias.col_offset))
                yield texts.IMPORT_LEFT_OVER.fill(name=local).at(source.path, *place)


def _without(nodes: Sequence[ast.stmt], removed: set[int]) -> Iterator[ast.AST]:
    """Some nodes with what is inside them, but for removed statements, given by `id`."""
    todo: list[ast.AST] = list(nodes)
    while todo:
        node = todo.pop()
        if id(node) in removed:
            continue
        children = list(ast.iter_child_nodes(node))
        if any(isinstance(each, ast.stmt) for each in children):
            todo += children
        else:
            yield node
