"""What an expression in the place of a call has to be: its tree, and what it reads, found out once more."""

import ast
from collections.abc import Iterator, Sequence

from codemods.project.decision import ExpressionChange, ReadText
from codemods.semantic.access import Access
from codemods.semantic.embedded_code import is_same_code, parse_expression
from codemods.semantic.nodes import nodes_in
from codemods.semantic.span import Span
from codemods.transformers.expression import parsed_template
from codemods.transformers.proof.meaning import Meaning, ReadName

_IGNORED_FIELDS = frozenset({"ctx", "kind", "type_comment"})


def holes_of(change: ExpressionChange, new: ast.AST) -> Iterator[tuple[str | Span, ast.AST | None]]:
    """Compare a node with an expression, but for what fills its holes.

    Gives the span of what fills each hole, with the node that stands there; or the text that should stand
    somewhere, with None where something else does.
    """
    tree, parts = parsed_template(change)
    pairs: list[tuple[object, object]] = [(tree, new)]
    while pairs:
        wanted, found = pairs.pop()
        part = parts.get(wanted.id) if isinstance(wanted, ast.Name) else None
        if isinstance(part, ReadText):
            alike = isinstance(found, ast.AST) and _dotted(found) == list(part.chain)
            yield ".".join(part.chain), found if alike and isinstance(found, ast.AST) else None
        elif part is not None and part.span is not None:
            yield part.span, found if isinstance(found, ast.AST) else None
        elif part is not None:
            literal = parse_expression(part.literal)
            alike = isinstance(found, ast.expr) and literal is not None and is_same_code(literal, found)
            yield part.literal, found if alike and isinstance(found, ast.AST) else None
        elif isinstance(wanted, ast.AST) and type(wanted) is type(found):
            for name in set(wanted._fields) - _IGNORED_FIELDS:
                pairs.append((getattr(wanted, name, None), getattr(found, name, None)))
        elif isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
            pairs += zip(wanted, found, strict=True)
        elif wanted != found or type(wanted) is not type(found):
            yield ast.unparse(tree), None


def _dotted(node: object) -> list[str]:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return [node.id, *reversed(parts)] if isinstance(node, ast.Name) else []


class ExpectedReads:
    """What the new text reads because of a file's expressions."""

    def __init__(self, changes: Sequence[ExpressionChange]) -> None:
        self._changes = changes
        self._attributes = [_attributes(each) for each in changes]
        """For each change, its parts with the attributes that are read from them."""

    def kept(self, access: Access, meaning: Meaning) -> Iterator[Meaning]:
        """What an access means in each place where the new text has it."""
        found = [meaning]
        for own in self._attributes_around(access):
            found = [
                frozenset(each.removesuffix(gone) + rest for each in one)
                for one in found
                for gone, rest in own
            ]
        yield from found

    def _attributes_around(self, access: Access) -> Iterator[list[tuple[str, str]]]:
        """For each expression around an access, from the inside, what follows it in each of its places.

        Before it stands what goes of the access itself: of the object whose member an expression replaces,
        that member.
        """
        for change, parts in sorted(
            zip(self._changes, self._attributes, strict=True),
            key=lambda each: each[0].span.end - each[0].span.start,
        ):
            if change.span.start <= access.start < change.span.end:
                yield [
                    (gone, rest) if (gone := _beyond(span, access)) is not None else ("", "")
                    for span, rest in parts
                    if isinstance(span, Span) and span.start <= access.start < span.end
                ]

    def read(self) -> Iterator[ReadName]:
        """What the expressions read themselves."""
        for position, parts in enumerate(self._attributes):
            copies = 1
            start = self._changes[position].span
            for other in self._changes:
                if other.span.start <= start.start and start.end <= other.span.end and other.span != start:
                    spans = (each.span for each in other.parts if not isinstance(each, (str, ReadText)))
                    copies *= sum(
                        each is not None and each.start <= start.start and start.end <= each.end
                        for each in spans
                    )
            for part, rest in parts * copies:
                if isinstance(part, ReadText):
                    meaning = frozenset(f"{each}{rest}" for each in part.meanings)
                    yield ReadName(".".join(part.chain), 0, meaning)


def _beyond(span: Span, access: Access) -> str | None:
    """The attributes of an access behind a span that it starts with; None where it does not."""
    if span.start != access.start or span.end not in access.ends:
        return None
    return "".join(f".{each}" for each in access.attrs[access.ends.index(span.end) :])


def _attributes(change: ExpressionChange) -> list[tuple[ReadText | Span | None, str]]:
    """The parts of an expression, each with the attributes that are read from it, dots before them."""
    tree, parts = parsed_template(change)
    parents = {id(child): node for node in nodes_in(tree) for child in ast.iter_child_nodes(node)}
    found: list[tuple[ReadText | Span | None, str]] = []
    for node in nodes_in(tree):
        part = parts.get(node.id) if isinstance(node, ast.Name) else None
        if part is None:
            continue
        rest, above = "", parents.get(id(node))
        while isinstance(above, ast.Attribute):
            rest += f".{above.attr}"
            above = parents.get(id(above))
        if above is None:
            rest += "".join(f".{attr}" for attr in change.rest)
        found.append((part if isinstance(part, ReadText) else part.span, rest))
    return found
