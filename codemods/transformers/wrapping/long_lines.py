"""Wrap lines that edits make longer than the settings of the tree allow, as their file wraps lines.

Lines that were too long before stay, and so do those that no break makes fit. Nothing is broken inside of a
string or a comment. Imports have a layout of their own.
"""

import re
import tokenize
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from codemods.semantic.matching_lines import MatchingLines
from codemods.semantic.parse_source import ParseError, shared_tree
from codemods.transformers.wrapping.blocks import BlockBreaks
from codemods.transformers.wrapping.breaks import Break, changes, fit
from codemods.transformers.wrapping.expression_parts import Divider, closes_before, dividers
from codemods.transformers.wrapping.filled import FilledBreaks
from codemods.transformers.wrapping.habits import FORMATTED, Form, Habits, habits_of
from codemods.transformers.wrapping.hanging import hung
from codemods.transformers.wrapping.logical_lines import first_lines, logical_line_at
from codemods.transformers.wrapping.tokens import Line, TokenizedText, read_tokens
from codemods.values.code_style import CodeStyle
from codemods.values.edit import Edit, composed, splice
from codemods.values.source import Source

_DIRECTIVE = re.compile(r"#.*\b(noqa|type:|pylint|pyright|mypy|ty:|pragma|nosec|fmt:|ruff:|isort:|yapf)")
"""A comment that is about the very line that it stands on."""


_OPEN = (b"(", b"[", b"{", b",")
_GOES_ON = re.compile(rb"[)\]}.+\-*/%|&^<>=!]|(?:and|or|if|else|for|in|is|not)\b(?!.*:\s*\Z)")
"""What a line that goes on with a statement begins with, where the one before it ends with no bracket."""


def wrap_long_lines(
    source: Source,
    edits: Sequence[Edit],
    style: CodeStyle,
    outline: Callable[[], Source] | None = None,
) -> tuple[Edit, ...]:
    """Give edits, in order, with those that wrap the lines that get too long by them.

    Where a formatter lays the code out, what fits on one line again is joined as well. `outline` gives the
    source with statements left out that hold no edit.
    """
    length = style.code_length
    if length is None or not _may_matter(source, edits, length, style.formatted):
        return tuple(edits)
    # Python counts a lone carriage return as a line end, and `tokenize` does not.
    odd = source.data.count(b"\r") != source.data.count(b"\r\n")
    if odd:
        return tuple(edits)
    moved = _Moved(source, edits, outline() if outline is not None else source)
    long = moved.lines_lengthened(length)
    changed = moved.lines_of_several() | long if style.formatted else long
    if not changed:
        return tuple(edits)
    later, done = list[Edit](), set[int]()
    try:
        # A formatter's habits are known; else the whole file tells what is usual.
        text = None if style.formatted else read_tokens(moved.after.data.decode())
        habits = FORMATTED if text is None else habits_of(text, length)
        if habits.forms[0] is Form.BLOCK:
            later, done = moved.laid_out(habits, length, changed)
        if long - done:
            text = text or read_tokens(moved.outline_after.data.decode())
            later += _broken(moved.after, text, long - done, habits, length)
    except (tokenize.TokenError, SyntaxError, ParseError):
        return tuple(edits)
    return composed(source.data, edits, later) if later else tuple(edits)


def _may_matter(source: Source, edits: Sequence[Edit], length: int, formatted: bool) -> bool:
    """Whether a line may get too long, or be one of a statement that a formatter joins, by a quick look."""
    grown: dict[int, int] = {}
    for edit in edits:
        first, last = source.line_of(edit.start), source.line_of(edit.end)
        if formatted and len(edit.new) != len(edit.old) and _is_one_of_several(source, first):
            return True
        rows = edit.new.split(b"\n")
        if first == last and len(rows) == 1:
            grown[first] = grown.get(first, len(source.line_text(first))) + len(edit.new) - len(edit.old)
        else:
            sizes = list(map(len, rows))
            sizes[0] += edit.start - source.line_start(first)
            sizes[-1] += source.line_start(last + 1) - edit.end
            if max(sizes) > length:
                return True
    # Bytes are no fewer than characters.
    return any(size > length for size in grown.values())


def _broken(
    source: Source, text: TokenizedText, numbers: set[int], habits: Habits, length: int
) -> Iterator[Edit]:
    """The edits that break lines which no layout of their statements mends."""
    done: set[int] = set()
    for number in sorted(numbers):
        wrapped = list(_wrapped(source, text, number, habits, length)) if number not in done else []
        if not wrapped and number not in done:
            rows = _hung(text, number, habits, length)
            done.update(rows)
            wrapped = [
                each
                for line, row in rows.items()
                for each in _text_edits(source, source.line_start(line), text.lines[line].text, row)
            ]
        yield from wrapped


class _Moved:
    """A source and what edits make of it, both whole and in outline."""

    def __init__(self, source: Source, edits: Sequence[Edit], outline: Source) -> None:
        self._source = source
        self._outline = outline
        self.after = Source(source.path, splice(source.data, edits))
        self.outline_after = Source(source.path, splice(outline.data, edits))
        self._edits: list[tuple[Edit, int]] = []
        """Each edit with the offset in the new text at which its own begins."""
        moved = 0
        for edit in edits:
            self._edits.append((edit, edit.start + moved))
            moved += len(edit.new) - len(edit.old)

    def lines_lengthened(self, length: int) -> set[int]:
        """The lines of the new text that are too long, and whose old ones were not."""
        found, left = set[int](), set[int]()
        for edit, start in self._edits:
            lines = _lines(self.after, start, start + len(edit.new))
            old = _lines(self._source, edit.start, edit.end)
            chosen = left if any(_too_long(self._source, each, length) for each in old) else found
            chosen.update(each for each in lines if _too_long(self.after, each, length))
        return found - left

    def lines_of_several(self) -> set[int]:
        """The lines of the new text whose length changes, in statements of several lines by their looks."""
        found = set[int]()
        for edit, start in self._edits:
            if len(edit.new) != len(edit.old):
                lines = _lines(self.after, start, start + len(edit.new))
                found.update(each for each in lines if _is_one_of_several(self.after, each))
        return found

    def laid_out(self, habits: Habits, length: int, chosen: set[int]) -> tuple[list[Edit], set[int]]:
        """Lay out anew what was laid out as blocks are, and give the edits with the lines that this is about.

        That are the statements on some lines of the new text. Raises ParseError.
        """
        lines: dict[int, int] = {}
        for edit, start in self._edits:
            if chosen.intersection(_lines(self.after, start, start + len(edit.new))):
                lines.setdefault(self.after.line_of(start), self._source.line_of(edit.start))
        found, done = list[Edit](), set[int]()
        if not lines:
            return found, done
        old_firsts = _firsts(self._outline, lines.values())
        firsts = _firsts(self.outline_after, lines)
        for number, old_number in lines.items():
            if number in done:
                continue
            old = logical_line_at(self._source, old_firsts, old_number)
            new = logical_line_at(self.after, firsts, number) if old is not None else None
            if old is None or new is None or new.is_import or self._start_of(old.start) != new.start:
                continue
            text = new.laid_out(habits, length) if old.laid_out(habits, length) == old.text else None
            if text is not None:
                done.update(_lines(self.after, new.start, new.end))
                found += _text_edits(self.after, new.start, new.text, text)
        return found, done

    def _start_of(self, offset: int) -> int:
        """Where in the new text an offset before all edits on its line is."""
        return offset + sum(len(each.new) - len(each.old) for each, _ in self._edits if each.end <= offset)


def _firsts(source: Source, lines: Iterable[int]) -> list[int]:
    return first_lines(shared_tree(source), MatchingLines(source.line_count, set(lines)))


def _is_one_of_several(source: Source, line: int) -> bool:
    text = source.line_text(line).strip()
    if text.startswith((b"from ", b"import ")):
        return False
    before = source.line_text(line - 1).rstrip() if line > 1 else b""
    return text.endswith(_OPEN) or before.endswith(_OPEN) or _GOES_ON.match(text) is not None


def _lines(source: Source, start: int, end: int) -> range:
    return range(source.line_of(start), source.line_of(end) + 1)


def _text_edits(source: Source, start: int, old: str, new: str) -> Iterator[Edit]:
    """The edit that puts one text in the place of another, as short as can be; `start` is the old one's."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    first = start + len(_in_file(source, old[:head]))
    gone = _in_file(source, old[head : len(old) - tail])
    if old != new:
        yield Edit(first, first + len(gone), gone, _in_file(source, new[head : len(new) - tail]))


def _common(one: str, other: str) -> int:
    """With how many equal characters two texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _in_file(source: Source, text: str) -> bytes:
    return text.encode().replace(b"\n", source.newline)


def _too_long(source: Source, line: int, length: int) -> bool:
    text = source.line_text(line)
    return len(text) > length and len(text.decode().rstrip()) > length


def _wrapped(source: Source, text: TokenizedText, number: int, habits: Habits, length: int) -> Iterator[Edit]:
    """The edits that wrap a line; none where no break makes it fit."""
    line = text.lines.get(number)
    if line is None or not line.is_whole or not line.tokens or _DIRECTIVE.match(line.comment):
        return
    if line.inside is None and (not line.begins_statement or line.tokens[0].text in ("import", "from")):
        return
    if line.inside is not None and line.inside.of_import:
        return
    if any(line.text[each.start : each.end] != each.text for each in line.tokens):
        return
    breaks = next((each for each in _ways(line, habits, length) if each and fit(line, each, length)), ())
    start = source.line_start(number)
    for change in changes(line, breaks):
        first, last = (start + len(line.text[:column].encode()) for column in (change.start, change.end))
        new = change.text.encode().replace(b"\n", source.newline)
        yield Edit(first, last, source.data[first:last], new)


def _hung(text: TokenizedText, number: int, habits: Habits, length: int) -> Mapping[int, str]:
    """The new rows of the bracket that a line is aligned with, where they fit if they hang; none else."""
    line = text.lines.get(number)
    bracket = line.inside if line is not None else None
    if bracket is None or bracket.of_import or habits.comma_spreads:
        return {}
    return hung(text, bracket, habits, length) or {}


def _ways(line: Line, habits: Habits, length: int) -> Iterator[Sequence[Break]]:
    """Ways to break a line, the best first."""
    blocks = BlockBreaks(line, habits, length)
    for form in habits.forms:
        if form is not Form.BLOCK:
            yield from FilledBreaks(line, habits, length).candidates(form)
        elif (found := _in_blocks(line, blocks)) is not None:
            yield found
        elif line.inside is not None:
            yield from FilledBreaks(line, habits, length).candidates(Form.HANGING)


def _in_blocks(line: Line, blocks: BlockBreaks) -> list[Break] | None:
    bracket = line.inside
    if bracket is None:
        return blocks.of_statement()
    if closes_before(line.tokens):
        return blocks.of_rest()
    if bracket.first_column is not None or (line.comment and len(bracket.columns) == 1):
        return None
    if len(bracket.columns) == 1:
        return blocks.of_contents()
    if dividers(line.tokens, 0, len(line.tokens))[0] is Divider.COMMA:
        return None
    return blocks.of_element(0, len(line.tokens), line.indent)
