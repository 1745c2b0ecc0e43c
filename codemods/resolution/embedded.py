"""Code inside strings and comments: quoted annotations, type comments and doctest examples."""

import ast
import doctest
import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from codemods.resolution.collect import Collector, Walk, annotation_strings
from codemods.resolution.model import Scope, Span, Use
from codemods.resolution.usage import span_of
from codemods.values.source import Source

_TYPE_COMMENT = re.compile(rb"#[ \t]*type:[ \t]*+(?!ignore\b)([^#\r\n]*)")
_QUOTES = re.compile(rb"[uUfFrR]*(\"\"\"|'''|\"|')")


def collect_embedded(found: Collector, source: Source, hits: set[int]) -> None:
    """Add the names in quoted annotations, type comments and doctest examples to what was found."""
    for constant, scope in found.quoted:
        _quoted_annotation(found, source, constant, scope)
    for line in sorted(hits):
        _type_comment(found, source, line)
    for constant, _ in found.docstrings:
        _doctests(found, source, constant, hits)


def place_formatted(found: Collector, source: Source) -> None:
    """Look the names in f-strings up again where the parser's positions do not hold (before 3.12)."""
    for node, indices in found.formatted:
        if not isinstance(node, ast.JoinedStr) or all(_holds(found.uses[i], source) for i in indices):
            continue
        span = span_of(node, source.offset)
        for name in {found.uses[index].name for index in indices}:
            uses = [index for index in indices if found.uses[index].name == name]
            places = list(_in_fields(source.data, span, name))
            for number, index in enumerate(uses):
                place = places[number] if len(places) == len(uses) else None
                found.uses[index] = _moved(found.uses[index], place, source)


def _holds(use: Use, source: Source) -> bool:
    data = source.data
    if data[use.start : use.ends[0]] != use.name.encode():
        return False
    return all(data[:end].endswith(attr.encode()) for attr, end in zip(use.attrs, use.ends[1:], strict=True))


def _in_fields(data: bytes, span: Span, name: str) -> Iterator[int]:
    """Where a name stands inside the replacement fields of an f-string."""
    pattern = re.compile(rb"(?<![\w.])" + re.escape(name.encode()) + rb"(?!\w)")
    text = data[span.start : span.end]
    depth = 0
    fields = bytearray(len(text))
    position = 0
    while position < len(text):
        byte = text[position : position + 1]
        if depth == 0 and text[position : position + 2] in (b"{{", b"}}"):
            position += 2
            continue
        depth += (byte == b"{") - (byte == b"}" and depth > 0)
        fields[position] = depth > 0
        position += 1
    for match in pattern.finditer(text):
        if fields[match.start()]:
            yield span.start + match.start()


def _moved(use: Use, start: int | None, source: Source) -> Use:
    """A use whose offsets were wrong, put at its real place, or marked as not placed."""
    ends = [start + len(use.name.encode())] if start is not None else []
    for attr in use.attrs if ends else ():
        match = re.compile(rb"\s*\.\s*" + attr.encode()).match(source.data, ends[-1])
        if match is None:
            break
        ends.append(match.end())
    simple = use.usage.call is None or _bare_call(source.data, ends[-1] if ends else 0)
    if start is None or len(ends) != len(use.attrs) + 1 or not simple:
        return replace(use, placed=False)
    return replace(use, start=start, ends=tuple(ends), line=source.line_of(start))


def _bare_call(data: bytes, end: int) -> bool:
    return data[end : end + 1] == b"("


def _quoted_annotation(found: Collector, source: Source, constant: ast.Constant, scope: int) -> None:
    value = str(constant.value)
    if not any(name in value for name in found.names):
        return
    span = span_of(constant, source.offset)
    raw = source.data[span.start : span.end]
    match = _QUOTES.match(raw)
    if match is None or raw[match.end() : -len(match.group(1))] != value.encode():
        return
    found.read_strings.add(span)
    _walk_expression(found, value, span.start + match.end(), scope, "annotation")


def _walk_expression(found: Collector, text: str, start: int, scope: int, kind: str) -> None:
    """Collect from one expression that stands at an offset on one line."""
    stripped = text.lstrip()
    start += len(text.encode()) - len(stripped.encode())
    if "\n" in stripped.strip():
        return
    tree = _parse_quietly(stripped, "eval")
    if not isinstance(tree, ast.Expression):
        return

    def place(_line: int, column: int) -> int:
        return start + column

    Walk(found, place, None, kind).run(tree, scope)
    for inner in annotation_strings(tree.body):
        if isinstance(inner.value, str) and inner is not tree.body:
            opening = start + inner.col_offset + 1
            if found.data[opening:].startswith(inner.value.encode()):
                _walk_expression(found, inner.value, opening, scope, kind)


def _parse_quietly(text: str, mode: Literal["eval", "exec"]) -> ast.AST | None:
    """Parse text that may be no code at all: prose in a string is no mistake."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text, mode=mode)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _type_comment(found: Collector, source: Source, line: int) -> None:
    text = source.line_text(line)
    if b"type:" not in text:
        return
    match = _TYPE_COMMENT.search(text)
    if match is None or not _is_comment(text, match.start()):
        return
    body = match.group(1).decode("utf-8", "replace")
    start = source.line_start(line) + match.start(1)
    scope = max(
        ((first, own) for first, last, own in found.extents if first <= line <= last), default=(0, 0)
    )[1]
    if body.startswith("(") and "->" in body:
        arguments, _, returned = body.partition("->")
        offset = start + len(arguments.encode()) + 2
        _walk_expression(found, arguments.rstrip(), start, scope, "type comment")
        _walk_expression(found, returned.rstrip(), offset, scope, "type comment")
    else:
        _walk_expression(found, body.rstrip(), start, scope, "type comment")


def _is_comment(line: bytes, position: int) -> bool:
    """Whether a `#` in a line starts a comment: no string is open before it."""
    before = line[:position]
    return before.count(b'"') % 2 == 0 and before.count(b"'") % 2 == 0


def _doctests(found: Collector, source: Source, constant: ast.Constant, hits: set[int]) -> None:
    last = constant.end_lineno or constant.lineno
    if not any(line in hits for line in range(constant.lineno, last + 1)):
        return
    span = span_of(constant, source.offset)
    text = source.data[span.start : span.end].decode("utf-8")
    try:
        examples = doctest.DocTestParser().get_examples(text)
    except ValueError:
        return
    scope = -1
    for example in examples:
        first = constant.lineno + example.lineno
        tree = _parse_quietly(example.source, "exec")
        if tree is None or not any(name in example.source for name in found.names):
            continue
        if scope == -1:
            scope = found.add_scope(Scope("module", 0))
        margin = _margin(source, first, example.indent)

        def place(line: int, column: int, first: int = first, margin: int = margin) -> int:
            return source.offset(first + line - 1, margin + column)

        Walk(found, place, None, "doctest").run(tree, scope)


def _margin(source: Source, line: int, indent: int) -> int:
    """The bytes before the code of an example's line: indentation, `>>>` and a blank."""
    text = source.line_text(line)
    prompt = text.find(b">>>")
    return prompt + 4 if prompt >= 0 else indent + 4
