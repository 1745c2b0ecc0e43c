"""The white space between the items of a list, as LibCST models it, with the comments that it holds."""

import libcst as cst

Whitespace = cst.BaseParenthesizableWhitespace
NOTHING = cst.SimpleWhitespace("")
SPACE = cst.SimpleWhitespace(" ")


def breaks_line(space: Whitespace) -> bool:
    """Whether a line ends in it, other than by a backslash."""
    return isinstance(space, cst.ParenthesizedWhitespace)


def comment_behind(space: Whitespace) -> str:
    """The comment on the line of the item before it."""
    if isinstance(space, cst.ParenthesizedWhitespace) and space.first_line.comment is not None:
        return space.first_line.comment.value
    return ""


def comments_above(space: Whitespace) -> list[str]:
    """The comments on the lines above the item after it."""
    if not isinstance(space, cst.ParenthesizedWhitespace):
        return []
    return [line.comment.value for line in space.empty_lines if line.comment is not None]


def comments_right_above(space: Whitespace) -> list[str]:
    """Those of them that no empty line parts from the item."""
    block: list[str] = []
    for line in reversed(space.empty_lines if isinstance(space, cst.ParenthesizedWhitespace) else ()):
        if line.comment is None:
            break
        block.insert(0, line.comment.value)
    return block


def has_lines_above(space: Whitespace) -> bool:
    """Whether comments or empty lines stand above the item after it."""
    return isinstance(space, cst.ParenthesizedWhitespace) and bool(space.empty_lines)


def without_comments(space: Whitespace, keep_lines: bool = False) -> Whitespace:
    """The same without the comment behind the item before it, and, unless kept, without the lines above."""
    if not isinstance(space, cst.ParenthesizedWhitespace):
        return space
    first = space.first_line.with_changes(comment=None, whitespace=NOTHING)
    return space.with_changes(first_line=first, empty_lines=space.empty_lines if keep_lines else [])


def with_line_end_of(space: Whitespace, other: Whitespace) -> Whitespace:
    """The same with the line before it ended as another ends it: by that one's comment, or by none."""
    if not isinstance(space, cst.ParenthesizedWhitespace):
        return space
    if not isinstance(other, cst.ParenthesizedWhitespace):
        return without_comments(space, keep_lines=True)
    return space.with_changes(first_line=other.first_line)
