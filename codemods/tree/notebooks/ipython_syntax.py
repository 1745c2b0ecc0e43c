"""The parts of a cell that are IPython's own: where Python's logical lines end tells where these begin.

A line of IPython's own counts as one only where a statement may begin, as in IPython itself
(https://ipython.readthedocs.io/en/stable/config/inputtransforms.html): not in a string, nor in parentheses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ESCAPED = re.compile(r"[ \t]*(?=%%?[A-Za-z_]|!|\?|[,;/][A-Za-z_])")
"""What begins with `%`, `!`, `?`, or with the signs by which IPython calls a function without parentheses."""
_SIGN = re.compile(
    r"\"\"\"|'''|[\"']|#[^\r\n]*|\\(?:\r\n|\r|\n)|\r\n|\r|\n|[()\[\]{}]|[-+*/%@&|^<>=!:]?=|[!?]"
)
_ASSIGNED = re.compile(r"[ \t]*(?=!|%[A-Za-z_])")
_CONTINUED = re.compile(r"(?:[^\r\n]*\\(?:\r\n|\r|\n))*[^\r\n]*")
"""To the end of a line, with the lines behind backslashes."""
_QUOTED = {
    '"""': re.compile(r'(?:\\.|[^\\])*?"""', re.DOTALL),
    "'''": re.compile(r"(?:\\.|[^\\])*?'''", re.DOTALL),
    '"': re.compile(r'(?:\\(?:\r\n|.)|[^\\"\r\n])*"?', re.DOTALL),
    "'": re.compile(r"(?:\\(?:\r\n|.)|[^\\'\r\n])*'?", re.DOTALL),
}


@dataclass(frozen=True, slots=True)
class OwnSyntax:
    """A part of a cell that is IPython's own and not Python, in characters, without the last line end."""

    start: int
    end: int
    is_value: bool = False
    """Whether it is what a statement assigns: `files = !ls`."""


def own_syntax(code: str, start: int = 0) -> Iterator[OwnSyntax]:
    """Give the parts of a cell that are IPython's own, in order, from a place on where a line begins."""
    at = start
    while at < len(code):
        escaped = _ESCAPED.match(code, at)
        if escaped is not None:
            end = _end_of(code, escaped.end())
            yield OwnSyntax(escaped.end(), end)
            at = end
        else:
            line = _Line(code, at)
            if line.own is not None:
                yield line.own
            at = line.end
        at = _past_line_end(code, at)


def _end_of(code: str, start: int) -> int:
    match = _CONTINUED.match(code, start)
    return match.end() if match is not None else len(code)


def _past_line_end(code: str, at: int) -> int:
    return at + 2 if code.startswith("\r\n", at) else at + 1


class _Line:
    """A logical line of Python, or what looks like one: its end, and what of it is IPython's own."""

    def __init__(self, code: str, start: int) -> None:
        self.end = len(code)
        self.own: OwnSyntax | None = None
        depth, at, odd, assigned = 0, start, False, False
        while (sign := _SIGN.search(code, at)) is not None:
            text, at = sign.group(), sign.end()
            if text in _QUOTED:
                closing = _QUOTED[text].match(code, at)
                at = closing.end() if closing is not None else len(code)
            elif text in "([{":
                depth += 1
            elif text in ")]}":
                depth = max(depth - 1, 0)
            elif text[0] in "\r\n":
                if not depth:
                    self.end = sign.start()
                    break
            elif text == "=" and not (depth or assigned):
                assigned = True
                value = _ASSIGNED.match(code, at)
                if value is not None:
                    self.end = _end_of(code, value.end())
                    self.own = OwnSyntax(value.end(), self.end, is_value=True)
                    return
            elif text in ("?", "!"):
                odd = True
        if odd:
            first = len(code[start : self.end]) - len(code[start : self.end].lstrip())
            self.own = OwnSyntax(start + first, self.end)
