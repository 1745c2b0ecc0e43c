"""What is collected at which node of a text (language reference 4.2, 7 and 8)."""

import ast

from codemods.semantic.access import Embedding
from codemods.semantic.facts_builder import FactsBuilder
from codemods.semantic.matching_lines import MatchingLines
from codemods.semantic.node_walk import NodeWalk, Visitors
from codemods.semantic.nodes import PlaceToOffset
from codemods.semantic.visit_accesses import ACCESS_VISITORS, NEW_ACCESS_VISITORS
from codemods.semantic.visit_bindings import BINDING_VISITORS
from codemods.semantic.visit_scopes import SCOPE_VISITORS, TYPE_SCOPE_VISITORS

VISITORS: Visitors = {
    **SCOPE_VISITORS,
    **BINDING_VISITORS,
    **ACCESS_VISITORS,
    **{
        getattr(ast, name): visitor
        for name, visitor in (TYPE_SCOPE_VISITORS | NEW_ACCESS_VISITORS).items()
        if hasattr(ast, name)
    },
}


def walk_with_visitors(
    builder: FactsBuilder,
    to_offset: PlaceToOffset,
    lines: MatchingLines | None = None,
    embedded: Embedding | None = None,
) -> NodeWalk:
    """A walk that adds to a builder all that there is to collect; see `NodeWalk` for the parameters."""
    return NodeWalk(builder, to_offset, lines, VISITORS, embedded)
