"""Annotations in strings (PEP 484, forward references)."""

from codemods.resolution.annotations import annotation_strings
from codemods.resolution.collect import walk_over
from codemods.resolution.found import Found, Quoted
from codemods.resolution.fragments import inner_span, parse_expression, placed_at
from codemods.resolution.lines import spells
from codemods.resolution.links import span_of
from codemods.resolution.model import Span


def read_quoted(found: Found) -> None:
    """Add the names in the strings that the walks took for annotations, and in strings inside those."""
    seen: set[Span] = set()
    while found.quoted:
        quoted = found.quoted.pop()
        span = span_of(quoted.constant, quoted.place)
        if span not in seen:
            _read(found, quoted, span)
        seen.add(span)


def _read(found: Found, quoted: Quoted, span: Span) -> None:
    value = str(quoted.constant.value)
    if not spells(value.encode("utf-8", "replace"), found.names):
        return
    inner = inner_span(found.source.data, span, value)
    if inner is None:
        return
    tree = parse_expression(value)
    if tree is None:
        return
    before = len(found.uses)
    walk = walk_over(found, placed_at(inner.start, value), None, "annotation")
    walk.quote(annotation_strings(tree), quoted.scope)
    walk.run(tree, quoted.scope)
    bound = {binding.name for binding in found.bindings}
    if all(use.name in bound or not use.attrs for use in found.uses[before:]):
        found.read_strings.add(span)
