"""Make the place of a member out of the node of a file that names it."""

import ast
from collections.abc import Iterator

from codemods.semantic.dotted_names import dotted_parts
from codemods.semantic.embedded_code import is_same_code, offsets_from, parse_expression
from codemods.semantic.fstring_fields import field_spans, fields_of
from codemods.semantic.nodes import PlaceToOffset, span_of
from codemods.semantic.outline import AttributeUse, MemberSite, SiteKind
from codemods.semantic.outline_scopes import FUNCTIONS, Binds, OutlineScope
from codemods.semantic.read_outline_scopes import ScopeReader
from codemods.semantic.receiver_terms import Path, Term
from codemods.semantic.span import Span
from codemods.semantic.visit_accesses import PLACES_FIELDS
from codemods.values.source import Source


class MemberSiteBuilder:
    """Knows where the nodes of one file stand, and what is around them."""

    def __init__(self, source: Source, scopes: ScopeReader) -> None:
        self._source = source
        self._scopes = scopes

    def site(
        self,
        node: ast.AST,
        name: str,
        kind: SiteKind,
        span: Span | None,
        receiver: Term,
        scope: OutlineScope,
        writes: bool = False,
        called: bool = False,
        awaited: bool = False,
        chains: tuple[Path, ...] = (),
        arguments: int = 0,
        use: AttributeUse | None = None,
    ) -> MemberSite:
        """A place; without a span it is the start of the node's line."""
        around = list(self._functions_around(node))
        owner = scope.around_class
        line: int = getattr(node, "lineno", 1)
        place = span if span is not None else Span(start := self._source.line_start(line), start)
        text = self._source.data[place.start : place.end]
        placed = span is not None and text == name.encode()
        return MemberSite(
            name,
            kind,
            place,
            self._source.line_of(place.start),
            receiver,
            placed,
            writes,
            called,
            awaited,
            chains,
            tuple(around),
            arguments,
            owner.parts if owner is not None else (),
            use,
        )

    def chains(self, node: ast.expr, scope: OutlineScope) -> Iterator[Path]:
        """The dotted paths of a chain on a name that is imported, or that the file does not bind."""
        parts = dotted_parts(node)
        owner = scope.find(parts[0]) if parts else None
        if parts and owner is None:
            yield from ((*star, *parts) for star in self._scopes.stars)
        for binding in owner.bindings[parts[0]] if owner is not None else ():
            if binding.how is Binds.IMPORT:
                yield (*binding.path, *parts[1:])

    def place(self, node: ast.expr | ast.keyword | ast.pattern) -> Span | None:
        """Where a node stands; None where an f-string's parser does not say."""
        top: ast.AST | None = node
        field: ast.AST | None = None
        while top is not None and not isinstance(top, (ast.JoinedStr, ast.stmt)):
            field, top = (
                (top if isinstance(top, ast.FormattedValue) else field),
                self._scopes.parents.get(top),
            )
        if PLACES_FIELDS or not isinstance(top, ast.JoinedStr) or not isinstance(field, ast.FormattedValue):
            return span_of(node, self._source.offset)
        return self._place_in_field(node, field, top)

    def _place_in_field(self, node: ast.AST, field: ast.FormattedValue, whole: ast.JoinedStr) -> Span | None:
        """The place of a node in an f-string's field, which is parsed again where it stands."""
        fields, data = list(fields_of(whole)), self._source.data
        spans = field_spans(data, span_of(whole, self._source.offset))
        if len(fields) != len(spans) or field not in fields:
            return None
        span = spans[fields.index(field)]
        text = data[span.start : span.end].decode()
        again = parse_expression(text)
        if again is None or not is_same_code(again, field.value):
            return None
        to_offset: PlaceToOffset = offsets_from(span.start, text)
        for old, new in zip(ast.walk(field.value), ast.walk(again), strict=False):
            if old is node and isinstance(new, (ast.expr, ast.keyword)):
                return span_of(new, to_offset)
        return None

    def _functions_around(self, node: ast.AST) -> Iterator[str]:
        parent = self._scopes.parents.get(node)
        while parent is not None:
            if isinstance(parent, FUNCTIONS):
                yield parent.name
            parent = self._scopes.parents.get(parent)
