"""Code inside strings and comments: how to parse it, and where it is."""

import ast
import re
import warnings
from itertools import accumulate, zip_longest
from typing import Literal

from codemods.semantic.nodes import PlaceToOffset
from codemods.semantic.span import Span

Mode = Literal["eval", "exec"]
QUOTES = re.compile(rb"[uUrR]*(\"\"\"|'''|\"|')")
CONTINUED = re.compile(rb"(\r\n|\r|\n)([ \t]*\.\.\.(?: |(?=[\r\n]|\Z)))")
"""A line end in an example of a docstring, and the prompt behind it (see `doctest`)."""


def content_span(data: bytes, span: Span, value: str) -> Span | None:
    """Where a string's value stands between its quotes; None where it is not one plain literal."""
    raw = data[span.start : span.end]
    opening = QUOTES.match(raw)
    if opening is None or raw[opening.end() : -len(opening.group(1))] != value.encode("utf-8", "replace"):
        return None
    return Span(span.start + opening.end(), span.end - len(opening.group(1)))


def parse_quietly(text: str, mode: Mode) -> ast.AST | None:
    """Parse text that may not be code at all; None where it is not. Prose in a string is not a mistake."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text, mode=mode)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def parse_expression(text: str) -> ast.expr | None:
    """Parse an expression that may span lines and start with blanks; None where the text is not one."""
    tree = parse_quietly(f"({text})", "eval")
    return tree.body if isinstance(tree, ast.Expression) else None


def is_same_code(one: ast.expr, other: ast.expr) -> bool:
    """Whether two expressions are the same code; iterative, where `ast.dump` is not."""
    pairs = zip_longest(ast.walk(one), ast.walk(other))
    return all(_label(left) == _label(right) for left, right in pairs)


def _label(node: ast.AST | None) -> tuple[object, ...]:
    """A node's type and the names and values that it holds itself."""
    fields = ast.iter_fields(node) if node is not None else ()
    own = (value for _, value in fields if isinstance(value, (str, bytes, int, float, complex)))
    return (type(node), *own)


def offsets_from(start: int, text: str) -> PlaceToOffset:
    """The places of what `parse_expression` gave for a text that stands at a byte offset."""
    lines = text.encode().splitlines(keepends=True)
    # The parenthesis that was put before the text counts as a column of the first line.
    starts = [start - 1, *list(accumulate(map(len, lines), initial=start))[1:]]
    return lambda line, column: starts[line - 1] + column
