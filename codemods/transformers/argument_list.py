"""The arguments of a call with the white space between them, so that they can change places.

Commas and white space stay in their places, and what is added is laid out as its neighbours are. Comments
behind arguments that have a line each go where these go.
"""

from collections.abc import Sequence

import libcst as cst
from msgspec import Struct

from codemods.transformers.whitespace import (
    NOTHING,
    SPACE,
    Whitespace,
    breaks_line,
    comment_behind,
    has_lines_above,
    with_line_end_of,
    without_comments,
)


class ArgumentList(Struct, frozen=True):
    """The white space and the commas around a call's arguments."""

    separators: tuple[Whitespace, ...]
    """What stands before each argument, and last what stands before the closing parenthesis."""
    before_commas: tuple[Whitespace, ...]
    """What stands between each argument and its comma."""
    trailing_comma: bool

    @classmethod
    def of(cls, call: cst.Call) -> "ArgumentList":
        """Read the white space off a call."""
        separators: list[Whitespace] = [call.whitespace_before_args]
        before_commas: list[Whitespace] = []
        trailing_comma = False
        for argument in call.args:
            trailing_comma = isinstance(argument.comma, cst.Comma)
            if isinstance(argument.comma, cst.Comma):
                before_commas.append(argument.comma.whitespace_before)
                separators.append(argument.comma.whitespace_after)
            else:
                separators.append(argument.whitespace_after_arg)
        return cls(tuple(separators), tuple(before_commas), trailing_comma)

    def put_into(
        self, call: cst.Call, arguments: Sequence[cst.Arg], origins: Sequence[int | None]
    ) -> cst.Call:
        """Give a call other arguments. `origins` are their old positions, None for a new argument."""
        kept = [origin for origin in origins if origin is not None]
        if kept and kept == sorted(kept) and len(kept) < len(call.args):
            places = {origin: place for place, origin in enumerate(kept)}
            moved = [places[origin] if origin is not None else None for origin in origins]
            rest = call.with_changes(args=[call.args[origin] for origin in kept])
            return self._of_kept(kept).put_into(rest, arguments, moved)
        separators = self._with_comments(self._separators_for(len(arguments)), origins)
        laid_out: list[cst.Arg] = []
        for index, argument in enumerate(arguments):
            if index == len(arguments) - 1 and not self.trailing_comma:
                bare = argument.with_changes(comma=cst.MaybeSentinel.DEFAULT)
                laid_out.append(bare.with_changes(whitespace_after_arg=separators[index + 1]))
            else:
                comma = cst.Comma(self._before_comma(index), separators[index + 1])
                laid_out.append(argument.with_changes(comma=comma, whitespace_after_arg=NOTHING))
        return call.with_changes(args=laid_out, whitespace_before_args=separators[0])

    def _of_kept(self, kept: Sequence[int]) -> "ArgumentList":
        """The list without the arguments that are not kept, nor what is said about them."""
        ends = [-1, *kept]
        starts = [*kept, len(self.separators) - 1]
        separators = (self._around(end + 1, start) for end, start in zip(ends, starts, strict=True))
        commas = [self.before_commas[place] for place in kept if place < len(self.before_commas)]
        return ArgumentList(tuple(separators), tuple(commas), self.trailing_comma)

    def _around(self, first: int, last: int) -> Whitespace:
        """What stands in the place of the arguments between two separators, and of these two."""
        before, after = self.separators[first], self.separators[last]
        if first == last:
            return before
        if first == 0:
            return (
                before if breaks_line(before) or not has_lines_above(after) else without_comments(after, True)
            )
        if last == len(self.separators) - 1 and not breaks_line(after):
            return before if comment_behind(before) else after
        if breaks_line(before):
            return with_line_end_of(after if breaks_line(after) else before, before)
        return after

    def _separators_for(self, count: int) -> list[Whitespace]:
        """The separators of a number of arguments."""
        written = len(self.separators) - 1
        if not count:
            return [NOTHING]
        if not written:
            return self._first_separators(count)
        if count <= written:
            return [*self.separators[:count], self.separators[-1]]
        between, end = self._between(), self.separators[-1]
        first = between
        if breaks_line(between):
            first, end = with_line_end_of(between, end), without_comments(end, keep_lines=True)
        return [*self.separators[:-1], first, *[between] * (count - written - 1), end]

    def _first_separators(self, count: int) -> list[Whitespace]:
        """The separators where there were no arguments: lines of their own where there are lines."""
        (inside,) = self.separators
        if not isinstance(inside, cst.ParenthesizedWhitespace):
            return [NOTHING, *[SPACE] * (count - 1), NOTHING]
        closing = inside.last_line.value
        unit = "\t" if closing.startswith("\t") else "    "
        first = inside.with_changes(last_line=cst.SimpleWhitespace(closing + unit))
        return [first, *[without_comments(first)] * (count - 1), without_comments(inside)]

    @property
    def _one_a_line(self) -> bool:
        """Whether every argument begins a line; the first may stand behind the parenthesis."""
        inner = self.separators[1:-1] or self.separators[:1]
        return all(map(breaks_line, inner))

    def _between(self) -> Whitespace:
        """What stands between two arguments, comments left out."""
        inner = self.separators[1:-1] or self.separators[:1]
        if self._one_a_line:
            return without_comments(inner[-1])
        return next((space for space in self.separators[1:-1] if not breaks_line(space)), SPACE)

    def _before_comma(self, index: int) -> Whitespace:
        """What stands before the comma behind an argument."""
        if index < len(self.before_commas):
            return self.before_commas[index]
        return self.before_commas[0] if self.before_commas else NOTHING

    def _with_comments(self, separators: list[Whitespace], origins: Sequence[int | None]) -> list[Whitespace]:
        """Let the comments behind arguments follow them."""
        if not self._one_a_line or not breaks_line(self.separators[-1]) or len(self.separators) == 1:
            return separators
        behind = [
            with_line_end_of(space, self.separators[origin + 1] if origin is not None else NOTHING)
            for space, origin in zip(separators[1:], origins, strict=True)
        ]
        return [separators[0], *behind]
