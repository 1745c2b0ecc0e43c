"""Write an expression in the place of a call, or of a name, with parentheses where it needs them."""

import ast
from collections.abc import Mapping, Sequence

from codemods.project.decision import ExpressionChange, Filling, ReadText
from codemods.semantic.embedded_code import parse_expression, parse_quietly
from codemods.semantic.nodes import nodes_in
from codemods.semantic.precedence import Precedence, precedence_in, precedence_of
from codemods.transformers.doctest_prompts import add_prompts, strip_prompts
from codemods.transformers.rewrite_errors import UnwritableError
from codemods.values.edit import Edit, splice
from codemods.values.source import Source


def expression_edit(source: Source, change: ExpressionChange, inside: Sequence[Edit]) -> Edit:
    """The edit that writes an expression, and takes in those inside of it. Raises UnwritableError."""
    span = change.span
    text = source.data[span.start : span.end]
    prompt = strip_prompts(text)[1] if change.in_doctest else b""
    written = _written(source, change, inside)
    code = add_prompts(written, prompt) if prompt else written
    return Edit(span.start, span.end, text, code)


def parsed_template(change: ExpressionChange) -> tuple[ast.expr, Mapping[str, Filling | ReadText]]:
    """An expression with a name of its own for each part that is not spelled by the rule, and these parts.

    Raises UnwritableError.
    """
    prefix = "part"
    while any(isinstance(each, str) and prefix in each for each in change.parts):
        prefix += "_"
    text = ""
    parts: dict[str, Filling | ReadText] = {}
    for each in change.parts:
        if isinstance(each, str):
            text += each
        else:
            parts[name := f"{prefix}{len(parts)}"] = each
            text += name
    tree = parse_expression(text)
    if tree is None:
        raise UnwritableError(change.span.start, f"`{text}` is not an expression")
    return tree, parts


def _written(source: Source, change: ExpressionChange, edits: Sequence[Edit]) -> bytes:
    tree, parts = parsed_template(change)
    places = _places(tree)
    text, names = b"", iter(parts)
    for index, each in enumerate(change.parts):
        if isinstance(each, str):
            text += each.encode()
        elif isinstance(each, ReadText):
            next(names)
            text += ".".join(each.chain).encode()
        else:
            behind = change.parts[index + 1] if index + 1 < len(change.parts) else ""
            grouped = text.endswith(b"(") and isinstance(behind, str) and behind.startswith(")")
            text += _filled(source, change, each, edits, grouped, *places[next(names)])
    return _in_place(source, change, text, tree)


def _places(tree: ast.expr) -> dict[str, tuple[ast.expr, ast.AST | None]]:
    """The names of an expression, each with its parent."""
    parents: dict[int, ast.AST] = {}
    for node in nodes_in(tree):
        for child in ast.iter_child_nodes(node):
            parents[id(child)] = node
    return {node.id: (node, parents.get(id(node))) for node in nodes_in(tree) if isinstance(node, ast.Name)}


def _filled(
    source: Source,
    change: ExpressionChange,
    filling: Filling,
    edits: Sequence[Edit],
    grouped: bool,
    node: ast.expr,
    parent: ast.AST | None,
) -> bytes:
    """The text that fills a hole, in parentheses where the rest of the expression would take it apart."""
    text = _text_of(source, filling, edits)
    text = strip_prompts(text)[0] if change.in_doctest else text
    value = parse_expression(text.decode("utf-8", "replace"))
    if value is None:
        raise UnwritableError(change.span.start, f"`{text.decode('utf-8', 'replace')}` cannot be read")
    parent = parent or ast.Expr(node)
    enclosed = isinstance(parent, ast.keyword) or (isinstance(parent, ast.Call) and node is not parent.func)
    alone = enclosed or parse_quietly(text.decode("utf-8", "replace"), "eval") is not None
    bare = alone and _binding(value, text) >= precedence_in(parent, node)
    bare = bare or (
        isinstance(parent, ast.Subscript) and node is parent.slice and isinstance(value, ast.Tuple)
    )
    return text if bare or (grouped and not enclosed) else b"(" + text + b")"


def _text_of(source: Source, filling: Filling, edits: Sequence[Edit]) -> bytes:
    if filling.span is None:
        return filling.literal.encode()
    start, end = filling.span.start, filling.span.end
    own = (
        Edit(each.start - start, each.end - start, each.old, each.new)
        for each in edits
        if start <= each.start and each.end <= end
    )
    return splice(source.data[start:end], own)


def _binding(node: ast.expr, text: bytes) -> Precedence:
    """How tightly a text binds; a whole number takes a dot behind it for its own."""
    if text[:1].isdigit() and text.isalnum():
        return Precedence.AWAIT
    # Of a tuple without its own parentheses, those that it was parsed in are the outermost.
    return Precedence.YIELD if node.col_offset == 0 else precedence_of(node)


def _in_place(source: Source, change: ExpressionChange, text: bytes, tree: ast.expr) -> bytes:
    """The whole text, in parentheses where what stands around it would take it apart."""
    span, data = change.span, source.data
    before, after = data[span.start - 1 : span.start], data[span.end : span.end + 1]
    grouped = before == b"(" and after == b")"
    runs_on = (after.isalnum() or after == b"_") and (text[-1:].isalnum() or text[-1:] == b"_")
    value = parse_expression(text.decode("utf-8", "replace"))
    binds = _binding(value if value is not None else tree, text)
    if (binds < change.place and not grouped) or runs_on or (before == b"{" and text[:1] == b"{"):
        return b"(" + text + b")"
    return text
