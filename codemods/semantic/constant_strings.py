"""Fold the dotted paths that strings spell: plainly, from constants of the module, or from `__name__`."""

import ast
import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from codemods.semantic.dotted_names import dotted_parts
from codemods.semantic.embedded_code import content_span
from codemods.semantic.facts_builder import FactsBuilder
from codemods.semantic.nodes import PlaceToOffset, span_of
from codemods.semantic.span import Span
from codemods.semantic.string_names import PathRoot

_OWN = {"__name__": PathRoot.OWN_MODULE, "__package__": PathRoot.OWN_PACKAGE}
_PIECE = re.compile(rb"""(["'])([^"'\\\n]*)\1""")
"""One of the literals of a string in several, without a prefix or an escape."""
_PACKAGES = frozenset(["__spec__.parent", "__name__.rpartition('.')[0]", "__name__.rsplit('.', 1)[0]"])
"""How code spells the package of its module, where the module is not a package itself."""


class FoldedString(Struct, frozen=True):
    """The value of an expression that gives a string, as far as the source tells it.

    `root` is what stands before `text`; for the root NAMES, `base` are the names that stand for a module.
    `components` are the places of the text's last components, as many as are spelled plainly.
    """

    text: str
    root: PathRoot = PathRoot.ABSOLUTE
    base: tuple[str, ...] = ()
    components: tuple[Span, ...] = ()
    module: tuple[Span, ...] = ()
    """Where the components of the module stand, if a colon is behind it."""


def fold_string(node: ast.expr, builder: FactsBuilder, to_offset: PlaceToOffset) -> FoldedString:
    """Fold an expression to a dotted path; its root is UNKNOWN where only run time can tell.

    Of an unknown path the text is what its strings, and constants of the module, spell.
    """
    folded = _fold(node, builder)
    if folded is None:
        parts = (builder.constants.get(getattr(each, "id", ""), each) for each in ast.walk(node))
        strings = (each.value for each in parts if isinstance(each, ast.Constant))
        text = ".".join(each for each in strings if isinstance(each, str))
        return FoldedString(text, PathRoot.UNKNOWN)
    return replace(folded, components=_components(node, folded.text, builder, to_offset))


def without_colon(path: FoldedString) -> FoldedString:
    """A path that may have a colon behind its module, as `pkgutil.resolve_name` takes it, with dots alone.

    The two sides of a colon are places of their own.
    """
    module, colon, rest = path.text.partition(":")
    if not colon or ":" in rest:
        return path
    text, own = f"{module}.{rest}", _plain_components(0, path.text)
    if len(path.components) != len(own):
        return replace(path, text=text, components=())
    start = path.components[0].start
    behind = start + len(module.encode("utf-8", "replace")) + 1
    return replace(
        path, text=text, components=_plain_components(behind, rest), module=_plain_components(start, module)
    )


def module_constants(tree: ast.Module) -> dict[str, ast.Constant]:
    """The strings of those module-level names that one plain assignment, and nothing else there, binds."""
    found: dict[str, ast.Constant] = {}
    rebound: set[str] = set()
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name):
            rebound.update({target.id} & found.keys())
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                found[target.id] = value
    return {name: value for name, value in found.items() if name not in rebound}


def _fold(node: ast.expr, builder: FactsBuilder) -> FoldedString | None:
    """The expression's value without its places; None where it cannot be told."""
    if isinstance(node, ast.Constant):
        return FoldedString(node.value) if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        if node.id in ("__name__", "__package__"):
            return FoldedString("", _OWN[node.id])
        constant = builder.constants.get(node.id)
        return FoldedString(str(constant.value)) if constant is not None else None
    if isinstance(node, (ast.Attribute, ast.Subscript)) and ast.unparse(node) in _PACKAGES:
        return FoldedString("", PathRoot.OWN_PACKAGE)
    if isinstance(node, ast.Attribute):
        *base, last = dotted_parts(node) or ("",)
        return FoldedString("", PathRoot.NAMES, tuple(base)) if base and last == "__name__" else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _fold_joined((node.left, node.right), builder)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return _fold_formatted(node, builder)
    if isinstance(node, ast.JoinedStr):
        return _fold_joined(node.values, builder)
    if isinstance(node, ast.FormattedValue) and node.conversion == -1 and node.format_spec is None:
        return _fold(node.value, builder)
    return None


def _fold_formatted(node: ast.BinOp, builder: FactsBuilder) -> FoldedString | None:
    """`"%s.name" % module`."""
    pattern = node.left.value if isinstance(node.left, ast.Constant) else None
    if not isinstance(pattern, str) or not pattern.startswith("%s") or pattern.count("%") > 1:
        return None
    folded = _fold(node.right, builder)
    return replace(folded, text=folded.text + pattern.removeprefix("%s")) if folded is not None else None


def _fold_joined(nodes: Sequence[ast.expr], builder: FactsBuilder) -> FoldedString | None:
    """Parts in a row; only the first may start from anything but text."""
    whole = FoldedString("")
    for index, node in enumerate(nodes):
        part = _fold(node, builder)
        if part is None or (index and part.root is not PathRoot.ABSOLUTE):
            return None
        whole = replace(whole if index else part, text=whole.text + part.text)
    return whole


def _components(
    node: ast.expr, text: str, builder: FactsBuilder, to_offset: PlaceToOffset
) -> tuple[Span, ...]:
    """The places of a text's components: all of a plain string, else of the last if it stands once."""
    if isinstance(node, ast.Name) and node.id in builder.constants:
        node, to_offset = builder.constants[node.id], builder.source.offset
    span = span_of(node, to_offset)
    content = content_span(builder.source.data, span, text)
    if content is not None:
        return _plain_components(content.start, text)
    if isinstance(node, ast.Constant) and (pieces := _in_pieces(builder.source.data, span, text)):
        return pieces
    last = text.rpartition(".")[2]
    if not last or not _ends_in(node, last):
        return ()
    word = re.compile(rb"(?<![\w\\])" + re.escape(last.encode("utf-8", "replace")) + rb"(?!\w)")
    places = [Span(*match.span()) for match in word.finditer(builder.source.data, span.start, span.end)]
    return tuple(places) if len(places) == 1 else ()


def _in_pieces(data: bytes, span: Span, text: str) -> tuple[Span, ...]:
    """The places of the components of a string in several plain literals, none of which is parted."""
    found: list[Span] = []
    value, end = "", span.start
    for piece in _PIECE.finditer(data, span.start, span.end):
        between, content = data[end : piece.start()], piece.group(2).decode("utf-8", "replace")
        if between.strip() or (value and not (value.endswith(".") or content.startswith("."))):
            return ()
        spans = _plain_components(piece.start(2), content)
        found += [each for each in spans if each.start < each.end]
        value, end = value + content, piece.end()
    whole = value == text and end == span.end and len(found) == text.count(".") + 1
    return tuple(found) if whole else ()


def _ends_in(node: ast.expr, last: str) -> bool:
    """Whether the last part of an expression is a string that spells a whole last component."""
    while isinstance(node, (ast.BinOp, ast.JoinedStr)):
        if isinstance(node, ast.BinOp):
            node = node.left if isinstance(node.op, ast.Mod) else node.right
        else:
            node = node.values[-1]
    value = node.value if isinstance(node, ast.Constant) else None
    return isinstance(value, str) and value.rpartition(".")[2] == last


def _plain_components(start: int, text: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for part in text.split("."):
        end = start + len(part.encode("utf-8", "replace"))
        spans.append(Span(start, end))
        start = end + 1
    return tuple(spans)
