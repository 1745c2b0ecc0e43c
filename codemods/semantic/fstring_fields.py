"""Where the code in f-strings stands, for Pythons whose parser does not say (before 3.12, PEP 701).

The grammar is that of language reference 2.4.3 as of 3.11: a field holds no backslash, no comment
and none of the quotes that enclose it.
"""

import ast
import re
from collections.abc import Iterator

from codemods.semantic.span import Span

_GAP = re.compile(rb"(?:[ \t\f\r\n]|\\\r?\n|\\\r|#[^\r\n]*)*")
"""What may stand between adjacent string literals: blanks, line ends, continued lines, comments."""
_LITERAL = re.compile(
    rb"(?P<prefix>[a-zA-Z]*)(?P<quote>'''|\"\"\"|'|\")(?P<body>(?:\\.|[^\\])*?)(?P=quote)", re.DOTALL
)
_TEXT = re.compile(rb"\\N\{[^}]*\}|\\[^{}]|\{\{|\}\}|[^{}\\]|\\", re.DOTALL)
"""A step over the text of an f-string: an escape, a doubled brace, or a byte that is not a brace."""
_RAW_TEXT = re.compile(rb"\{\{|\}\}|[^{}]", re.DOTALL)
_SPEC_TEXT = re.compile(rb"[^{}]", re.DOTALL)
_CODE = re.compile(rb"'''.*?'''|\"\"\".*?\"\"\"|'[^']*'|\"[^\"]*\"|[=!<>]=|[^\[\](){}:!='\"]", re.DOTALL)
"""A step over code that neither opens nor closes a bracket, and does not end a field."""
_CONVERSION = re.compile(rb"=?[ \t\f\r\n]*(?:![^:}]*)?")
"""What may follow the code: the sign of `{name=}`, and a conversion like `!r`."""
_SHOWS_TEXT = re.compile(rb"[ \t\f\r\n)]*=(?!=)")
"""The sign of `{name=}`, behind the code and the parentheses around it."""


def shows_its_text(data: bytes, span: Span) -> bool:
    """Whether the string holds the text of a field's code, at a span, beside its value: `{name=}`."""
    return _SHOWS_TEXT.match(data, span.end) is not None


def fields_of(node: ast.JoinedStr) -> Iterator[ast.FormattedValue]:
    """The replacement fields in the order of the source, those in format specifications included."""
    for value in node.values:
        if isinstance(value, ast.FormattedValue):
            yield value
            if isinstance(value.format_spec, ast.JoinedStr):
                yield from fields_of(value.format_spec)


def field_spans(data: bytes, span: Span) -> list[Span]:
    """The spans of the expressions in the fields of adjacent string literals, in their order.

    There are fewer than the parser has fields where the text is not what the reference says. So compare.
    """
    found: list[Span] = []
    position = span.start
    while position < span.end:
        gap = _GAP.match(data, position, span.end)
        literal = _LITERAL.match(data, gap.end() if gap else position, span.end)
        if literal is None:
            break
        prefix = literal["prefix"].lower()
        if b"f" in prefix:
            text = _RAW_TEXT if b"r" in prefix else _TEXT
            _read_fields(data, Span(*literal.span("body")), text, found)
        position = literal.end()
    return found


def _read_fields(data: bytes, span: Span, text: re.Pattern[bytes], found: list[Span]) -> int:
    """Read text and fields up to the span's end, or to the brace that ends a format specification."""
    position = span.start
    while position < span.end:
        step = text.match(data, position, span.end)
        if step is not None:
            position = step.end()
        elif data[position : position + 1] == b"{":
            position = _read_field(data, Span(position + 1, span.end), found)
        else:
            break
    return position


def _read_field(data: bytes, span: Span, found: list[Span]) -> int:
    """Read a field behind its opening brace; gives the position behind its closing brace."""
    end = _code_end(data, span)
    found.append(Span(span.start, end))
    conversion = _CONVERSION.match(data, end, span.end)
    position = conversion.end() if conversion is not None else end
    if data[position : position + 1] == b":":
        position = _read_fields(data, Span(position + 1, span.end), _SPEC_TEXT, found)
    return position + 1


def _code_end(data: bytes, span: Span) -> int:
    """Where the code of a field ends: at a `:`, `!`, `=` or `}` that no bracket encloses."""
    position, depth = span.start, 0
    while position < span.end:
        step = _CODE.match(data, position, span.end)
        if step is not None:
            position = step.end()
            continue
        byte = data[position : position + 1]
        if depth == 0 and byte in b":!=}":
            break
        depth += (byte in b"([{") - (byte in b")]}")
        position += 1
    return position
