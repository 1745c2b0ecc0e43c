"""Break a line by blocks: what a bracket holds goes between the lines of its two ends, indented."""

from collections.abc import Sequence
from dataclasses import dataclass

from codemods.transformers.wrapping.breaks import Break
from codemods.transformers.wrapping.expression_parts import (
    Divider,
    dividers,
    holds_arguments,
    pairs,
    staying_open,
)
from codemods.transformers.wrapping.habits import Habits
from codemods.transformers.wrapping.tokens import CLOSING, OPENING, Line, Token

_HEADS_OF_BLOCKS = frozenset({"if", "elif", "while"})
_HEADS = _HEADS_OF_BLOCKS | {"return", "assert"}
"""The words before an expression that may stand in parentheses."""
_DEFINING = frozenset({"def", "class"})
_ASSIGNING = frozenset(
    {"=", "+=", "-=", "*=", "/=", "//=", "%=", "@=", "&=", "|=", "^=", ">>=", "<<=", "**="}
)


@dataclass(slots=True)
class BlockBreaks:
    """The breaks of one line that is too long."""

    line: Line
    habits: Habits
    length: int

    def of_statement(self) -> list[Break] | None:
        """Break a line that a statement, or a head with its colon, is all of."""
        tokens = self.line.tokens
        indent, end = self.line.indent, len(tokens)
        if any(token.text == ";" for token in tokens):
            return None
        if staying_open(tokens, 0, end) is not None:
            return self._in_pair(0, end, indent)
        if self.fits(0, end, indent) and not self._comment_breaks():
            return []
        start, stop = expression_of(tokens)
        kind, places = dividers(tokens, start, stop)
        if not start or kind in (Divider.COMMA, Divider.COMPREHENSION):
            return self._in_pair(0, end, indent)
        if len(places) > 1 or (places and not self._has_brackets_at_end(start, stop, indent)):
            return self._in_parentheses(start, stop, indent)
        # Where not even the parenthesis would fit behind what is assigned to, that is broken instead.
        if len(indent) + tokens[start - 1].end - tokens[0].start + len(" (") > self.length:
            found = self._in_pair(0, end, indent)
        else:
            found = self._in_pair(0, end, indent, start)
        return found or self._in_parentheses(start, stop, indent) or self._in_pair(0, end, indent)

    def of_element(self, start: int, end: int, indent: str) -> list[Break] | None:
        """Break what stands in a bracket on lines of its own, from one token up to another."""
        if self.fits(start, end, indent):
            return []
        kind, places = dividers(self.line.tokens, start, end)
        if kind is not None:
            return self._divided(start, end, indent, kind, places)
        return self._in_pair(start, end, indent)

    def of_rest(self) -> list[Break] | None:
        """Break a line that closes brackets and goes on."""
        return self._in_pair(0, len(self.line.tokens), self.line.indent)

    def of_contents(self) -> list[Break] | None:
        """Break a line that is all that a bracket holds."""
        tokens, end = self.line.tokens, len(self.line.tokens)
        kind, places = dividers(tokens, 0, end)
        if kind is None:
            return self._in_pair(0, end, self.line.indent)
        found = self._divided(0, end, self.line.indent, kind, places)
        if found is not None and kind is Divider.COMMA and tokens[-1].text != ",":
            found.append(Break(end, "", ending=",", is_line=False))
        return found

    def fits(self, start: int, end: int, indent: str) -> bool:
        """Whether `tokens[start:end]` fit on a line, with no bracket in it that a comma spreads."""
        tokens = self.line.tokens
        spread = any(start <= each < end - 1 for each in self._spreading())
        return not spread and len(indent) + tokens[end - 1].end - tokens[start].start <= self.length

    def _comment_breaks(self) -> bool:
        """Whether the comment behind a line makes it too long: formatters break the code before it then."""
        return self.habits.comma_spreads and len(self.line.text.rstrip()) > self.length

    def _spreading(self) -> list[int]:
        """The indices of the commas before closing brackets that make formatters spread what is inside."""
        tokens = self.line.tokens
        if not self.habits.comma_spreads or not any(token.text == "," for token in tokens):
            return []
        found, stack = list[int](), list[tuple[int, int]]()
        for index, token in enumerate(tokens):
            if token.is_string:
                continue
            if token.text in OPENING:
                stack.append((index, 0))
            elif token.text == "," and stack:
                stack[-1] = (stack[-1][0], stack[-1][1] + 1)
            elif token.text in CLOSING and stack:
                opening, commas = stack.pop()
                # The comma of a tuple of one is a part of it.
                one = commas == 1 and tokens[opening].text != "{"
                tuple_of_one = one and (
                    tokens[opening].text == "["
                    if holds_arguments(tokens, opening)
                    else tokens[opening].text == "("
                )
                if tokens[index - 1].text == "," and not tuple_of_one:
                    found.append(index - 1)
        return found

    def _has_brackets_at_end(self, start: int, stop: int, indent: str) -> bool:
        """Whether an expression begins or ends with brackets that may be broken in its place."""
        found = pairs(self.line.tokens, start, stop)
        if (
            found
            and found[0][0] == start
            and found[0][1] > start + 1
            and self.fits(found[0][1], stop, indent)
        ):
            return True
        if not found or found[-1][1] != stop - 1 or found[-1][0] == stop - 2:
            return False
        return len(found) > 1 or self.fits(0, found[-1][0] + 1, indent)

    def _in_parentheses(self, start: int, stop: int, indent: str) -> list[Break] | None:
        """Put an expression into parentheses of its own."""
        inner = indent + self.habits.unit
        body = self.of_element(start, stop, inner)
        if body is None:
            return None
        return [Break(start, inner, ending="("), *body, Break(stop, indent, closes=")")]

    def _in_pair(self, start: int, end: int, indent: str, begin: int = 0) -> list[Break] | None:
        """Break the last pair of brackets, of those that lines fit around; of a head, its parameters.

        With `begin`, only pairs from this token on count.
        """
        tokens = self.line.tokens
        found = [pair for pair in pairs(tokens, start, end) if pair[1] > pair[0] + 1 and pair[0] >= begin]
        if _DEFINING & {token.text for token in tokens[start : start + 2]}:
            # Before a function's parameters may stand those of its types.
            found = [pair for pair in found if tokens[pair[0]].text == "("][:1]
        for first, last in reversed(found):
            if self.fits(start, first + 1, indent) and self.fits(last, end, indent):
                inner = indent + self.habits.unit
                body = self._body(first, last, inner)
                if body is not None:
                    ending = self._comma(first, last, body)
                    return [Break(first + 1, inner), *body, Break(last, indent, ending=ending)]
        return None

    def _body(self, first: int, last: int, indent: str) -> list[Break] | None:
        tokens = self.line.tokens
        kind, places = dividers(tokens, first + 1, last)
        several = self.habits.one_a_line or not holds_arguments(tokens, first) or tokens[last - 1].text == ","
        if not (kind is Divider.COMMA and several) and self.fits(first + 1, last, indent):
            return []
        if kind is None:
            found = self._in_pair(first + 1, last, indent)
            return [] if found is None and self.habits.comma_spreads else found
        return self._divided(first + 1, last, indent, kind, places)

    def _comma(self, first: int, last: int, body: list[Break]) -> str:
        """The comma behind the last of several elements with a line each, and behind a lone parameter."""
        tokens = self.line.tokens
        kind, _ = dividers(tokens, first + 1, last)
        if kind is None and first == self._parameters():
            return "," if tokens[first + 1].text not in ("*", "**") and tokens[last - 1].text != "," else ""
        return "," if body and kind is Divider.COMMA and tokens[last - 1].text != "," else ""

    def _parameters(self) -> int | None:
        """The index of the parenthesis before a function's parameters: not of one in an annotation."""
        tokens = self.line.tokens
        if "def" not in [token.text for token in tokens[:2]]:
            return None
        return next((pair[0] for pair in pairs(tokens, 0, len(tokens)) if tokens[pair[0]].text == "("), None)

    def _divided(
        self, start: int, end: int, indent: str, kind: Divider, places: list[int]
    ) -> list[Break] | None:
        """Give each piece a line, and break those that are still too long."""
        starts = [index + 1 if kind is Divider.COMMA else index for index in places]
        found: list[Break] = []
        for begin, stop in zip([start, *starts], [*starts, end], strict=True):
            if begin != start:
                found.append(Break(begin, indent))
            inner = self.of_element(begin, stop, indent)
            if inner is None and not self.habits.comma_spreads:
                return None
            # A formatter leaves alone what nothing makes fit.
            found += inner or []
        return found


def expression_of(tokens: Sequence[Token]) -> tuple[int, int]:
    """The range of the expression in a statement that may stand in parentheses; an empty one for none."""
    end = len(tokens)
    if tokens[0].text in _HEADS and end > 1:
        # Behind the colon of a head there may be more on the line.
        if tokens[0].text not in _HEADS_OF_BLOCKS:
            return 1, end
        return (1, end - 1) if tokens[end - 1].text == ":" else (0, 0)
    depth = start = 0
    for index, token in enumerate(tokens):
        if token.is_string:
            continue
        depth += (token.text in OPENING) - (token.text in CLOSING)
        if not depth and token.text == "lambda":
            break
        if not depth and token.text in _ASSIGNING:
            start = index + 1
    return (start, end) if start else (0, 0)
