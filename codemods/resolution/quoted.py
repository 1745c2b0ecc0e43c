"""Annotations in strings (PEP 484, forward references)."""

import re

from codemods.resolution.annotations import annotation_strings
from codemods.resolution.collect import walk_over
from codemods.resolution.found import Found, Quoted
from codemods.resolution.fragments import parse_expression, placed_at
from codemods.resolution.lines import spells
from codemods.resolution.links import span_of

QUOTES = re.compile(rb"[uUrR]*(\"\"\"|'''|\"|')")


def read_quoted(found: Found) -> None:
    """Add the names in the strings that the walks took for annotations, and in strings inside those."""
    while found.quoted:
        _read(found, found.quoted.pop())


def _read(found: Found, quoted: Quoted) -> None:
    value = str(quoted.constant.value)
    span = span_of(quoted.constant, quoted.place)
    if span in found.read_strings or not spells(value.encode("utf-8", "replace"), found.names):
        return
    raw = found.source.data[span.start : span.end]
    opening = QUOTES.match(raw)
    if opening is None or raw[opening.end() : -len(opening.group(1))] != value.encode():
        return
    tree = parse_expression(value)
    if tree is None:
        return
    found.read_strings.add(span)
    walk = walk_over(found, placed_at(span.start + opening.end(), value), None, "annotation")
    walk.quote(annotation_strings(tree), quoted.scope)
    walk.run(tree, quoted.scope)
