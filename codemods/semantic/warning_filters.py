"""Filters of warnings as text: `ignore:message:pkg.module.Category:module:line` names a class as code does.

They stand in `pytest.mark.filterwarnings`, after `-W`, in PYTHONWARNINGS and in settings of pytest. All of
these import the module before the category's last dot, and read the class from it.
"""

import ast
import re
from collections.abc import Iterator

from codemods.semantic.node_walk import NodeWalk
from codemods.semantic.nodes import span_of
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.span import Span
from codemods.semantic.string_names import PatchTarget

_NAME = r"[^\W\d]\w*"
_FILTER = re.compile(
    rf"(?:(?<![\w.:-])|(?<=-W))(?:error|ignore|always|default|module|once|all):[^:\n]*:"
    rf"({_NAME}(?:\.{_NAME})+)(?=\Z|[:,\s\"'\]])"
)


def categories_in(text: str) -> Iterator[tuple[int, str]]:
    """The categories of a text's filters, as dotted names, each with where it starts in characters."""
    for match in _FILTER.finditer(text) if ":" in text else ():
        yield match.start(1), match[1]


def filter_targets(walk: NodeWalk, node: ast.Constant, scope: int) -> Iterator[PatchTarget]:
    """What the filters in a string name; the string is then no longer taken for text."""
    span, data = span_of(node, walk.to_offset), walk.builder.source.data
    for _, category in categories_in(str(node.value)):
        parts = tuple(category.split("."))
        if walk.builder.tracked.isdisjoint(parts):
            continue
        components = _components(data, span, category)
        place = Span(components[0].start, components[-1].end) if components else span
        line = walk.builder.source.line_of(place.start)
        walk.builder.interpreted_strings.add(span)
        yield PatchTarget(
            PatchForm.WARNING_FILTER, parts, place, components, line, scope=scope, start=span.start
        )


def _components(data: bytes, span: Span, category: str) -> tuple[Span, ...]:
    """Where the parts of a category stand in a string's literals; nowhere if not just once in one of them."""
    word = re.compile(rb":" + re.escape(category.encode()) + rb"(?![\w.])")
    places = [match.start() + 1 for match in word.finditer(data, span.start, span.end)]
    if len(places) != 1:
        return ()
    found, start = [], places[0]
    for part in category.split("."):
        end = start + len(part.encode())
        found.append(Span(start, end))
        start = end + 1
    return tuple(found)
