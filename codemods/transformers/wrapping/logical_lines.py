"""Statements, and heads of blocks, as one line each: what they look like however they are broken."""

import ast
import tokenize
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from codemods.semantic.matching_lines import MatchingLines
from codemods.transformers.wrapping.blocks import BlockBreaks, expression_of
from codemods.transformers.wrapping.breaks import fit, with_breaks
from codemods.transformers.wrapping.expression_parts import Divider, dividers, pairs
from codemods.transformers.wrapping.habits import Habits
from codemods.transformers.wrapping.tokens import CLOSING, LAYOUT, OPENING, Line, Token, whole_strings
from codemods.values.source import Source


@dataclass(frozen=True, slots=True)
class LogicalLine:
    """A statement, or the head of a block, without comments, backslashes or strings of several lines."""

    start: int
    """The byte offset of its first line."""
    end: int
    """That behind its last token."""
    text: str
    """As it stands, line ends as line feeds."""
    flat: Line
    """On one line, without the parentheses around its whole expression."""

    @property
    def is_import(self) -> bool:
        """Whether it has the layout of imports."""
        return self.flat.tokens[0].text in ("import", "from")

    def laid_out(self, habits: Habits, length: int) -> str | None:
        """Its lines as blocks; None where they would not fit, which does not keep formatters from it."""
        breaks = BlockBreaks(self.flat, habits, length).of_statement()
        if breaks is None or not (habits.comma_spreads or fit(self.flat, breaks, length)):
            return None
        return with_breaks(self.flat, breaks)


def first_lines(tree: ast.Module, lines: MatchingLines) -> list[int]:
    """The first lines, in order, of the statements and heads in which some lines lie."""
    found: set[int] = set()
    todo: list[ast.AST] = [tree]
    while todo:
        for node in lines.children_with(todo.pop()):
            if isinstance(node, ast.stmt | ast.excepthandler):
                found |= {node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))}
                todo.append(node)
            elif isinstance(node, ast.match_case):
                found.add(node.pattern.lineno)
                todo.append(node)
    return sorted(found)


def logical_line_at(source: Source, firsts: list[int], line: int) -> LogicalLine | None:
    """The logical line that holds a line, of those that begin with one of `firsts`."""
    at = bisect_right(firsts, line)
    found = _read(source, firsts[at - 1]) if at else None
    return found if found is not None and source.line_start(line) <= found.end else None


def _read(source: Source, first: int) -> LogicalLine | None:
    rows: list[str] = []

    def next_row() -> str:
        number = first + len(rows)
        rows.append(source.line_text(number).decode() if number <= source.line_count else "")
        return rows[-1]

    found: list[tokenize.TokenInfo] = []
    depth = 0
    try:
        for token in whole_strings(tokenize.generate_tokens(next_row)):
            if token.type == tokenize.NEWLINE:
                break
            if token.type in LAYOUT:
                continue
            goes_on = found and token.start[0] > found[-1].end[0] and not depth
            if (
                token.type == tokenize.COMMENT
                or token.start[0] != token.end[0]
                or goes_on
                or token.string == ";"
            ):
                return None
            if token.type == tokenize.OP:
                depth += (token.string in OPENING) - (token.string in CLOSING)
            found.append(token)
    except (tokenize.TokenError, SyntaxError):
        return None
    if not found or any(row.rstrip("\r\n").endswith("\\") for row in rows):
        return None
    last_row, last_column = found[-1].end
    start, last = source.line_start(first), source.line_start(first + last_row - 1)
    end = last + len(rows[last_row - 1][:last_column].encode())
    text = source.data[start:end].decode().replace("\r\n", "\n")
    return LogicalLine(start, end, text, _flat(rows[0][: found[0].start[1]], found))


def _flat(indent: str, tokens: list[tokenize.TokenInfo]) -> Line:
    """The tokens on one line."""
    pieces = [(_gap(*pair), pair[1]) for pair in pairwise(tokens)]
    placed = [("", tokens[0]), *pieces]
    line = _line(indent, [(gap, token.string, token.type == tokenize.STRING) for gap, token in placed])
    start, stop = expression_of(line.tokens)
    if start and _in_parentheses(line.tokens, start, stop):
        rest = [
            *placed[:start],
            (placed[start][0] or " ", placed[start + 1][1]),
            *placed[start + 2 : stop - 1],
        ]
        rest += placed[stop:]
        return _line(indent, [(gap, token.string, token.type == tokenize.STRING) for gap, token in rest])
    return line


def _line(indent: str, pieces: list[tuple[str, str, bool]]) -> Line:
    text, tokens = indent, list[Token]()
    for gap, string, is_string in pieces:
        text += gap
        tokens.append(Token(string, len(text), len(text) + len(string), is_string))
        text += string
    return Line(text, None, True, tokens)


def _in_parentheses(tokens: list[Token], start: int, stop: int) -> bool:
    """Whether parentheses that mean nothing are around a whole expression."""
    if tokens[start].text != "(" or pairs(tokens, start, stop)[:1] != [(start, stop - 1)] or stop - start < 3:
        return False
    kind, _ = dividers(tokens, start + 1, stop - 1)
    inside = {token.text for token in tokens[start + 1 : stop - 1]}
    return (
        kind not in (Divider.COMMA, Divider.COMPREHENSION)
        and tokens[stop - 2].text != ","
        and not inside & {"yield", ":=", "await", "lambda"}
    )


def _gap(before: tokenize.TokenInfo, token: tokenize.TokenInfo) -> str:
    """What stands between two tokens on one line."""
    if before.end[0] == token.start[0]:
        return " " * (token.start[1] - before.end[1])
    joined = before.string in OPENING or token.string in CLOSING or "." in (before.string, token.string)
    return "" if joined else " "
