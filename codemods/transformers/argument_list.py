"""The arguments of a call with the white space between them, so that they can change places.

Commas and white space stay in their places, and what is added is laid out as its neighbours are. Comments
behind arguments that have a line each go where these go.
"""

from collections.abc import Sequence

import libcst as cst
from msgspec import Struct

from codemods.transformers.gaps import NONE, SPACE, Gap, ended_like, is_broken, plain


class ArgumentList(Struct, frozen=True):
    """What stands around a call's arguments.

    `gaps[i]` is what stands before argument `i`, the last gap what stands before the closing parenthesis;
    `spaces[i]` is what stands before the comma behind argument `i`.
    """

    gaps: tuple[Gap, ...]
    spaces: tuple[Gap, ...]
    trailing: bool

    @classmethod
    def of(cls, call: cst.Call) -> "ArgumentList":
        """Read the white space off a call."""
        gaps: list[Gap] = [call.whitespace_before_args]
        spaces: list[Gap] = []
        trailing = False
        for argument in call.args:
            trailing = isinstance(argument.comma, cst.Comma)
            if isinstance(argument.comma, cst.Comma):
                spaces.append(argument.comma.whitespace_before)
                gaps.append(argument.comma.whitespace_after)
            else:
                gaps.append(argument.whitespace_after_arg)
        return cls(tuple(gaps), tuple(spaces), trailing)

    def put_into(self, call: cst.Call, arguments: Sequence[cst.Arg], origins: Sequence[int]) -> cst.Call:
        """Give a call other arguments. `origins` are the places where they stood, -1 for a new one."""
        gaps = self._with_comments(self._gaps(len(arguments)), origins)
        made: list[cst.Arg] = []
        for index, argument in enumerate(arguments):
            if index == len(arguments) - 1 and not self.trailing:
                bare = argument.with_changes(comma=cst.MaybeSentinel.DEFAULT)
                made.append(bare.with_changes(whitespace_after_arg=gaps[index + 1]))
            else:
                comma = cst.Comma(self._space(index), gaps[index + 1])
                made.append(argument.with_changes(comma=comma, whitespace_after_arg=NONE))
        return call.with_changes(args=made, whitespace_before_args=gaps[0])

    def _gaps(self, count: int) -> list[Gap]:
        """The gaps around so many arguments."""
        written = len(self.gaps) - 1
        if not count:
            return [NONE]
        if not written:
            return self._opened(count)
        if count <= written:
            return [*self.gaps[:count], self.gaps[-1]]
        between, end = self._between(), self.gaps[-1]
        first = between
        if is_broken(between):
            first, end = ended_like(between, end), plain(end, keep_lines=True)
        return [*self.gaps[:-1], first, *[between] * (count - written - 1), end]

    def _opened(self, count: int) -> list[Gap]:
        """The gaps around arguments where there were none: on lines of their own where there are lines."""
        (inside,) = self.gaps
        if not isinstance(inside, cst.ParenthesizedWhitespace):
            return [NONE, *[SPACE] * (count - 1), NONE]
        closing = inside.last_line.value
        unit = "\t" if closing.startswith("\t") else "    "
        first = inside.with_changes(last_line=cst.SimpleWhitespace(closing + unit))
        return [first, *[plain(first)] * (count - 1), plain(inside)]

    @property
    def _own_lines(self) -> bool:
        """Whether every argument begins a line; the first may stand behind the parenthesis."""
        inner = self.gaps[1:-1] or self.gaps[:1]
        return all(map(is_broken, inner))

    def _between(self) -> Gap:
        """What stands between two arguments, comments left out."""
        inner = self.gaps[1:-1] or self.gaps[:1]
        if self._own_lines:
            return plain(inner[-1])
        return next((gap for gap in self.gaps[1:-1] if not is_broken(gap)), SPACE)

    def _space(self, index: int) -> Gap:
        """What stands before the comma behind an argument."""
        if index < len(self.spaces):
            return self.spaces[index]
        return self.spaces[0] if self.spaces else NONE

    def _with_comments(self, gaps: list[Gap], origins: Sequence[int]) -> list[Gap]:
        """Let the comments behind arguments follow them."""
        if not self._own_lines or not is_broken(self.gaps[-1]) or len(self.gaps) == 1:
            return gaps
        behind = [
            ended_like(gap, self.gaps[origin + 1]) if origin >= 0 else ended_like(gap, NONE)
            for gap, origin in zip(gaps[1:], origins, strict=True)
        ]
        return [gaps[0], *behind]
