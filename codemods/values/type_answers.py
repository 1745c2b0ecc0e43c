"""What a type checker is asked about a tree, and what it answers."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from codemods.values.symbol import Symbol


class TypeQuestion(Struct, frozen=True):
    """Of which class is the object whose attribute stands at a place: that of a member, or another one?

    `line` counts from 0, and `column` counts bytes of UTF-8 in it, to the first one of the attribute's name.
    """

    path: str
    digest: bytes
    """The SHA-1 of the file's text: an answer is about just this text."""
    line: int
    column: int
    symbol: Symbol
    """The member: `module:Class.name`, whose last part is the attribute's name."""


class TypeDefinition(Struct, frozen=True):
    """One definition that an attribute may have."""

    path: str
    """The file, relative to the tree's root where it is below it; else absolute."""
    line: int
    """The line of it, from 1."""
    owner: tuple[str, ...]
    """The qualified name of the class around it; empty where there is none."""
    of_member: bool
    """Whether it is the member itself, or an override in a class that derives from the member's class."""


class TypeAnswer(Struct, frozen=True):
    """All definitions that an attribute may have; none where the checker does not know all of them."""

    definitions: tuple[TypeDefinition, ...] = ()


AskTypes = Callable[[Sequence[TypeQuestion]], Mapping[TypeQuestion, TypeAnswer]]
"""Asks a type checker. Raises RepointError where it can't be asked."""
