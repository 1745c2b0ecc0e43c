"""How a file breaks its long lines, told from those that are broken in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from codemods.transformers.wrapping.tokens import Bracket, Line, TokenizedText

_ENOUGH = 3
"""How many brackets with a line for each element, of which none had to have them, make a habit."""
_UNIT = "    "


class Form(Enum):
    """Where the lines of a bracket stand."""

    BLOCK = "block"
    """Between the lines of the opening and the closing bracket, indented."""
    HANGING = "hanging"
    """Indented, with the closing bracket at the end of the last one."""
    ALIGNED = "aligned"
    """Behind the opening bracket and below it."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a file breaks its long lines."""

    forms: tuple[Form, ...]
    """The usual one first."""
    unit: str = _UNIT
    """What lines in brackets are indented by."""
    one_a_line: bool = False
    """Whether each element has a line of its own where all would fit on one."""
    comma_spreads: bool = False
    """Whether a comma before a closing bracket gives each element a line of its own."""


FORMATTED = Habits((Form.BLOCK,), comma_spreads=True)
"""How black and ruff break lines."""


def habits_of(text: TokenizedText, length: int) -> Habits:
    """Tell how a text's brackets are broken.

    Calls and the heads of functions and classes tell it before other brackets, and those before imports.
    """
    broken = [each for each in text.brackets if each.closing_line > each.line]
    calls = [each for each in broken if each.is_call]
    others = [each for each in broken if not each.of_import]
    telling = calls or others or broken
    counts = Counter(form for each in telling if (form := _form(each)) is not None)
    forms = [form for form, _ in counts.most_common()]
    blocks = [each for each in telling if _form(each) is Form.BLOCK]
    if not forms or counts[Form.BLOCK] == max(counts.values()):
        forms = [Form.BLOCK]
    if Form.BLOCK not in forms:
        # What doesn't fit below its bracket hangs.
        forms += [each for each in (Form.ALIGNED, Form.HANGING) if each not in forms]
    unit = _unit(text, [each for each in telling if _form(each) is forms[0]]) or _unit(text, telling) or _UNIT
    return Habits(tuple(forms), unit, _are_one_a_line(text, blocks, length))


def _form(bracket: Bracket) -> Form | None:
    columns = set(bracket.columns.values())
    if bracket.first_column is None:
        if not columns:
            return None
        return Form.BLOCK if bracket.closing_begins_line else Form.HANGING
    return Form.ALIGNED if columns == {bracket.first_column} else None


def _unit(text: TokenizedText, brackets: Iterable[Bracket]) -> str | None:
    """What the first lines in brackets are mostly indented by."""
    units: Counter[str] = Counter()
    for each in brackets:
        if each.first_column is None and each.columns:
            outer, inner = text.lines[each.line].indent, text.lines[min(each.columns)].indent
            if inner.startswith(outer) and inner != outer:
                units[inner.removeprefix(outer)] += 1
    return units.most_common(1)[0][0] if units else None


def _are_one_a_line(text: TokenizedText, brackets: Sequence[Bracket], length: int) -> bool:
    """Whether the elements of blocks have a line each where they would all fit on one."""
    several = [each for each in brackets if each.commas > 1]
    if any(len(each.columns) == 1 for each in several):
        return False
    return sum(_would_fit(text, each, length) for each in several) >= _ENOUGH


def _would_fit(text: TokenizedText, bracket: Bracket, length: int) -> bool:
    lines: list[Line] = [text.lines[number] for number in bracket.columns]
    inner = " ".join(line.text.strip() for line in lines)
    return len(lines[0].indent) + len(inner) <= length and not any(line.comment for line in lines)
