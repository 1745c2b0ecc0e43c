"""All that is collected from one text: what to do at which node (language reference 4.2, 7 and 8)."""

import ast

from codemods.resolution.bindings import BINDINGS
from codemods.resolution.found import Found
from codemods.resolution.lines import Lines
from codemods.resolution.links import Place
from codemods.resolution.scopes import SCOPES, TYPE_SCOPES
from codemods.resolution.uses import USES
from codemods.resolution.walk import Handlers, Walk

HANDLERS: Handlers = {
    **SCOPES,
    **BINDINGS,
    **USES,
    **{getattr(ast, name): handler for name, handler in TYPE_SCOPES.items() if hasattr(ast, name)},
}


def walk_over(found: Found, place: Place, lines: Lines | None, embedded: str = "") -> Walk:
    """A walk that adds to what was found; see `Walk` for the rest."""
    return Walk(found, place, lines, HANDLERS, embedded)
