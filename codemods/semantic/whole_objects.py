"""The places where an object is made by position, or is seen with all its fields: no field is named there."""

import ast
from collections.abc import Iterator

from codemods.semantic.dotted_names import last_name
from codemods.semantic.expression_terms import ExpressionTerms
from codemods.semantic.member_site_builder import MemberSiteBuilder
from codemods.semantic.outline import MemberSite, SiteKind
from codemods.semantic.outline_scopes import OutlineScope
from codemods.semantic.read_outline_scopes import ScopeReader

READERS = frozenset({"asdict", "astuple", "vars", "_asdict", "model_dump", "__dict__"})
"""What reads all fields of an object; a file spells one of these words to do so."""
_SHOWING = frozenset(
    {"print", "str", "repr", "format", "hash", "dict", "tuple", "list", "sorted", "dump", "dumps", "fields"}
)
_OBJECTS = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.Await, ast.List, ast.Tuple, ast.Dict)


def whole_sites(
    builder: MemberSiteBuilder, scopes: ScopeReader, terms: ExpressionTerms
) -> Iterator[MemberSite]:
    """The places of one file, in no fixed order."""
    for node, scope in list(scopes.scopes.items()):
        if isinstance(node, (ast.Call, ast.MatchClass)):
            yield from _positional(node, scope, builder, terms)
        if isinstance(node, ast.Call) and last_name(node.func) in READERS:
            method = last_name(node.func) in ("_asdict", "model_dump")
            owner = node.func.value if method and isinstance(node.func, ast.Attribute) else None
            owner = node.args[0] if owner is None and node.args else owner
            if owner is not None:
                yield builder.site(node, "", SiteKind.WHOLE, None, terms.of(owner, scope), scope, writes=True)
        elif isinstance(node, ast.Attribute) and node.attr == "__dict__":
            yield builder.site(
                node, "", SiteKind.WHOLE, None, terms.of(node.value, scope), scope, writes=True
            )
        for shown in _shown(node):
            if isinstance(shown, _OBJECTS):
                yield builder.site(node, "", SiteKind.SHOWN, None, terms.of(shown, scope), scope, writes=True)


def _positional(
    node: ast.Call | ast.MatchClass, scope: OutlineScope, builder: MemberSiteBuilder, terms: ExpressionTerms
) -> Iterator[MemberSite]:
    given = node.args if isinstance(node, ast.Call) else node.patterns
    made = node.func if isinstance(node, ast.Call) else node.cls
    if given:
        # What a star unpacks may be any number.
        number = 1000 if any(isinstance(each, ast.Starred) for each in given) else len(given)
        term = terms.of(made, scope)
        yield builder.site(node, "", SiteKind.POSITIONAL, None, term, scope, writes=True, arguments=number)


def _shown(node: ast.AST) -> Iterator[ast.expr]:
    """The objects that a node shows."""
    if isinstance(node, ast.Call) and last_name(node.func) in _SHOWING:
        yield from node.args
    elif isinstance(node, (ast.FormattedValue, ast.Starred)):
        yield node.value
    elif isinstance(node, ast.Compare):
        yield from (node.left, *node.comparators)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mod, ast.Add)):
        yield from (node.left, node.right)
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], (ast.Tuple, ast.List)):
        yield node.value
    elif isinstance(node, (ast.For, ast.comprehension)):
        yield node.iter
    elif isinstance(node, ast.Subscript) and not isinstance(getattr(node.slice, "value", None), str):
        yield node.value
