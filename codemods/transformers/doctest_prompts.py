"""Fragments of examples in docstrings: every line after the first has a prompt (see `doctest`)."""

import re

from codemods.semantic.embedded_code import CONTINUED

_BREAK = re.compile(rb"(\r\n|\r|\n)([^\r\n]?)")


def strip_prompts(text: bytes) -> tuple[bytes, bytes]:
    """Give a fragment as the code that it is, and the prompt that stood before its lines."""
    match = CONTINUED.search(text)
    prompt = match.group(2).rstrip() + b" " if match is not None else b""
    return CONTINUED.sub(rb"\1", text), prompt


def add_prompts(code: bytes, prompt: bytes) -> bytes:
    """Put a prompt before every line of code but the first; none ends in a blank."""

    def prompted(match: re.Match[bytes]) -> bytes:
        newline, first = match.groups()
        return bytes(newline) + (prompt + bytes(first) if first else prompt.rstrip())

    return _BREAK.sub(prompted, code)
