"""The names of an import statement with the white space between them, so that names can go and come.

`gaps[i]` is what stands before name `i`, the last gap what stands after the last name. A gap holds the
comment behind the name before it and the comment lines above the name after it.
"""

from collections.abc import Sequence
from typing import TypeVar

import libcst as cst
from msgspec import Struct
from msgspec.structs import replace

from codemods.transformers.gaps import (
    NONE,
    SPACE,
    Gap,
    block_above,
    comment_behind,
    comments_above,
    has_lines,
    plain,
)
from codemods.transformers.import_order import sorted_place

Statement = TypeVar("Statement", cst.Import, cst.ImportFrom)


class NameList(Struct, frozen=True):
    """Names and gaps; one gap more than names. `trailing` says whether a comma stands after the last.

    `may_sort` says whether the order of the names is without meaning: modules are run in theirs.
    """

    names: tuple[cst.ImportAlias, ...]
    gaps: tuple[Gap, ...]
    trailing: bool
    may_sort: bool

    @classmethod
    def of(cls, node: cst.Import | cst.ImportFrom) -> "NameList":
        """Read the names off a statement that is no star import."""
        assert not isinstance(node.names, cst.ImportStar)
        names = tuple(node.names)
        lpar = node.lpar if isinstance(node, cst.ImportFrom) else None
        rpar = node.rpar if isinstance(node, cst.ImportFrom) else None
        gaps: list[Gap] = [lpar.whitespace_after if lpar is not None else NONE]
        for name in names:
            gaps.append(name.comma.whitespace_after if isinstance(name.comma, cst.Comma) else NONE)
        trailing = isinstance(names[-1].comma, cst.Comma)
        if not trailing and rpar is not None:
            gaps[-1] = rpar.whitespace_before
        return cls(names, tuple(gaps), trailing, isinstance(node, cst.ImportFrom))

    def put_into(self, node: Statement) -> Statement:
        """Give a statement these names."""
        made: list[cst.ImportAlias] = []
        for index, name in enumerate(self.names):
            is_last = index == len(self.names) - 1
            comma = cst.Comma(whitespace_after=self.gaps[index + 1])
            bare = is_last and not self.trailing
            made.append(name.with_changes(comma=cst.MaybeSentinel.DEFAULT if bare else comma))
        lpar, rpar = getattr(node, "lpar", None), getattr(node, "rpar", None)
        if not isinstance(lpar, cst.LeftParen) or not isinstance(rpar, cst.RightParen):
            return node.with_changes(names=made)
        closing = NONE if self.trailing else self.gaps[-1]
        return node.with_changes(
            names=made,
            lpar=lpar.with_changes(whitespace_after=self.gaps[0]),
            rpar=rpar.with_changes(whitespace_before=closing),
        )

    @property
    def comments(self) -> list[str]:
        """Every comment between the parentheses, in order."""
        return [each for gap in self.gaps for each in (comment_behind(gap), *comments_above(gap)) if each]

    def comment(self, index: int) -> str:
        """The comment that belongs to a name alone: behind it on its line, or above it.

        One of several lines is for all names down to the next gap with a comment or an empty line.
        """
        behind = comment_behind(self.gaps[index + 1])
        if behind:
            return behind if self._begins_line(index) else ""
        above = block_above(self.gaps[index])
        alone = index == len(self.names) - 1 or has_lines(self.gaps[index + 1])
        return "\n".join(above) if alone or len(comments_above(self.gaps[index])) == 1 else ""

    def without(self, index: int) -> "NameList":
        """Take one of several names out, and the comment that belongs to it."""
        before, after = self.gaps[index], self.gaps[index + 1]
        simple = not isinstance(before, cst.ParenthesizedWhitespace)
        is_last = index == len(self.names) - 1
        gap = after if is_last and simple else _joined(before, after, self.comment(index))
        names = self.names[:index] + self.names[index + 1 :]
        return replace(self, names=names, gaps=(*self.gaps[:index], gap, *self.gaps[index + 2 :]))

    def with_name(self, index: int, name: cst.ImportAlias) -> "NameList":
        """Put another name in a name's place."""
        return replace(self, names=(*self.names[:index], name, *self.names[index + 1 :]))

    def grown(self, name: cst.ImportAlias) -> "NameList":
        """Put another name in, laid out like its neighbours: where it sorts, or last."""
        spelled = [_spelled(each) for each in self.names]
        place = sorted_place(spelled, _spelled(name)) if self.may_sort else len(spelled)
        names = (*self.names[:place], name, *self.names[place:])
        if place == len(self.names):
            between, end = self._apart(self.gaps[-1])
            return replace(self, names=names, gaps=(*self.gaps[:-1], between, end))
        before, after = self._split(self.gaps[place])
        return replace(self, names=names, gaps=(*self.gaps[:place], before, after, *self.gaps[place + 1 :]))

    def _apart(self, end: Gap) -> tuple[Gap, Gap]:
        """The gaps before and after a name that comes last; a comment stays behind the name before it."""
        between = self._between()
        if isinstance(between, cst.ParenthesizedWhitespace) and isinstance(end, cst.ParenthesizedWhitespace):
            return between.with_changes(first_line=end.first_line), plain(end, keep_lines=True)
        return between, end

    def _split(self, gap: Gap) -> tuple[Gap, Gap]:
        """The gaps before and after a name that comes in between; comments above a name stay above it."""
        if not isinstance(gap, cst.ParenthesizedWhitespace):
            return gap, self._between()
        between = self._between()
        if not isinstance(between, cst.ParenthesizedWhitespace):
            return gap, between
        return gap.with_changes(empty_lines=[]), plain(gap, keep_lines=True)

    def _between(self) -> Gap:
        """What stands between two names, comments left out."""
        styles = self.gaps[1:-1] or self.gaps[:1]
        return plain(styles[-1]) if isinstance(styles[-1], cst.ParenthesizedWhitespace) else SPACE

    def _begins_line(self, index: int) -> bool:
        return isinstance(self.gaps[index], cst.ParenthesizedWhitespace)


def _spelled(alias: cst.ImportAlias) -> str:
    return cst.Module([]).code_for_node(alias.name)


def _joined(before: Gap, after: Gap, gone: str) -> Gap:
    """The one gap that is left where a name between two gaps goes, with its comment."""
    if not isinstance(after, cst.ParenthesizedWhitespace):
        return before
    if not isinstance(before, cst.ParenthesizedWhitespace):
        return after
    behind = comment_behind(after)
    above: Sequence[cst.EmptyLine] = before.empty_lines
    if gone and not behind:
        above = above[: -len(gone.split("\n"))]
    first = before.first_line
    if behind and not gone and first.comment is None:
        first = after.first_line
    return after.with_changes(first_line=first, empty_lines=[*above, *after.empty_lines])
