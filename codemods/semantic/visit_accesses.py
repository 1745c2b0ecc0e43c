"""Nodes that read a name: chains of attributes, and strings that spell one."""

import ast
import sys
from unicodedata import normalize

from codemods.semantic.access import (
    IN_FORMATTED,
    IN_TEXT,
    SPELLED_OTHERWISE,
    Access,
    Usage,
)
from codemods.semantic.annotation_strings import typing_strings
from codemods.semantic.embedded_code import is_same_code, offsets_from, parse_expression
from codemods.semantic.fstring_fields import field_spans, fields_of
from codemods.semantic.node_walk import NodeWalk, Visit, Visitors
from codemods.semantic.nodes import span_of
from codemods.semantic.patch_targets import chain_targets, module_targets, named_targets
from codemods.semantic.source_words import spells_any
from codemods.semantic.span import Span
from codemods.semantic.string_names import StringConstant
from codemods.semantic.usage import callee_of

PLACES_FIELDS = sys.version_info >= (3, 12)
"""Whether the parser says where the code in an f-string stands (PEP 701)."""


def attribute(walk: NodeWalk, visit: Visit) -> None:
    """A chain of attributes (6.3.1), taken whole when a tracked name is its base."""
    assert isinstance(visit.node, ast.Attribute)
    chain: list[ast.Attribute] = []
    base: ast.expr = visit.node
    link = visit.link
    while isinstance(base, ast.Attribute):
        chain.append(base)
        link = (base, link)
        base = base.value
    if not isinstance(base, ast.Name):
        assert link is not None
        if not walk.embedded:
            walk.found.targets += chain_targets(walk, base, chain[::-1], visit.scope)
        walk.push(base, visit.scope, link)
    elif base.id in walk.found.names:
        use(walk, base, chain[::-1], visit)


def use(walk: NodeWalk, base: ast.Name, chain: list[ast.Attribute], visit: Visit) -> None:
    """Note that a tracked name is read, with the attributes that follow it."""
    found, scope = walk.found, visit.scope
    top = chain[-1] if chain else base
    spans = [span_of(node, walk.place) for node in (base, *chain)]
    start = spans[0].start
    found.uses.append(
        Access(
            name=found.known_as(base.id, scope),
            scope=scope,
            start=start,
            ends=tuple(span.end for span in spans),
            attrs=tuple(found.known_as(each.attr, scope) for each in chain),
            usage=Usage() if base.id in found.plain else walk.usages.of(top, visit.link),
            line=found.source.line_of(start),
            embedded=walk.embedded,
            stored=not isinstance(getattr(top, "ctx", None), ast.Load),
            unplaced=_unplaced(walk, [base.id, *(each.attr for each in chain)], spans),
        )
    )


def _unplaced(walk: NodeWalk, names: list[str], spans: list[Span]) -> str:
    """Why a chain is not spelled where its nodes say that it is; empty when it is."""
    written = [walk.found.source.data[spans[0].start : span.end] for span in spans]
    if written[0] == names[0].encode() and all(map(bytes.endswith, written, map(str.encode, names))):
        return ""
    read = [normalize("NFKC", each.decode("utf-8", "replace")) for each in written]
    if read[0] == names[0] and all(map(str.endswith, read, names)):
        return SPELLED_OTHERWISE
    return IN_TEXT if walk.embedded else IN_FORMATTED


def constant(walk: NodeWalk, visit: Visit) -> None:
    """A string that spells a tracked name, docstrings and the like left out."""
    node, link, found = visit.node, visit.link, walk.found
    assert isinstance(node, ast.Constant)
    if not isinstance(node.value, str) or walk.embedded or (link and isinstance(link[0], ast.Expr)):
        return
    if spells_any(node.value.encode("utf-8", "replace"), found.names):
        span = span_of(node, walk.place)
        if spells_any(found.source.data[span.start : span.end], found.names):
            line, exported = found.source.line_of(span.start), found.listing.entries.get(span, 0)
            found.texts.append(StringConstant(node.value, span, line, exported, callee_of(node, link)))


def joined(walk: NodeWalk, visit: Visit) -> None:
    """An f-string (2.4.3): what stands in its fields is code."""
    node = visit.node
    assert isinstance(node, ast.JoinedStr)
    walk.push_all([each for each in node.values if isinstance(each, ast.Constant)], visit.scope, visit.inside)
    fields = list(fields_of(node))
    if PLACES_FIELDS:
        for field in fields:
            walk.push(field.value, visit.scope, (field, visit.inside))
    else:
        _place_fields(walk, visit, fields)


def _place_fields(walk: NodeWalk, visit: Visit, fields: list[ast.FormattedValue]) -> None:
    """Parse each field again where it stands; one that cannot be found has no place."""
    assert isinstance(visit.node, ast.JoinedStr)
    whole, data = span_of(visit.node, walk.place), walk.found.source.data
    spans = field_spans(data, whole)
    for index, field in enumerate(fields):
        span = spans[index] if len(spans) == len(fields) else whole
        text = data[span.start : span.end].decode()
        again = parse_expression(text)
        if again is not None and is_same_code(again, field.value):
            part, tree = walk.part(offsets_from(span.start, text)), again
        else:
            part, tree = walk.part(lambda _line, _column: whole.start), field.value
        part.run(tree, visit.scope, (field, visit.inside))


def call_or_item(walk: NodeWalk, visit: Visit) -> None:
    """A call or subscript: its strings may be annotations (`cast("X", …)`, PEP 484), or name attributes."""
    assert isinstance(visit.node, (ast.Call, ast.Subscript))
    walk.quote(typing_strings(visit.node), visit.scope)
    if not walk.embedded:
        walk.found.targets += module_targets(walk, visit)
        walk.found.targets += named_targets(walk, visit)
    walk.children(visit)


USES: Visitors = {
    ast.Attribute: attribute,
    ast.Constant: constant,
    ast.JoinedStr: joined,
    ast.Call: call_or_item,
    ast.Subscript: call_or_item,
}
