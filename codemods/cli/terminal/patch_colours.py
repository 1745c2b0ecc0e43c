"""Colours a patch as git does on a terminal."""

import re
from collections.abc import Iterator

RESET = b"\x1b[m"
BOLD, RED, GREEN, CYAN = b"\x1b[1m", b"\x1b[31m", b"\x1b[32m", b"\x1b[36m"
HUNK = re.compile(rb"(@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@)(.*)")
MARKS = {b"-": RED, b"+": GREEN}


def coloured(patch: bytes) -> bytes:
    """Colour a patch; only escape sequences are added."""
    return b"".join(_lines(patch))


def _lines(patch: bytes) -> Iterator[bytes]:
    # Counting the lines of the hunk tells `--- a.py`, a header, from `-- a.py` that was removed.
    old = new = 0
    for line in re.findall(rb"[^\n]*\n", patch):
        mark, text = line[:1], line[:-1]
        if old or new:
            old -= mark in b" -"
            new -= mark in b" +"
            yield _paint(MARKS[mark], text) if mark in MARKS else line
        elif hunk := HUNK.match(line):
            old, new = (int(count or b"1") for count in hunk.group(2, 3))
            yield CYAN + hunk[1] + RESET + hunk[4] + b"\n"
        else:
            yield line if mark == b"\\" else _paint(BOLD, text)


def _paint(colour: bytes, text: bytes) -> bytes:
    return colour + text + RESET + b"\n"
