"""The names of an import statement with the white space between them, so that names can go and come.

The white space holds the comment behind the name before it and the comment lines above the name after it.
"""

from collections.abc import Sequence
from typing import TypeVar

import libcst as cst
from msgspec import Struct
from msgspec.structs import replace

from codemods.transformers.import_order import order_of, sorted_places
from codemods.transformers.whitespace import (
    NOTHING,
    SPACE,
    Whitespace,
    breaks_line,
    comment_behind,
    comments_above,
    comments_right_above,
    has_lines_above,
    without_comments,
)

FROM_IMPORTS = (cst.ImportFrom, cst.LazyImportFrom)
Statement = TypeVar("Statement", cst.Import, cst.ImportFrom, cst.LazyImport, cst.LazyImportFrom)


class NameList(Struct, frozen=True):
    """Names, the white space around them, and the comma behind the last."""

    names: tuple[cst.ImportAlias, ...]
    separators: tuple[Whitespace, ...]
    """What stands before each name, and last what stands after all of them."""
    trailing_comma: bool
    sortable: bool
    """Whether the order of the names is without meaning: modules are run in theirs."""

    @classmethod
    def of(cls, node: cst.Import | cst.ImportFrom | cst.LazyImport | cst.LazyImportFrom) -> "NameList":
        """Read the names off a statement other than a star import."""
        assert not isinstance(node.names, cst.ImportStar)
        names = tuple(node.names)
        lpar = node.lpar if isinstance(node, FROM_IMPORTS) else None
        rpar = node.rpar if isinstance(node, FROM_IMPORTS) else None
        separators: list[Whitespace] = [lpar.whitespace_after if lpar is not None else NOTHING]
        for name in names:
            separators.append(name.comma.whitespace_after if isinstance(name.comma, cst.Comma) else NOTHING)
        trailing_comma = isinstance(names[-1].comma, cst.Comma)
        if not trailing_comma and rpar is not None:
            separators[-1] = rpar.whitespace_before
        return cls(names, tuple(separators), trailing_comma, isinstance(node, FROM_IMPORTS))

    def put_into(self, node: Statement) -> Statement:
        """Give a statement these names."""
        laid_out: list[cst.ImportAlias] = []
        for index, name in enumerate(self.names):
            is_last = index == len(self.names) - 1
            comma = cst.Comma(whitespace_after=self.separators[index + 1])
            bare = is_last and not self.trailing_comma
            laid_out.append(name.with_changes(comma=cst.MaybeSentinel.DEFAULT if bare else comma))
        lpar, rpar = getattr(node, "lpar", None), getattr(node, "rpar", None)
        if not isinstance(lpar, cst.LeftParen) or not isinstance(rpar, cst.RightParen):
            return node.with_changes(names=laid_out)
        # Behind a trailing comma the last separator is that comma's already.
        closing = NOTHING if self.trailing_comma else self.separators[-1]
        return node.with_changes(
            names=laid_out,
            lpar=lpar.with_changes(whitespace_after=self.separators[0]),
            rpar=rpar.with_changes(whitespace_before=closing),
        )

    @property
    def comments(self) -> list[str]:
        """Every comment between the parentheses, in order."""
        return [
            comment
            for space in self.separators
            for comment in (comment_behind(space), *comments_above(space))
            if comment
        ]

    def comment(self, index: int) -> str:
        """The comment that belongs to a name alone: behind it on its line, or above it.

        One of several lines is for all names down to the next comment or empty line.
        """
        before, after = self.separators[index], self.separators[index + 1]
        behind = comment_behind(after)
        if behind:
            return behind if breaks_line(before) else ""
        above = comments_right_above(before)
        alone = index == len(self.names) - 1 or has_lines_above(after)
        return "\n".join(above) if alone or len(comments_above(before)) == 1 else ""

    def without(self, index: int) -> "NameList":
        """Take one of several names out, and the comment that belongs to it."""
        before, after = self.separators[index], self.separators[index + 1]
        is_last = index == len(self.names) - 1
        on_one_line = is_last and not breaks_line(before)
        left = after if on_one_line else _joined(before, after, self.comment(index))
        names = self.names[:index] + self.names[index + 1 :]
        return replace(self, names=names, separators=_replaced(self.separators, index, 2, left))

    def with_name(self, index: int, name: cst.ImportAlias) -> "NameList":
        """Put another name in a name's place."""
        return replace(self, names=(*self.names[:index], name, *self.names[index + 1 :]))

    def sorted_as(self, before: "NameList") -> "NameList":
        """The names in the order in which those before were, if there was one; no comment loses its name."""
        order = order_of([_code(each) for each in before.names])
        if order is None or not self.sortable or self.comments:
            return self
        return replace(self, names=tuple(sorted(self.names, key=lambda each: order(_code(each)))))

    def with_added(self, added: Sequence[cst.ImportAlias]) -> "NameList":
        """Put other names in, laid out like their neighbours: where they sort, or last."""
        spelled = map(_code, added)
        places = sorted_places([_code(each) for each in self.names], spelled) if self.sortable else None
        names = self
        for name in added:
            place = next(places) if places is not None else len(names.names)
            names = names._with_one_at(place, name)
        return names

    def _with_one_at(self, place: int, name: cst.ImportAlias) -> "NameList":
        names = (*self.names[:place], name, *self.names[place:])
        around = self._around_last() if place == len(self.names) else self._around(self.separators[place])
        return replace(self, names=names, separators=_replaced(self.separators, place, 1, *around))

    def _around_last(self) -> tuple[Whitespace, Whitespace]:
        """What stands before and after a name that comes last; a comment stays behind the name before it."""
        between, end = self._between(), self.separators[-1]
        if isinstance(between, cst.ParenthesizedWhitespace) and isinstance(end, cst.ParenthesizedWhitespace):
            return between.with_changes(first_line=end.first_line), without_comments(end, keep_lines=True)
        return between, end

    def _around(self, space: Whitespace) -> tuple[Whitespace, Whitespace]:
        """What stands before and after a name that comes in between; comments above a name stay above it."""
        between = self._between()
        if not (
            isinstance(space, cst.ParenthesizedWhitespace)
            and isinstance(between, cst.ParenthesizedWhitespace)
        ):
            return space, between
        return space.with_changes(empty_lines=[]), without_comments(space, keep_lines=True)

    def _between(self) -> Whitespace:
        """What stands between two names, comments left out."""
        last = (self.separators[1:-1] or self.separators[:1])[-1]
        return without_comments(last) if breaks_line(last) else SPACE


def _replaced(
    separators: tuple[Whitespace, ...], start: int, count: int, *new: Whitespace
) -> tuple[Whitespace, ...]:
    """Separators with others in place of a number of them."""
    return (*separators[:start], *new, *separators[start + count :])


def _code(alias: cst.ImportAlias) -> str:
    return cst.Module([]).code_for_node(alias.name)


def _joined(before: Whitespace, after: Whitespace, gone: str) -> Whitespace:
    """What is left between two names where the one between them goes, with its comment `gone`."""
    if not isinstance(after, cst.ParenthesizedWhitespace):
        return before
    if not isinstance(before, cst.ParenthesizedWhitespace):
        return after
    behind = comment_behind(after)
    above: Sequence[cst.EmptyLine] = before.empty_lines
    if gone and not behind:
        above = above[: -len(gone.split("\n"))]
    # A comment behind the name that is not its own is the previous name's now, if that has none.
    first = before.first_line
    if behind and not gone and first.comment is None:
        first = after.first_line
    return after.with_changes(first_line=first, empty_lines=[*above, *after.empty_lines])
