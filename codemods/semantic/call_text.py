"""The text of one call: where its arguments' values stand, and its comments."""

import ast
import io
import tokenize
from collections.abc import Iterator, Sequence

from msgspec import Struct

from codemods.semantic.embedded_code import CONTINUED, offsets_from, parse_expression
from codemods.semantic.nodes import span_of
from codemods.semantic.span import Span


class CallText(Struct, frozen=True):
    """What of a call's text can be kept; offsets count the file's bytes."""

    values: tuple[Span, ...]
    """The values of the arguments in the order of the source, without stars, keywords and parentheses."""
    comments: tuple[int, ...]
    """Where comments start."""

    def loses_comment(self, kept: Sequence[Span]) -> bool:
        """Whether a comment stands outside of all that is kept of the call."""
        return any(not any(each.start <= at < each.end for each in kept) for at in self.comments)


def read_call(data: bytes, span: Span) -> CallText | None:
    """Read a call of a file, which may be an example with prompts; None where none can be read."""
    code = CONTINUED.sub(lambda each: each.group(1) + b" " * len(each.group(2)), data[span.start : span.end])
    text = code.decode("utf-8", "replace")
    node = parse_expression(text)
    if not isinstance(node, ast.Call):
        return None
    place = offsets_from(span.start, text)
    arguments: list[ast.expr | ast.keyword] = [*node.args, *node.keywords]
    values = (each.value if isinstance(each, (ast.Starred, ast.keyword)) else each for each in arguments)
    spans = sorted((span_of(each, place) for each in values), key=lambda each: each.start)
    return CallText(tuple(spans), tuple(_comments(text, span.start)))


def read_index(data: bytes, span: Span) -> CallText | None:
    """Read a subscript of a file likewise: its one value is what stands between the brackets.

    None for slices, and for a string, which is another value where no brackets are around it.
    """
    text = data[span.start : span.end].decode("utf-8", "replace")
    node = parse_expression(text)
    if not isinstance(node, ast.Subscript) or isinstance(node.slice, (ast.Slice, ast.Constant)):
        return None
    if isinstance(node.slice, ast.Tuple) and any(isinstance(each, ast.Slice) for each in node.slice.elts):
        return None
    value = span_of(node.slice, offsets_from(span.start, text))
    return CallText((value,), tuple(_comments(text, span.start)))


def _comments(text: str, start: int) -> Iterator[int]:
    """The byte offsets of an expression's comments; `start` is that of its text."""
    if "#" not in text:
        return
    place = offsets_from(start, text)
    lines = f"({text})".splitlines(keepends=True)
    for token in tokenize.generate_tokens(io.StringIO(f"({text})", newline="").readline):
        if token.type == tokenize.COMMENT:
            line, column = token.start
            yield place(line, len(lines[line - 1][:column].encode()))
