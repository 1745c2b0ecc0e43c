"""Where the tokens of one line may part: the pairs of brackets, and what divides their contents."""

import keyword
from collections.abc import Iterator, Sequence
from enum import IntEnum

from codemods.transformers.wrapping.tokens import CLOSING, OPENING, Token


class Divider(IntEnum):
    """What divides the contents of brackets, what binds loosest with the highest number."""

    ATTRIBUTES = 1
    """Of what calls give, where there are several in a chain."""
    PRODUCT = 2
    SUM = 3
    SHIFT = 4
    BIT_AND = 5
    BIT_XOR = 6
    BIT_OR = 7
    COMPARISON = 8
    STRINGS = 9
    LOGIC = 10
    CHOICE = 11
    COMMA = 12
    COMPREHENSION = 13


_COMPARING = frozenset({"<", ">", "==", "!=", "<=", ">=", "in", "is"})
_OPERATORS = {
    "|": Divider.BIT_OR,
    "^": Divider.BIT_XOR,
    "&": Divider.BIT_AND,
    **dict.fromkeys(("<<", ">>"), Divider.SHIFT),
    **dict.fromkeys(("+", "-"), Divider.SUM),
    **dict.fromkeys(("*", "/", "//", "%", "@"), Divider.PRODUCT),
}
_UNARY = frozenset({"+", "-", "*"})


def pairs(tokens: Sequence[Token], start: int, end: int) -> list[tuple[int, int]]:
    """The outermost pairs of brackets, by the indices of both, that lie in `tokens[start:end]`."""
    found, stack = list[tuple[int, int]](), list[int]()
    for index in range(start, end):
        text = tokens[index].text
        if tokens[index].is_string:
            continue
        if text in OPENING:
            stack.append(index)
        elif text in CLOSING and stack:
            opening = stack.pop()
            if not stack:
                found.append((opening, index))
    if stack:
        # One stays open: what lies before it, and in it, is all there is.
        return [pair for pair in found if pair[1] < stack[0]] + pairs(tokens, stack[0] + 1, end)
    return found


def staying_open(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """The index of the outermost bracket in `tokens[start:end]` that is not closed there."""
    stack: list[int] = []
    for index in range(start, end):
        if tokens[index].is_string:
            continue
        if tokens[index].text in OPENING:
            stack.append(index)
        elif tokens[index].text in CLOSING and stack:
            stack.pop()
    return stack[0] if stack else None


def closes_before(tokens: Sequence[Token]) -> bool:
    """Whether a line closes a bracket that was open where it begins."""
    depth = 0
    for token in tokens:
        depth += 0 if token.is_string else (token.text in OPENING) - (token.text in CLOSING)
        if depth < 0:
            return True
    return False


def holds_arguments(tokens: Sequence[Token], opening: int) -> bool:
    """Whether a bracket follows what is called, defined or subscripted: it is no list or tuple of its own."""
    return opening > 0 and tokens[opening].text != "{" and _ends_operand(tokens[opening - 1])


def dividers(tokens: Sequence[Token], start: int, end: int) -> tuple[Divider | None, list[int]]:
    """What divides `tokens[start:end]` first, and the indices of these tokens; a last comma is none.

    The pieces start behind a comma, and at any other divider.
    """
    stop = end - 1 if end > start and tokens[end - 1].text == "," else end
    # A piece may begin with what divides it from the one before.
    found = [(kind, index) for kind, index in _dividers(tokens, start, stop) if index > start]
    first = max((kind for kind, _ in found), default=None)
    places = [index for kind, index in found if kind is first]
    if first is Divider.ATTRIBUTES and (len(places) < 2 or len(pairs(tokens, start, stop)) < 2):
        return None, []
    return first, places


def _dividers(tokens: Sequence[Token], start: int, end: int) -> Iterator[tuple[Divider, int]]:
    depth = 0
    lambdas = 0
    targets = comprehends = False
    for index in range(start, end):
        text, before = tokens[index].text, tokens[index - 1] if index > start else None
        if tokens[index].is_string:
            if not depth and before is not None and before.is_string:
                yield Divider.STRINGS, index
            continue
        if text in OPENING:
            depth += 1
        elif text in CLOSING:
            if not depth:
                # What follows is not in the same bracket.
                return
            depth -= 1
        if depth or text in CLOSING:
            continue
        if text == "lambda":
            lambdas += 1
        elif text == ":" and lambdas:
            lambdas -= 1
        elif text == "for" or (text == "async" and index + 1 < end and tokens[index + 1].text == "for"):
            if before is None or before.text != "async":
                yield Divider.COMPREHENSION, index
            targets, comprehends = True, True
        elif text == "in" and targets:
            targets = False
        elif not (targets or lambdas) and (kind := _kind(text, before, comprehends)) is not None:
            yield kind, index


def _kind(text: str, before: Token | None, comprehends: bool) -> Divider | None:
    if text == ",":
        return Divider.COMMA
    if text == "if" and comprehends:
        return Divider.COMPREHENSION
    if text in ("if", "else"):
        return Divider.CHOICE
    if text in ("and", "or"):
        return Divider.LOGIC
    if before is None:
        return None
    if text == "not":
        # As the first word of `not in`; elsewhere it divides nothing.
        return Divider.COMPARISON if _ends_operand(before) else None
    if text in _COMPARING:
        return None if before.text in ("not", "is") and text == "in" else Divider.COMPARISON
    if text == "." and before.text in CLOSING:
        return Divider.ATTRIBUTES
    return _OPERATORS.get(text) if text not in _UNARY or _ends_operand(before) else None


def _ends_operand(token: Token) -> bool:
    """Whether an operand may end with a token, so that an operator behind it has two."""
    text = token.text
    if token.is_string or text in CLOSING or text == "...":
        return True
    constants = ("True", "False", "None")
    return text in constants or text[:1].isdigit() or (text.isidentifier() and not keyword.iskeyword(text))
