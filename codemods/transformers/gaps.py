"""The white space between the items of a list, which holds the comments behind and above them."""

import libcst as cst

Gap = cst.BaseParenthesizableWhitespace
NONE = cst.SimpleWhitespace("")
SPACE = cst.SimpleWhitespace(" ")


def is_broken(gap: Gap) -> bool:
    """Whether a line ends in a gap, other than by a backslash."""
    return isinstance(gap, cst.ParenthesizedWhitespace)


def comment_behind(gap: Gap) -> str:
    """The comment on the line of the item before a gap."""
    if isinstance(gap, cst.ParenthesizedWhitespace) and gap.first_line.comment is not None:
        return gap.first_line.comment.value
    return ""


def comments_above(gap: Gap) -> list[str]:
    """The comments on the lines above the item after a gap."""
    if not isinstance(gap, cst.ParenthesizedWhitespace):
        return []
    return [line.comment.value for line in gap.empty_lines if line.comment is not None]


def block_above(gap: Gap) -> list[str]:
    """Those directly above the item, without an empty line in between."""
    block: list[str] = []
    for line in reversed(gap.empty_lines if isinstance(gap, cst.ParenthesizedWhitespace) else ()):
        if line.comment is None:
            break
        block.insert(0, line.comment.value)
    return block


def has_lines(gap: Gap) -> bool:
    """Whether comments or empty lines stand above the item after a gap."""
    return isinstance(gap, cst.ParenthesizedWhitespace) and bool(gap.empty_lines)


def plain(gap: Gap, keep_lines: bool = False) -> Gap:
    """A gap of the same shape without its comments."""
    if not isinstance(gap, cst.ParenthesizedWhitespace):
        return gap
    first = gap.first_line.with_changes(comment=None, whitespace=NONE)
    return gap.with_changes(first_line=first, empty_lines=gap.empty_lines if keep_lines else [])


def ended_like(gap: Gap, other: Gap) -> Gap:
    """A gap with another's end of the line before it: its comment, or none."""
    if not isinstance(gap, cst.ParenthesizedWhitespace):
        return gap
    if not isinstance(other, cst.ParenthesizedWhitespace):
        return plain(gap, keep_lines=True)
    return gap.with_changes(first_line=other.first_line)
