"""Read what one file's top level binds, every name of it, in one walk past the bodies of functions."""

import ast

from codemods.semantic.binding import BindingKind, Scope, ScopeKind
from codemods.semantic.dunder_all import NAME, read_dunder_all
from codemods.semantic.facts_builder import FactsBuilder
from codemods.semantic.matching_lines import MatchingLines
from codemods.semantic.node_walk import NodeVisit, NodeWalk, Visitors
from codemods.semantic.source_words import SourceWords, lines_with_word
from codemods.semantic.visit_bindings import BINDING_VISITORS, add_binding, unconditional_end, visit_name
from codemods.semantic.visit_scopes import SCOPE_VISITORS, TYPE_SCOPE_VISITORS
from codemods.values.source import Source

_WALRUS = b":="
_VALUES = (
    *(ast.Attribute, ast.BinOp, ast.BoolOp, ast.Call, ast.Compare, ast.Dict, ast.DictComp, ast.GeneratorExp),
    *(ast.JoinedStr, ast.Lambda, ast.ListComp, ast.Set, ast.SetComp, ast.Subscript, ast.UnaryOp),
)
"""Expressions below which only `:=` binds a name."""


def read_namespace(tree: ast.Module, source: Source, words: SourceWords) -> FactsBuilder:
    """What a parsed file's top level binds, as the facts of any file say it, and no access."""
    builder = FactsBuilder(source, words.names)
    builder.dunder_all = read_dunder_all(tree, MatchingLines(source.line_count, words.lines((NAME,))))
    to_global = sorted(lines_with_word(source, "global"))
    visitors = {**_VISITORS, **(dict.fromkeys(_VALUES, _leave_out) if _WALRUS not in source.data else {})}
    walk = NodeWalk(builder, source.offset, None, {**visitors, **_definitions(to_global)})
    walk.run(tree, builder.add_scope(Scope(ScopeKind.MODULE, None)))
    return builder


def _leave_out(_walk: NodeWalk, _visit: NodeVisit) -> None:
    """Nothing in it binds a name."""


def _visit_name(walk: NodeWalk, visit: NodeVisit) -> None:
    if not isinstance(getattr(visit.node, "ctx", None), ast.Load):
        visit_name(walk, visit)


def _definitions(to_global: list[int]) -> Visitors:
    """Visitors of functions and classes; whole are those with one of some lines, which may bind globals."""

    def visit(walk: NodeWalk, visit: NodeVisit) -> None:
        node = visit.node
        assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        if any(node.lineno <= line <= (node.end_lineno or line) for line in to_global):
            SCOPE_VISITORS[type(node)](walk, visit)
            return
        kind = BindingKind.CLASS if isinstance(node, ast.ClassDef) else BindingKind.FUNCTION
        add_binding(walk, node.name, visit.scope, node, kind, unconditional_end(walk, node, visit.parents))
        # Of all the rest only what runs with the statement itself can bind a name here.
        for field in node._fields:
            if field not in ("body", "type_params"):
                value = getattr(node, field, None)
                parts = value if isinstance(value, list) else [value]
                walk.push_all(
                    (each for each in parts if isinstance(each, ast.AST)), visit.scope, visit.child_parents
                )

    return dict.fromkeys((ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef), visit)


_VISITORS: Visitors = {
    **SCOPE_VISITORS,
    **BINDING_VISITORS,
    ast.Name: _visit_name,
    ast.MatchClass: NodeWalk.visit_children,
    **{getattr(ast, name): visitor for name, visitor in TYPE_SCOPE_VISITORS.items() if hasattr(ast, name)},
}
