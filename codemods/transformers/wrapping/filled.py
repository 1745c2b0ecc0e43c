"""Break a line by filling: each line holds as much as fits, below the bracket or indented."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codemods.transformers.wrapping.breaks import Break
from codemods.transformers.wrapping.expression_parts import Divider, dividers, pairs, staying_open
from codemods.transformers.wrapping.habits import Form, Habits
from codemods.transformers.wrapping.tokens import Line


@dataclass(slots=True)
class FilledBreaks:
    """The breaks of one line that is too long."""

    line: Line
    habits: Habits
    length: int

    def candidates(self, form: Form) -> Iterator[list[Break]]:
        """Ways to break the line, the best first; they may leave lines too long."""
        end = len(self.line.tokens)
        if self.line.inside is not None:
            yield self._filled(0, end, self.line.indent)
        for first, last in self._brackets(0, end):
            if form is Form.ALIGNED:
                yield self._filled(first + 1, last, " " * self.line.tokens[first + 1].start)
            else:
                inner = self.line.indent + self._unit()
                begin = Break(first + 1, inner)
                yield [begin, *self._filled(first + 1, last, inner, begin)]

    def _unit(self) -> str:
        """What lines in a bracket are indented by: more than the block that follows them."""
        head = self.line.begins_statement and self.line.tokens[-1].text == ":"
        return self.habits.unit * 2 if head and len(self.habits.unit) <= 4 else self.habits.unit

    def _brackets(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The brackets with something in them, by their ends: the last one first, then those inside.

        One that stays open ends with the line.
        """
        found = [(first, last) for first, last in pairs(self.line.tokens, start, end) if last > first + 1]
        opening = staying_open(self.line.tokens, start, end)
        if opening is not None and opening + 1 < end:
            found = [pair for pair in found if pair[1] < opening] + [(opening, end)]
        yield from reversed(found)
        for first, last in reversed(found):
            yield from self._brackets(first + 1, last)

    def _filled(self, start: int, end: int, indent: str, begin: Break | None = None) -> list[Break]:
        """Breaks between the pieces of `tokens[start:end]`: where one does not fit, or between all."""
        tokens = self.line.tokens
        kind, places = dividers(tokens, start, end)
        starts = [index + 1 if kind is Divider.COMMA else index for index in places]
        ends = self._ends(starts, end)
        found: list[Break] = []
        # The column at which the line would begin that is being filled, if it were not broken.
        shift = len(begin.indent) - tokens[begin.token].start if begin is not None else 0
        for place, stop in zip(starts, ends, strict=True):
            if self.habits.one_a_line or stop + shift > self.length:
                found.append(Break(place, indent))
                shift = len(indent) - tokens[place].start
        return found

    def _ends(self, starts: Sequence[int], end: int) -> list[int]:
        """The columns at which the pieces end that begin with these tokens; the last one's is the line's."""
        last = len(self.line.text.rstrip()) if end else 0
        return [self.line.tokens[each - 1].end for each in starts[1:]] + ([last] if starts else [])
