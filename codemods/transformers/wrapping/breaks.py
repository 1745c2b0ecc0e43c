"""Breaks in one line of code, and how long the lines are that they make."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codemods.transformers.wrapping.tokens import Line


@dataclass(frozen=True, slots=True)
class Break:
    """A new line that begins with a token, or stands behind the last one."""

    token: int
    """Its index; behind the last one, the number of tokens."""
    indent: str
    """The blanks before it."""
    ending: str = ""
    """What the line before it ends with in addition: a comma, an opening parenthesis."""
    closes: str = ""
    """What stands before the token in addition: a closing parenthesis."""
    is_line: bool = True
    """Whether there is a new line; without it there is only the ending."""


@dataclass(frozen=True, slots=True)
class Change:
    """A range of columns of the line, and what stands there instead; line ends are line feeds."""

    start: int
    end: int
    text: str


def changes(line: Line, breaks: Sequence[Break]) -> Iterator[Change]:
    """What the breaks change in a line: blanks, and what they add."""
    for each in breaks:
        # A parenthesis that opens an expression stands where this begins.
        before = line.tokens[each.token - 1].end
        if each.ending == "(":
            before = line.tokens[each.token].start
        after = line.tokens[each.token].start if each.token < len(line.tokens) else before
        if each.is_line:
            yield Change(before, after, each.ending + "\n" + each.indent + each.closes)
        else:
            yield Change(before, before, each.ending)


def with_breaks(line: Line, breaks: Sequence[Break]) -> str:
    """The lines that the breaks make of one."""
    text, done = "", 0
    for each in changes(line, breaks):
        text += line.text[done : each.start] + each.text
        done = each.end
    return text + line.text[done:]


def fit(line: Line, breaks: Sequence[Break], length: int) -> bool:
    """Whether no line that the breaks make is longer than a number of characters."""
    return all(len(row.rstrip()) <= length for row in with_breaks(line, breaks).split("\n"))
