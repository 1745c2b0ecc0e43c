"""All that is collected from one text: what to do at which node (language reference 4.2, 7 and 8)."""

import ast

from codemods.semantic.facts_builder import FactsBuilder
from codemods.semantic.matching_lines import MatchingLines
from codemods.semantic.node_walk import NodeWalk, Visitors
from codemods.semantic.nodes import PlaceToOffset
from codemods.semantic.visit_accesses import USES
from codemods.semantic.visit_bindings import BINDINGS
from codemods.semantic.visit_scopes import SCOPES, TYPE_SCOPES

VISITORS: Visitors = {
    **SCOPES,
    **BINDINGS,
    **USES,
    **{getattr(ast, name): handler for name, handler in TYPE_SCOPES.items() if hasattr(ast, name)},
}


def walk_over(
    found: FactsBuilder, place: PlaceToOffset, lines: MatchingLines | None, embedded: str = ""
) -> NodeWalk:
    """A walk that adds to what was found; see `Walk` for the rest."""
    return NodeWalk(found, place, lines, VISITORS, embedded)
