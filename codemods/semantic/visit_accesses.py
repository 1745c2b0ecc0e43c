"""Visitors of the nodes that read a name: chains of attributes, and strings that spell one."""

import ast
import sys
from unicodedata import normalize

from codemods.semantic.access import Access, LooseAttribute, Unplaced, Usage
from codemods.semantic.ancestors import Parents
from codemods.semantic.annotation_strings import assigned_annotations, typing_strings
from codemods.semantic.constant_strings import fold_string
from codemods.semantic.dotted_names import last_name
from codemods.semantic.embedded_code import is_same_code, offsets_from, parse_expression
from codemods.semantic.fstring_fields import field_spans, fields_of, shows_its_text
from codemods.semantic.node_walk import NodeVisit, NodeWalk, Visitors
from codemods.semantic.nodes import span_of
from codemods.semantic.patch_targets import call_targets, chain_targets, module_targets
from codemods.semantic.source_words import spells_any
from codemods.semantic.span import Span
from codemods.semantic.string_names import PathRoot, StringConstant
from codemods.semantic.usage import callee_of
from codemods.semantic.warning_filters import filter_targets

PLACES_FIELDS = sys.version_info >= (3, 12)
"""Whether the parser says where the code in an f-string stands (PEP 701)."""


def visit_attribute(walk: NodeWalk, visit: NodeVisit) -> None:
    """A chain of attributes (6.3.1), taken whole when a tracked name is its base."""
    assert isinstance(visit.node, ast.Attribute)
    chain: list[ast.Attribute] = []
    base: ast.expr = visit.node
    parents = visit.parents
    while isinstance(base, ast.Attribute):
        chain.append(base)
        parents = (base, parents)
        base = base.value
    if not isinstance(base, ast.Name):
        assert parents is not None
        if walk.is_code:
            walk.builder.patch_targets += chain_targets(walk, base, chain[::-1], visit.scope)
        walk.push(base, visit.scope, parents)
        _add_loose(walk, chain)
    elif base.id in walk.builder.tracked:
        add_access(walk, base, chain[::-1], visit)
    else:
        _add_loose(walk, chain)


def _add_loose(walk: NodeWalk, chain: list[ast.Attribute]) -> None:
    """Add the deprecated names among the attributes of an object that no tracked name stands for."""
    for node in chain:
        if node.attr in walk.builder.old:
            start = span_of(node, walk.to_offset).end - len(node.attr.encode())
            found = LooseAttribute(node.attr, start, last_name(node.value))
            walk.builder.loose_attributes.append(found)


def add_access(walk: NodeWalk, base: ast.Name, chain: list[ast.Attribute], visit: NodeVisit) -> None:
    """Add that a tracked name is read, with the attributes that follow it, innermost first."""
    builder, scope = walk.builder, visit.scope
    top = chain[-1] if chain else base
    spans = [span_of(node, walk.to_offset) for node in (base, *chain)]
    start = spans[0].start
    builder.accesses.append(
        Access(
            name=builder.mangled(base.id, scope),
            scope=scope,
            start=start,
            ends=tuple(span.end for span in spans),
            attrs=tuple(builder.mangled(each.attr, scope) for each in chain),
            usage=Usage() if base.id in builder.without_usage else walk.usage_reader.of(top, visit.parents),
            line=builder.source.line_of(start),
            embedded=walk.embedded,
            stored=not isinstance(getattr(top, "ctx", None), ast.Load),
            unplaced=_unplaced(walk, [base.id, *(each.attr for each in chain)], spans),
        )
    )


def _unplaced(walk: NodeWalk, names: list[str], spans: list[Span]) -> Unplaced | None:
    """Why a chain is not spelled where its nodes say that it is; None when it is.

    Positions are wrong in f-strings before Python 3.12, and in strings whose escapes make the text shorter.
    """
    written = [walk.builder.source.data[spans[0].start : span.end] for span in spans]
    if written[0] == names[0].encode() and all(map(bytes.endswith, written, map(str.encode, names))):
        return None
    read = [normalize("NFKC", each.decode("utf-8", "replace")) for each in written]
    if read[0] == names[0] and all(map(str.endswith, read, names)):
        return Unplaced.NORMALIZED
    return Unplaced.IN_STRING if walk.embedded else Unplaced.IN_FSTRING


def visit_constant(walk: NodeWalk, visit: NodeVisit) -> None:
    """A string that spells a tracked name; docstrings and other strings that stand alone are left out."""
    node, parents, builder = visit.node, visit.parents, walk.builder
    assert isinstance(node, ast.Constant)
    if not isinstance(node.value, str) or not walk.is_code or (parents and isinstance(parents[0], ast.Expr)):
        return
    if spells_any(node.value.encode("utf-8", "replace"), builder.tracked):
        span = span_of(node, walk.to_offset)
        # Where the source does not spell the word, escapes do, and there is no place to point at.
        if spells_any(builder.source.data[span.start : span.end], builder.tracked):
            line, entry = builder.source.line_of(span.start), builder.dunder_all.entries.get(node)
            builder.patch_targets += filter_targets(walk, node, visit.scope)
            callee = callee_of(node, parents)
            builder.strings.append(StringConstant(node.value, span, line, entry, callee))
            if parents is not None and (whole := _joined(walk, node, parents)) is not None:
                builder.strings.append(StringConstant(whole, span, line, entry, callee))


def _joined(walk: NodeWalk, node: ast.Constant, parents: Parents) -> str | None:
    """The path that a string ends, after constants of the module: `f"{BASE}.core"`, `BASE + ".core"`."""
    whole: ast.expr = node
    around: Parents | None = parents
    while around is not None and isinstance(parent := around[0], (ast.BinOp, ast.JoinedStr)):
        whole, around = parent, around[1]
    folded = fold_string(whole, walk.builder, walk.to_offset) if whole is not node else None
    told = folded is not None and folded.root is PathRoot.ABSOLUTE and folded.text != node.value
    return folded.text if folded is not None and told else None


def visit_fstring(walk: NodeWalk, visit: NodeVisit) -> None:
    """An f-string (2.4.3): what stands in its fields is code."""
    node, parents = visit.node, visit.child_parents
    assert isinstance(node, ast.JoinedStr)
    walk.push_all([each for each in node.values if isinstance(each, ast.Constant)], visit.scope, parents)
    fields = list(fields_of(node))
    if PLACES_FIELDS:
        for field in fields:
            _note_shown_text(walk, span_of(field.value, walk.to_offset))
            walk.push(field.value, visit.scope, (field, parents))
    else:
        _walk_reparsed_fields(walk, visit, fields)


def _walk_reparsed_fields(walk: NodeWalk, visit: NodeVisit, fields: list[ast.FormattedValue]) -> None:
    """Parse each field again where it stands, for the positions.

    Where the field's text is not found, the parser's own tree is walked with no place but the string's start.
    """
    assert isinstance(visit.node, ast.JoinedStr)
    whole, data = span_of(visit.node, walk.to_offset), walk.builder.source.data
    spans = field_spans(data, whole)
    for index, field in enumerate(fields):
        span = spans[index] if len(spans) == len(fields) else whole
        text = data[span.start : span.end].decode()
        again = parse_expression(text)
        if again is not None and is_same_code(again, field.value):
            _note_shown_text(walk, span)
            part, tree = walk.over_part(offsets_from(span.start, text)), again
        else:
            part, tree = walk.over_part(lambda _line, _column: whole.start), field.value
        part.run(tree, visit.scope, (field, visit.child_parents))


def _note_shown_text(walk: NodeWalk, span: Span) -> None:
    """Note a field like `{name=}`, whose string holds the text of its code as well as the value."""
    if shows_its_text(walk.builder.source.data, span):
        walk.builder.field_texts.append(span)
        walk.builder.shown_texts.append(span)


def visit_template(walk: NodeWalk, visit: NodeVisit) -> None:
    """A t-string (2.5.6): its fields are code, and their `Interpolation.expression` is the code's text."""
    for value in getattr(visit.node, "values", ()):
        if not isinstance(value, ast.Constant):
            walk.builder.field_texts.append(span_of(value.value, walk.to_offset))
    walk.visit_children(visit)


def visit_call_or_subscript(walk: NodeWalk, visit: NodeVisit) -> None:
    """A call or subscript: its strings may be annotations (`cast("X", ...)`, PEP 484), or name attributes."""
    assert isinstance(visit.node, (ast.Call, ast.Subscript))
    walk.read_annotations_later(typing_strings(visit.node), visit.scope)
    if isinstance(visit.node, ast.Call) and _makes_keys(visit.node.func):
        names = {keyword.arg for keyword in visit.node.keywords if keyword.arg is not None}
        walk.builder.keyword_names |= names & walk.builder.tracked
    if walk.is_code:
        walk.builder.patch_targets += module_targets(walk, visit)
        walk.builder.patch_targets += call_targets(walk, visit)
    walk.visit_children(visit)


def visit_assignment(walk: NodeWalk, visit: NodeVisit) -> None:
    """An assignment: what `__annotations__` is given are annotations, strings among them."""
    assert isinstance(visit.node, ast.Assign)
    walk.read_annotations_later(assigned_annotations(visit.node), visit.scope)
    walk.visit_children(visit)


def _makes_keys(function: ast.expr) -> bool:
    """Whether the keywords of a call become keys: `dict(name=...)`, `mapping.update(name=...)`."""
    is_method = isinstance(function, ast.Attribute)
    return last_name(function) == ("update" if is_method else "dict")


ACCESS_VISITORS: Visitors = {
    ast.Attribute: visit_attribute,
    ast.Constant: visit_constant,
    ast.JoinedStr: visit_fstring,
    ast.Assign: visit_assignment,
    ast.Call: visit_call_or_subscript,
    ast.Subscript: visit_call_or_subscript,
}
NEW_ACCESS_VISITORS = {"TemplateStr": visit_template}
"""By the node's name: it came with Python 3.14 (PEP 750)."""
