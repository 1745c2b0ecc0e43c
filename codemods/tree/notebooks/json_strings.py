"""JSON strings by their bytes: which of them stand for which character, and how new text is written."""

import json
import re
from dataclasses import dataclass

_UNIT = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]+", re.DOTALL
)
"""An escape, those of both halves of a surrogate pair taken together, or what stands for itself."""


@dataclass(frozen=True, slots=True)
class CellStrings:
    """The strings of a cell's code in the JSON text, in order."""

    start: int
    """Where the JSON value begins, in bytes."""
    places: tuple[tuple[int, int], ...]
    """Each string with both quotes, in bytes."""
    is_list: bool
    """Whether they are the values of a list; else it is one string with all the code."""


def decoded(raw: bytes) -> bytes:
    """What the inside of a JSON string says, in UTF-8."""
    if b"\\" not in raw:
        return raw
    text: str = json.loads(b'"' + raw + b'"')
    return text.encode("utf-8", "surrogatepass")


def raw_length(raw: bytes, length: int) -> int:
    """How many bytes of the inside of a JSON string say its first so many bytes of UTF-8.

    Inside of what one escape stands for, the escape is counted.
    """
    if b"\\" not in raw:
        return length
    at = done = 0
    while done < length and (unit := _UNIT.match(raw, at)) is not None:
        said = len(decoded(unit.group()))
        plain = not unit.group().startswith(b"\\")
        at = at + (length - done) if plain and done + said > length else unit.end()
        done += said
    return at


def raw_offset(text: bytes, strings: CellStrings, offset: int) -> int:
    """The place in the JSON text of a place in a cell's code; at its end, that of its last character."""
    last = strings.start
    for start, end in strings.places:
        raw = text[start + 1 : end - 1]
        length = len(decoded(raw))
        if offset < length:
            return start + 1 + raw_length(raw, offset)
        offset -= length
        last = end - 1
    return last


def encoded(text: bytes, ascii_only: bool) -> bytes:
    """New text as the inside of a JSON string."""
    return json.dumps(text.decode(), ensure_ascii=ascii_only)[1:-1].encode()
