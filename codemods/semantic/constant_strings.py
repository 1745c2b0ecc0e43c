"""Dotted paths that strings spell: plainly, from constants of the module, or from `__name__`."""

import ast
import re
from collections.abc import Sequence

from msgspec import Struct

from codemods.semantic.dotted_names import dotted_parts
from codemods.semantic.embedded_code import content_span
from codemods.semantic.facts_builder import FactsBuilder
from codemods.semantic.nodes import PlaceToOffset, span_of
from codemods.semantic.span import Span
from codemods.semantic.string_names import OWN_NAME, UNKNOWN


class FoldedString(Struct, frozen=True):
    """A text, as far as the source tells it.

    `base` is what stands before it: nothing, OWN_NAME, UNKNOWN, or a chain of names that is a module.
    `spans` are the places of the text's last components, as many as are plain.
    """

    text: str
    base: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


def fold_string(node: ast.expr, found: FactsBuilder, place: PlaceToOffset) -> FoldedString:
    """Read an expression as a dotted path; its base is UNKNOWN where only run time can tell.

    Of an unknown path the text is what its strings spell.
    """
    read = _read(node, found)
    if read is None:
        strings = (each.value for each in ast.walk(node) if isinstance(each, ast.Constant))
        return FoldedString(".".join(each for each in strings if isinstance(each, str)), UNKNOWN)
    base, text = read
    return FoldedString(text, base, _spans(node, text, found, place))


def module_constants(tree: ast.Module) -> dict[str, ast.Constant]:
    """The strings of the module-level names that one plain assignment, and nothing else, gives one."""
    found: dict[str, ast.Constant] = {}
    twice: set[str] = set()
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name):
            twice.update({target.id} & found.keys())
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                found[target.id] = value
    return {name: value for name, value in found.items() if name not in twice}


def _read(node: ast.expr, found: FactsBuilder) -> tuple[tuple[str, ...], str] | None:
    """The base and the text of an expression; None where they cannot be told."""
    if isinstance(node, ast.Constant):
        return ((), node.value) if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        if node.id == "__name__":
            return OWN_NAME, ""
        constant = found.constants.get(node.id)
        return ((), str(constant.value)) if constant is not None else None
    if isinstance(node, ast.Attribute):
        chain = dotted_parts(node)
        return (chain[:-1], "") if len(chain) > 1 and chain[-1] == "__name__" else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _joined((node.left, node.right), found)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return _formatted(node, found)
    if isinstance(node, ast.JoinedStr):
        return _joined(node.values, found)
    if isinstance(node, ast.FormattedValue) and node.conversion == -1 and node.format_spec is None:
        return _read(node.value, found)
    return None


def _formatted(node: ast.BinOp, found: FactsBuilder) -> tuple[tuple[str, ...], str] | None:
    """`"%s.name" % module`."""
    pattern = node.left.value if isinstance(node.left, ast.Constant) else None
    if not isinstance(pattern, str) or not pattern.startswith("%s") or pattern.count("%") > 1:
        return None
    read = _read(node.right, found)
    return (read[0], read[1] + pattern.removeprefix("%s")) if read is not None else None


def _joined(nodes: Sequence[ast.expr], found: FactsBuilder) -> tuple[tuple[str, ...], str] | None:
    """Parts in a row; only the first may have a base."""
    base: tuple[str, ...] = ()
    text = ""
    for index, node in enumerate(nodes):
        read = _read(node, found)
        if read is None or (read[0] and index):
            return None
        base, text = base or read[0], text + read[1]
    return base, text


def _spans(node: ast.expr, text: str, found: FactsBuilder, place: PlaceToOffset) -> tuple[Span, ...]:
    """The places of a text's components: all of a plain string, else of the last if it stands once."""
    if isinstance(node, ast.Name) and node.id in found.constants:
        node, place = found.constants[node.id], found.source.offset
    span = span_of(node, place)
    inner = content_span(found.source.data, span, text)
    if inner is not None:
        return _components(inner.start, text)
    last = text.rpartition(".")[2]
    if not last or not _ends_in(node, last):
        return ()
    word = re.compile(rb"(?<![\w\\])" + re.escape(last.encode("utf-8", "replace")) + rb"(?!\w)")
    places = [Span(*match.span()) for match in word.finditer(found.source.data, span.start, span.end)]
    return tuple(places) if len(places) == 1 else ()


def _ends_in(node: ast.expr, last: str) -> bool:
    """Whether the last part of an expression is a string that spells a whole last component."""
    while isinstance(node, (ast.BinOp, ast.JoinedStr)):
        if isinstance(node, ast.BinOp):
            node = node.left if isinstance(node.op, ast.Mod) else node.right
        else:
            node = node.values[-1]
    value = node.value if isinstance(node, ast.Constant) else None
    return isinstance(value, str) and value.rpartition(".")[2] == last


def _components(start: int, text: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for part in text.split("."):
        end = start + len(part.encode("utf-8", "replace"))
        spans.append(Span(start, end))
        start = end + 1
    return tuple(spans)
