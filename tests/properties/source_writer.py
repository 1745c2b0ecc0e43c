"""Draws the choices of one program: what all the strategies that write source share."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

T = TypeVar("T")
Lines = list[str]


@dataclass(frozen=True)
class Words:
    """The names that one program plays with: the smaller the pool, the more scopes collide."""

    targets: tuple[str, ...]
    """Expressions that reach a deprecated symbol under one of the program's imports."""
    names: tuple[str, ...]
    """Simple names that imports, assignments and inner scopes bind."""
    parameters: tuple[str, ...] = ()
    """The deprecated function's parameters, where the migration changes its calls."""
    leaf: str = "make"


@dataclass
class Counter:
    """Numbers the labels of one program."""

    value: int = 0

    def next(self) -> int:
        """The next number, from 1."""
        self.value += 1
        return self.value


@dataclass(frozen=True)
class SourceWriter:
    """Writes one program: its words, its choices, and where in the program it stands."""

    draw: DrawFn
    words: Words
    counter: Counter = field(default_factory=Counter)
    scope: str = "module"
    """`module`, `function` or `class`: what the innermost block is."""
    depth: int = 3

    def label(self) -> int:
        """A number that no other place of the program has."""
        return self.counter.next()

    def pick(self, options: Sequence[T]) -> T:
        """One of the options; examples shrink to the first."""
        return self.draw(st.sampled_from(options))

    def chance(self, percent: int) -> bool:
        """True in about so many of a hundred cases; examples shrink to False."""
        return self.draw(st.integers(0, 99)) >= 100 - percent

    def target(self) -> str:
        """An expression that reaches a deprecated symbol, if the import that it needs is in force."""
        return self.pick(self.words.targets)

    def name(self) -> str:
        """A simple name to bind."""
        return self.pick(self.words.names)

    @property
    def changes_calls(self) -> bool:
        """Whether a call under another name than the symbol's own would not be rewritten."""
        return bool(self.words.parameters)

    def inside(self, scope: str) -> "SourceWriter":
        """The same writer, one block deeper, in a block of that kind."""
        return replace(self, scope=scope, depth=self.depth - 1)

    def deeper(self) -> "SourceWriter":
        """The same writer, one block deeper, in the same scope."""
        return replace(self, depth=self.depth - 1)


def indent(lines: Lines) -> Lines:
    """The lines one level deeper; an empty block gets `pass`."""
    return [f"    {line}" if line else line for line in lines] or ["    pass"]


def guarded(writer: SourceWriter, lines: Lines) -> Lines:
    """The lines in a `with` that records an exception and lets the program go on."""
    return [f"with guard({writer.label()}):", *indent(lines)]
