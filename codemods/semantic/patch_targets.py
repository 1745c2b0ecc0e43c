"""Places that name something in a module's namespace by a string, an argument's name or at run time."""

import ast
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from codemods.semantic.constant_strings import FoldedString, fold_string
from codemods.semantic.dotted_names import dotted_parts
from codemods.semantic.embedded_code import content_span
from codemods.semantic.facts_builder import FactsBuilder
from codemods.semantic.module_lookups import module_name
from codemods.semantic.node_walk import NodeWalk, Visit
from codemods.semantic.nodes import PlaceToOffset, span_of
from codemods.semantic.patch_calls import PatchCall, namespace_item_in, patch_call_in
from codemods.semantic.source_words import spells_any
from codemods.semantic.span import Span
from codemods.semantic.string_names import UNKNOWN, PatchTarget


def named_targets(walk: NodeWalk, visit: Visit) -> Iterator[PatchTarget]:
    """The targets of a call of one of the forms, or of an item of a module's namespace."""
    assert isinstance(visit.node, (ast.Call, ast.Subscript))
    if isinstance(visit.node, ast.Call):
        named = patch_call_in(visit.node, walk.found.aliases)
    else:
        named = namespace_item_in(visit.node)
    if named is None or not _spelled_in(walk, visit.node):
        return
    owner = _owner(walk, named)
    if not named.members:
        yield _target(walk, visit.scope, named, owner, owner.text, owner.spans)
    for name, spans in _members(walk, named):
        if name in walk.found.names:
            path = f"{owner.text}.{name}" if owner.text else name
            yield _target(walk, visit.scope, named, owner, path, spans)


def module_targets(walk: NodeWalk, visit: Visit) -> Iterator[PatchTarget]:
    """The name of a module by which an expression looks the module up."""
    named = module_name(visit.node, walk.found.aliases)
    if named is not None and isinstance(visit.node, ast.expr) and _spelled_in(walk, visit.node):
        spelled = fold_string(named, walk.found, walk.place)
        yield _target(walk, visit.scope, PatchCall("module", named), spelled, spelled.text, spelled.spans)


def chain_targets(
    walk: NodeWalk, base: ast.expr, chain: Sequence[ast.Attribute], scope: int
) -> Iterator[PatchTarget]:
    """The attributes of a module that an expression looks up by its name."""
    spelled = looked_up(base, walk.found, walk.place)
    if spelled is not None and not walk.found.names.isdisjoint(each.attr for each in chain):
        ends = [(each.attr, span_of(each, walk.place).end) for each in chain]
        spans = tuple(Span(end - len(name.encode()), end) for name, end in ends)
        path = ".".join((spelled.text, *(name for name, _ in ends)))
        stored = not isinstance(chain[-1].ctx, ast.Load)
        yield _target(
            walk, scope, PatchCall("setattr" if stored else "attribute", base), spelled, path, spans
        )


def looked_up(node: ast.AST, found: FactsBuilder, place: PlaceToOffset) -> FoldedString | None:
    """The module that an expression looks up by its name; None for any other expression."""
    named = module_name(node, found.aliases)
    spelled = fold_string(named, found, place) if named is not None else None
    known = spelled is not None and spelled.base != UNKNOWN and not spelled.text.startswith(".")
    return spelled if known else None


def _owner(walk: NodeWalk, named: PatchCall) -> FoldedString:
    """What a call reaches into: a chain of names, a module that it looks up, or a path."""
    chain = dotted_parts(named.owner)
    if chain and named.members and chain[0] not in walk.found.constants:
        return FoldedString("", chain)
    found = looked_up(named.owner, walk.found, walk.place) or fold_string(named.owner, walk.found, walk.place)
    return replace(found, text=found.text.removesuffix(".__dict__")) if named.members else found


def _members(walk: NodeWalk, named: PatchCall) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """The attributes that a call names, with the place of the name alone where that is plain."""
    for member in named.members:
        span = span_of(member, walk.place)
        if isinstance(member, ast.keyword):
            yield member.arg or "", (Span(span.start, span.start + len((member.arg or "").encode())),)
        elif isinstance(member, ast.Name) and member.id in walk.found.constants:
            # A bare name may be a constant for other ends as well: it is told, not changed.
            yield str(walk.found.constants[member.id].value), ()
        elif isinstance(member, ast.Constant) and isinstance(member.value, str):
            inner = content_span(walk.found.source.data, span, member.value)
            yield member.value, (inner,) if inner is not None else ()


def _target(
    walk: NodeWalk, scope: int, named: PatchCall, owner: FoldedString, path: str, spans: tuple[Span, ...]
) -> PatchTarget:
    whole = span_of(named.owner, walk.place)
    span = Span(spans[0].start, spans[-1].end) if named.members and spans else whole
    if named.form:
        walk.found.read_strings.update(_strings_of(walk, named.owner))
    return PatchTarget(
        form=named.form,
        path=tuple(path.lstrip(".").split(".")),
        span=span,
        components=spans,
        line=walk.found.source.line_of(span.start),
        base=owner.base,
        scope=scope,
        start=whole.start,
        creates_mock=named.mocks,
    )


def _strings_of(walk: NodeWalk, owner: ast.expr) -> Iterator[Span]:
    """The strings that an owner is made of, those of constants too."""
    for part in ast.walk(owner):
        if isinstance(part, ast.Constant):
            yield span_of(part, walk.place)
        elif isinstance(part, ast.Name) and part.id in walk.found.constants:
            yield span_of(walk.found.constants[part.id], walk.found.source.offset)


def _spelled_in(walk: NodeWalk, node: ast.expr) -> bool:
    span = span_of(node, walk.place)
    if spells_any(walk.found.source.data[span.start : span.end], walk.found.names):
        return True
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return not names.isdisjoint(walk.found.constants)
