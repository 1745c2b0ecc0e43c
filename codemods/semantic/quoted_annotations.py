"""Annotations in strings (PEP 484, forward references)."""

from codemods.semantic.annotation_strings import annotation_strings
from codemods.semantic.embedded_code import content_span, offsets_from, parse_expression
from codemods.semantic.facts_builder import FactsBuilder, Quoted
from codemods.semantic.nodes import PlaceToOffset, span_of
from codemods.semantic.source_words import spells_any
from codemods.semantic.span import Span
from codemods.semantic.visitors import walk_over


def read_quoted(found: FactsBuilder) -> None:
    """Add the names in the strings that the walks took for annotations, and in strings inside those."""
    seen: set[tuple[Span, str]] = set()
    while found.quoted:
        quoted = found.quoted.pop()
        span, value = span_of(quoted.constant, quoted.place), str(quoted.constant.value)
        if (span, value) not in seen and spells_any(value.encode("utf-8", "replace"), found.names):
            _read(found, quoted, span, value)
        seen.add((span, value))


def _read(found: FactsBuilder, quoted: Quoted, span: Span, value: str) -> None:
    tree = parse_expression(value)
    if tree is None:
        return
    before = len(found.uses)
    walk = walk_over(found, _place(found, span, value), None, "annotation")
    walk.quote(annotation_strings(tree), quoted.scope)
    walk.run(tree, quoted.scope)
    bound = {binding.name for binding in found.bindings}
    if all(use.name in bound or not use.attrs for use in found.uses[before:]):
        found.read_strings.add(span)


def _place(found: FactsBuilder, span: Span, value: str) -> PlaceToOffset:
    """The places of a string's text; those of one that is not written plainly are all where it starts."""
    inner = content_span(found.source.data, span, value)
    return offsets_from(inner.start, value) if inner is not None else lambda _line, _column: span.start
