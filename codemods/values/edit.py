"""Edits over one file's source, and the only function that applies them."""

from collections.abc import Iterable
from dataclasses import dataclass


class StaleEditError(ValueError):
    """An edit expected another text at its place, or two edits overlap."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace `data[start:end]`, which must read `old`, by `new`; offsets count UTF-8 bytes."""

    start: int
    end: int
    old: bytes
    new: bytes


def splice(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Apply edits to a text, leaving every byte outside them as it was.

    Raises StaleEditError when the text at an edit's place is not what the edit expected, or when two
    edits overlap: a wrong splice is never made.
    """
    parts: list[bytes] = []
    done = 0
    for edit in sorted(edits):
        if edit.start < done:
            raise StaleEditError(f"two edits overlap at byte {edit.start}")
        if data[edit.start : edit.end] != edit.old:
            raise StaleEditError(f"byte {edit.start} holds another text than {edit.old!r}")
        parts += (data[done : edit.start], edit.new)
        done = edit.end
    parts.append(data[done:])
    return b"".join(parts)
