"""Python from a migration as one place can read it: the names in it spelled as the file has them."""

import ast
from collections.abc import Iterator, Sequence

from msgspec import Struct

from codemods.project.brought_names import BroughtNames
from codemods.project.decision import BroughtRead, SpelledName
from codemods.project.local_names import LocalName
from codemods.project.new_names import BUILTINS
from codemods.semantic.access import Access
from codemods.values.symbol import Symbol


class SpelledText(Struct, frozen=True):
    """An expression for one place, with the names that it needs there."""

    text: str
    names: tuple[SpelledName, ...]
    reads: tuple[BroughtRead, ...]


class UnreadableName(Struct, frozen=True):
    """A name that the place cannot read, and why."""

    name: str
    why: str


class _Chain(Struct, frozen=True):
    """A name of an expression, with the attributes that follow it. Offsets are in bytes."""

    parts: tuple[str, ...]
    start: int
    ends: tuple[int, ...]
    """Where each part ends."""


def spell_text(
    brought: BroughtNames, text: str, imports: Sequence[Symbol], local: LocalName, access: Access
) -> SpelledText | UnreadableName:
    """Spell an expression, whose names are those of `imports` and built-in ones, for the place of an access.

    Raises UntrackedNameError.
    """
    # In parentheses the expression may go over several lines.
    data = f"({text})".encode()
    names: list[SpelledName] = []
    reads: list[BroughtRead] = []
    for chain in sorted(_free_chains(text), key=lambda each: each.start, reverse=True):
        symbol, length = _symbol_of(chain.parts, imports)
        spelled = brought.spell(symbol, local, access)
        if isinstance(spelled, str):
            return UnreadableName(symbol.leaf or symbol.module, spelled)
        names.append(spelled)
        rest = chain.parts[length:]
        meaning = frozenset(".".join((each, *rest)) for each in spelled.meaning)
        reads.append(BroughtRead(".".join((*spelled.chain, *rest)), meaning))
        data = data[: chain.start] + ".".join(spelled.chain).encode() + data[chain.ends[length - 1] :]
    return SpelledText(data.decode()[1:-1], tuple(dict.fromkeys(names)), tuple(reads))


def _symbol_of(parts: tuple[str, ...], imports: Sequence[Symbol]) -> tuple[Symbol, int]:
    """What a chain begins with, and how many of its names spell that."""
    for symbol in imports:
        own = (symbol.name,) if symbol.name else tuple(symbol.module.split("."))
        if parts[: len(own)] == own:
            return symbol, len(own)
    return Symbol(BUILTINS, parts[0]), 1


def _free_chains(text: str) -> Iterator[_Chain]:
    """The names that an expression reads and does not bind itself, with what follows them."""
    source = f"({text})"
    lines = source.encode().splitlines(keepends=True)
    tree = ast.parse(source, mode="eval")
    bound = {each.arg for each in ast.walk(tree) if isinstance(each, ast.arg)}
    bound |= {
        each.id
        for each in ast.walk(tree)
        if isinstance(each, ast.Name) and not isinstance(each.ctx, ast.Load)
    }
    waiting: list[ast.AST] = [tree.body]
    while waiting:
        node = waiting.pop()
        parts: list[str] = []
        ends: list[int] = []
        base = node
        while isinstance(base, ast.Attribute):
            parts.append(base.attr)
            ends.append(_offset(lines, base.end_lineno, base.end_col_offset))
            base = base.value
        if not isinstance(base, ast.Name):
            waiting += ast.iter_child_nodes(node)
        elif base.id not in bound:
            ends.append(_offset(lines, base.end_lineno, base.end_col_offset))
            start = _offset(lines, base.lineno, base.col_offset)
            yield _Chain((base.id, *reversed(parts)), start, tuple(reversed(ends)))


def _offset(lines: Sequence[bytes], line: int | None, column: int | None) -> int:
    return sum(map(len, lines[: (line or 1) - 1])) + (column or 0)
