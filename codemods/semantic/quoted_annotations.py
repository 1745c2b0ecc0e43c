"""Read annotations in strings (PEP 484, forward references)."""

from codemods.semantic.access import Embedding
from codemods.semantic.annotation_strings import annotation_strings
from codemods.semantic.embedded_code import content_span, offsets_from, parse_expression
from codemods.semantic.facts_builder import FactsBuilder, QuotedAnnotation
from codemods.semantic.nodes import PlaceToOffset, span_of
from codemods.semantic.source_words import spells_any
from codemods.semantic.span import Span
from codemods.semantic.visitors import walk_with_visitors


def read_quoted_annotations(builder: FactsBuilder) -> None:
    """Add the names in the strings that the walks found in annotations, and in strings inside those."""
    seen: set[tuple[Span, str]] = set()
    while builder.quoted_annotations:
        quoted = builder.quoted_annotations.pop()
        span, value = span_of(quoted.constant, quoted.to_offset), str(quoted.constant.value)
        if (span, value) not in seen and spells_any(value.encode("utf-8", "replace"), builder.tracked):
            _read(builder, quoted, span, value)
        seen.add((span, value))


def _read(builder: FactsBuilder, quoted: QuotedAnnotation, span: Span, value: str) -> None:
    tree = parse_expression(value)
    if tree is None:
        return
    before = len(builder.accesses)
    walk = walk_with_visitors(builder, _offsets_in(builder, span, value), embedded=Embedding.ANNOTATION)
    walk.read_annotations_later(annotation_strings(tree), quoted.scope)
    walk.run(tree, quoted.scope)
    # `"old.name"` may be a plain text as well, where nothing of the file binds `old`: it is then both.
    bound = {binding.name for binding in builder.bindings}
    if all(each.name in bound or not each.attrs for each in builder.accesses[before:]):
        builder.interpreted_strings.add(span)


def _offsets_in(builder: FactsBuilder, span: Span, value: str) -> PlaceToOffset:
    """Where a string's text stands; one that is not written plainly has no place but its start."""
    content = content_span(builder.source.data, span, value)
    return offsets_from(content.start, value) if content is not None else lambda _line, _column: span.start
