"""Where the keys of TOML tables stand in a file's text, so that a value can be replaced and all else left.

`tomllib` and msgspec read what values mean; this tells their places, of text that they have read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADER = re.compile(r"[ \t]*\[\[?([^\]\n]*)\]\]?")
_KEY = re.compile(r"[ \t]*([\w\-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*(\.[^=\n]*)?=[ \t]*")
_PART = re.compile(
    r'"""(?:[^\\]|\\.)*?""""{0,2}'
    r"|'''.*?''''{0,2}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[\]{}\n]"
    r"|[^\[\]{}\n#\"']+",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One `key = value` of a table; places are in characters from the start of the text."""

    key: str
    start: int
    """Where its line begins."""
    key_start: int
    value: int
    """Where its value begins."""
    end: int
    """Where its value ends; a comment may follow in the line."""


def entries(text: str) -> Iterator[tuple[str, Entry | None]]:
    """The tables of a TOML text by their headers, without brackets and spaces: alone, then with each entry.

    Entries before the first header belong to the table "".
    """
    table, at = "", 0
    while at < len(text):
        header, key = _HEADER.match(text, at), _KEY.match(text, at)
        if header is not None:
            table = re.sub(r"\s", "", header[1])
            yield table, None
        elif key is not None:
            end = _value_end(text, key.end())
            if key[2] is None:
                yield table, Entry(key[1].strip("\"'"), at, key.start(1), key.end(), end)
            at = end
        newline = text.find("\n", at)
        at = len(text) if newline < 0 else newline + 1


def _value_end(text: str, start: int) -> int:
    """Where a value that begins at a place ends: at the end of its line, or behind its last bracket."""
    at = end = start
    depth = 0
    while (part := _PART.match(text, at)) is not None:
        piece = part[0]
        if piece == "\n" and depth == 0:
            break
        depth += (piece in "[{") - (piece in "]}") if len(piece) == 1 else 0
        at = part.end()
        if piece.strip() and not piece.startswith("#"):
            end = part.start() + len(piece.rstrip())
    return end
