"""A range of a file's source."""

from msgspec import Struct


class Span(Struct, frozen=True, array_like=True):
    """A half-open range of byte offsets."""

    start: int
    end: int
