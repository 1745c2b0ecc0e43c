"""A file of another kind that a program stands in: where its text is there, and how edits get there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from codemods.values.edit import Edit

PART_END = b"end of a cell"
"""What a statement says that ends a part of a program: each part may run before or after any other.

It is a constant of bytes on its own, which means nothing, and which nobody writes.
"""


class UnplacedEditError(ValueError):
    """An edit of the program has no place in the file; the message says why."""


@dataclass(frozen=True, slots=True)
class UnreadPart:
    """A part of a file's code that is left out of the program, since it is no Python."""

    start: int
    """Where it would begin in the program, in bytes."""
    reason: str
    """What the parser says."""
    text: str
    """The part itself."""


class HostFile(Protocol):
    """A file with a program in it. Offsets count UTF-8 bytes, in the program and in the file's text.

    The program has what is Python of the file's code; it may have more: what parts it, and what stands in for
    code that is not Python.
    """

    @property
    def text(self) -> bytes:
        """The file's whole text, without a byte order mark."""

    @property
    def reads(self) -> frozenset[str]:
        """The names of the program that code may read which is not Python."""

    @property
    def unread(self) -> Sequence[UnreadPart]:
        """The parts that are left out of the program."""

    def edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Edits of the program as edits of the file's text. Raises UnplacedEditError."""

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column, in characters, at which a place of the program stands in the file."""

    def place(self, offset: int) -> str:
        """A place of the program in words, such as `cell 3, line 2`."""
