"""Hang what is aligned below a bracket, and does not fit there any more: indented, from the next line on."""

from collections.abc import Iterator

from codemods.transformers.wrapping.habits import Habits
from codemods.transformers.wrapping.tokens import Bracket, TokenizedText


def hung(text: TokenizedText, bracket: Bracket, habits: Habits, length: int) -> dict[int, str] | None:
    """The new text of each line that a bracket goes over; None where they can't hang, or do not fit so.

    The line with the bracket gets two lines, parted by a line feed.
    """
    column = bracket.first_column
    if column is None or set(bracket.columns.values()) != {column}:
        return None
    opening = text.lines[bracket.line]
    numbers = range(bracket.line, bracket.closing_line + 1)
    lines = [text.lines.get(number) for number in numbers]
    if any(each is None or not each.is_whole for each in lines) or "\t" in opening.indent:
        return None
    ends_head = text.lines[bracket.closing_line].tokens[-1].text == ":"
    indent = opening.indent + habits.unit * (2 if ends_head and len(habits.unit) <= 4 else 1)
    found = {bracket.line: f"{opening.text[:column].rstrip()}\n{indent}{opening.text[column:]}"}
    for number in numbers[1:]:
        row = text.lines[number].text
        if row[:column].strip(" "):
            return None
        found[number] = indent + row[column:]
    return found if all(len(row.rstrip()) <= length for row in _rows(found)) else None


def _rows(found: dict[int, str]) -> Iterator[str]:
    for text in found.values():
        yield from text.split("\n")
