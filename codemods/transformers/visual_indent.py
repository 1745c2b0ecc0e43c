"""Lines that are aligned with what stands behind an opening bracket move along when an edit moves that.

Where a bracket's own lines all begin at the column of its first token, they are aligned with it; other
layouts (a hanging indent) do not depend on the length of names, and stay.
"""

import io
import tokenize
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from codemods.values.edit import Edit
from codemods.values.source import Source

_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_LAYOUT = frozenset({tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING})


@dataclass(slots=True)
class _Bracket:
    line: int
    """The 1-based line on which it opens."""
    column: int | None = None
    """In characters, that of the first token behind it on its line; None where there is none."""
    aligned: bool = True
    """Whether its own lines begin there."""
    around: "_Bracket | None" = None


@dataclass(slots=True)
class _Layout:
    """The lines that continue a bracket, each with the innermost one that is open where it begins."""

    inside: dict[int, _Bracket] = field(default_factory=dict)
    closers: set[int] = field(default_factory=set)
    """The lines that begin with the closing bracket."""
    columns: dict[int, int] = field(default_factory=dict)


def realigned(source: Source, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Give edits together with those on the indentation of lines that are aligned with what they move."""
    # Python counts a lone carriage return as a line end, and `tokenize` does not.
    odd = source.data.count(b"\r") != source.data.count(b"\r\n")
    if odd or not any(_may_align(source, edit) for edit in edits):
        return tuple(edits)
    try:
        layout = _read(source)
    except (tokenize.TokenError, SyntaxError, UnicodeDecodeError):
        return tuple(edits)
    moves: dict[int, int] = {}
    for line, bracket in sorted(layout.inside.items()):
        moved = moves.get(bracket.line, 0)
        column = _followed(bracket, line, layout)
        if column is not None:
            moved += _growth(source, edits, bracket.line, column)
        if moved:
            moves[line] = moved
    added = [edit for line, moved in moves.items() for edit in _indentation(source, edits, line, moved)]
    return tuple(sorted([*edits, *added]))


def _followed(bracket: _Bracket, line: int, layout: _Layout) -> int | None:
    """The column on its bracket's line that a line is aligned with, or stands right of; None for none."""
    column = layout.columns[line]
    if bracket.aligned and bracket.column is not None:
        return bracket.column if line not in layout.closers or column == bracket.column else None
    # A hanging indent inside of what is aligned.
    around = bracket.around
    while around is not None and around.line == bracket.line:
        if around.aligned and around.column is not None and column >= around.column:
            return around.column
        around = around.around
    return None


def _may_align(source: Source, edit: Edit) -> bool:
    """Whether an edit makes a line longer or shorter on which a bracket stays open, by a look at the text."""
    if len(edit.old) == len(edit.new) or b"\n" in edit.old + edit.new:
        return False
    rest = source.data[edit.end : source.line_start(source.line_of(edit.start) + 1)]
    opened = sum(rest.count(each) for each in (b"(", b"[", b"{"))
    closed = sum(rest.count(each) for each in (b")", b"]", b"}"))
    return opened > closed or (opened > 0 and not rest.rstrip().endswith((b")", b":")))


def _read(source: Source) -> _Layout:
    """Read how brackets are laid out. Raises what `tokenize` does."""
    layout, stack, last = _Layout(), list[_Bracket](), 0
    for token in tokenize.generate_tokens(io.StringIO(source.data.decode()).readline):
        if token.type in _LAYOUT:
            continue
        line, column = token.start
        closes = token.type == tokenize.OP and token.string in _CLOSING
        if stack and line > last:
            bracket = stack[-1]
            layout.inside[line], layout.columns[line] = bracket, column
            if closes:
                layout.closers.add(line)
            elif column != bracket.column:
                bracket.aligned = False
        elif stack and stack[-1].line == line and stack[-1].column is None and not closes:
            stack[-1].column = column if token.type != tokenize.COMMENT else None
        if closes and stack:
            stack.pop()
        elif token.type == tokenize.OP and token.string in _OPENING:
            stack.append(_Bracket(line, around=stack[-1] if stack else None))
        last = token.end[0]
    return layout


def _growth(source: Source, edits: Sequence[Edit], line: int, column: int) -> int:
    """By how many characters the text before a column of a line gets longer."""
    start = source.line_start(line)
    end = start + len(source.data[start : source.line_start(line + 1)].decode()[:column].encode())
    grown = 0
    for edit in edits[bisect_left(edits, start, key=lambda each: each.start) :]:
        if edit.end > end:
            break
        if b"\n" in edit.old + edit.new:
            return 0
        grown += len(edit.new.decode()) - len(edit.old.decode())
    return grown


def _indentation(source: Source, edits: Sequence[Edit], line: int, moved: int) -> Iterator[Edit]:
    """The edit that moves a line, if its blanks are its own and plain."""
    start, text = source.line_start(line), source.line_text(line)
    blanks = len(text) - len(text.lstrip(b" "))
    if text[blanks : blanks + 1] == b"\t" or blanks + moved < 0:
        return
    if any(edit.start < start + blanks and start < edit.end for edit in edits):
        return
    if moved > 0:
        yield Edit(start, start, b"", b" " * moved)
    else:
        yield Edit(start, start - moved, b" " * -moved, b"")
