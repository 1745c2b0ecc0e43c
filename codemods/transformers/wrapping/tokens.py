"""A text's lines in tokens, and its brackets: what tells where a line may be broken.

Columns count characters, lines from 1. An f-string is one token here under every Python.
"""

import io
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

OPENING, CLOSING = frozenset("([{"), frozenset(")]}")
LAYOUT = frozenset({tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING, tokenize.ENDMARKER})
# An f-string is one token up to Python 3.11, and several since; a template string is new with 3.14.
_STRING_STARTS = {getattr(tokenize, name, -1) for name in ("FSTRING_START", "TSTRING_START")} - {-1}
_STRING_ENDS = {getattr(tokenize, name, -1) for name in ("FSTRING_END", "TSTRING_END")} - {-1}


@dataclass(frozen=True, slots=True)
class Token:
    """A token that lies on one line, from one column to another."""

    text: str
    start: int
    end: int
    is_string: bool = False


@dataclass(slots=True, eq=False)
class Bracket:
    """A pair of brackets."""

    line: int
    column: int
    around: "Bracket | None"
    is_call: bool
    """Whether it holds what a call passes, a function takes, or a class derives from."""
    of_import: bool
    closing_line: int = 0
    first_column: int | None = None
    """That of the first token behind the opening one on its line; None where the line ends."""
    commas: int = 0
    columns: dict[int, int] = field(default_factory=dict)
    """Where each of its own lines begins; the one with the closing bracket is not among them."""
    closing_begins_line: bool = False


@dataclass(slots=True)
class Line:
    """A line of code."""

    text: str
    """Without its line end."""
    inside: Bracket | None
    """The innermost bracket that is open where it begins."""
    begins_statement: bool
    tokens: list[Token] = field(default_factory=list)
    """All but the comment."""
    comment: str = ""
    is_whole: bool = True
    """Whether it neither holds a part of a longer token nor is continued by a backslash."""

    @property
    def indent(self) -> str:
        """The blanks that it begins with."""
        return self.text[: len(self.text) - len(self.text.lstrip(" \t"))]


@dataclass(slots=True)
class TokenizedText:
    """The lines and brackets of a text."""

    lines: dict[int, Line] = field(default_factory=dict)
    brackets: list[Bracket] = field(default_factory=list)


def read_tokens(text: str) -> TokenizedText:
    """Read a text. Raises tokenize.TokenError and SyntaxError where it is no Python."""
    found, stack = TokenizedText(), list[Bracket]()
    rows = text.split("\n")
    last, begins, before, statement = 0, True, "", ""
    for token in whole_strings(tokenize.generate_tokens(io.StringIO(text, newline="").readline)):
        if token.type in LAYOUT:
            continue
        if token.type == tokenize.NEWLINE:
            begins = True
            continue
        line, column = token.start
        if line not in found.lines:
            row = rows[line - 1].removesuffix("\r")
            found.lines[line] = Line(row, stack[-1] if stack else None, begins)
            # Nothing but a backslash, or a string of several lines, goes over a line's end like this.
            if last and not begins and not stack:
                found.lines[line].is_whole = found.lines[last].is_whole = False
        if token.type == tokenize.COMMENT:
            found.lines[line].comment = token.string
            continue
        if begins:
            statement = token.string
        begins = False
        _add(found, stack, token, line > last, before, statement in ("from", "import"))
        for number in range(line, token.end[0] + 1) if token.end[0] > line else ():
            known = found.lines.setdefault(
                number, Line(rows[number - 1].removesuffix("\r"), stack[-1] if stack else None, False)
            )
            known.is_whole = False
        if token.end[0] == line:
            is_string = token.type == tokenize.STRING
            found.lines[line].tokens.append(Token(token.string, column, token.end[1], is_string))
        before, last = token.string, token.end[0]
    for each in found.lines.values():
        each.is_whole = each.is_whole and not each.text.endswith("\\")
    return found


def _add(
    found: TokenizedText,
    stack: list[Bracket],
    token: tokenize.TokenInfo,
    first: bool,
    before: str,
    of_import: bool,
) -> None:
    """Take a token into the brackets around it; `first` says that it begins a line."""
    line, column = token.start
    operator = token.string if token.type == tokenize.OP else ""
    if stack:
        bracket = stack[-1]
        if operator in CLOSING:
            bracket.closing_line, bracket.closing_begins_line = line, first
            stack.pop()
            return
        if first:
            bracket.columns[line] = column
        elif bracket.line == line and bracket.first_column is None and not bracket.columns:
            bracket.first_column = column
        bracket.commas += operator == ","
    if operator in OPENING:
        is_call = operator == "(" and (before.isidentifier() or before in (")", "]"))
        made = _opened(line, column, stack[-1] if stack else None, is_call, of_import)
        found.brackets.append(made)
        stack.append(made)


def _opened(line: int, column: int, around: Bracket | None, is_call: bool, of_import: bool) -> Bracket:
    return Bracket(line, column, around, is_call and not of_import, of_import)


def whole_strings(tokens: Iterable[tokenize.TokenInfo]) -> Iterator[tokenize.TokenInfo]:
    """The tokens of a text, each f-string as one."""
    depth, start = 0, (0, 0)
    for token in tokens:
        if token.type in _STRING_STARTS:
            start = start if depth else token.start
            depth += 1
        elif token.type in _STRING_ENDS:
            depth -= 1
            if not depth:
                on_one = start[0] == token.end[0]
                text = token.line[start[1] : token.end[1]] if on_one else token.string
                yield tokenize.TokenInfo(tokenize.STRING, text, start, token.end, token.line)
        elif not depth:
            yield token
