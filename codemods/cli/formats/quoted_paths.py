"""Paths as git writes them in a patch, so that `git apply` reads back the same bytes."""

import os

ESCAPES = {
    ord("\a"): b"\\a",
    ord("\b"): b"\\b",
    ord("\t"): b"\\t",
    ord("\n"): b"\\n",
    ord("\v"): b"\\v",
    ord("\f"): b"\\f",
    ord("\r"): b"\\r",
    ord('"'): b'\\"',
    ord("\\"): b"\\\\",
}
AMBIGUOUS = b" b/"
"""Readers split `diff --git a/X b/X` at this text; in a path that contains it spaces are escaped."""


def quote_path(path: str, prefix: str = "") -> bytes:
    """Give a path as git prints it: plain, or in double quotes with C escapes where it needs them.

    `path` is relative, with forward slashes, and has bytes that are not UTF-8 as surrogates (`os.fsdecode`).
    """
    name = os.fsencode(path)
    spaces = AMBIGUOUS in name
    parts = [_escape(byte, spaces) for byte in os.fsencode(prefix) + name]
    text = b"".join(parts)
    return b'"%b"' % text if any(len(part) > 1 for part in parts) else text


def _escape(byte: int, spaces: bool) -> bytes:
    if byte in ESCAPES:
        return ESCAPES[byte]
    if byte < 0x20 or byte >= 0x7F or (spaces and byte == 0x20):
        return b"\\%03o" % byte
    return bytes((byte,))
