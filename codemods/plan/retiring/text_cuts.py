"""Taking statements, names of imports and entries of `__all__` out of a file's text."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from codemods.values.source import Source

_HEADING = re.compile(rb"[\s#=\-*~_]*[=\-*~#_]{3,}[\s#=\-*~_]*")
_DIRECTIVE = re.compile(
    rb"#\s*(noqa|type:|pylint:|pyright:|mypy:|isort:|pragma|fmt:|ruff:|region|endregion)|#!"
)
_COMMA = re.compile(rb"\s*,[ \t]*")

Cut = Callable[[bytes], bytes]
"""Takes something out of a text in which everything before it is as it was."""


@dataclass(frozen=True, slots=True)
class LineRange:
    """The lines of a removed statement, 1-based; `emptied` says that nothing else stands in its block."""

    first: int
    last: int
    emptied: bool = False


def cut_all(source: Source, cuts: Iterable[tuple[int, Cut]]) -> bytes:
    """Carry cuts out, each with the offset before which it leaves everything alone, the last one first."""
    data = source.data
    for _, cut in sorted(cuts, key=lambda each: -each[0]):
        data = cut(data)
    return data


def statement_cuts(source: Source, lines: Sequence[LineRange]) -> list[tuple[int, Cut]]:
    """Cuts for statements on lines of their own, with the comments above that belong to them.

    Of the empty lines around them the longer run stays. A block that would be empty gets `pass`.
    """
    removed = {number for each in lines for number in range(each.first, each.last + 1)}
    passes: dict[int, bytes] = {}
    for each in sorted(lines, key=lambda each: each.first):
        indent = _indent(source.line_text(each.first))
        removed.update(_comments_above(source, each, indent, removed))
        if each.emptied:
            passes[each.first] = indent + b"pass" + source.newline
    return [_range_cut(source, first, last, passes) for first, last in _ranges(source, removed)]


def _comments_above(source: Source, lines: LineRange, indent: bytes, removed: set[int]) -> Iterable[int]:
    """The comment lines right above a statement, if they are about it and nothing else."""
    below = source.line_text(lines.last + 1) if lines.last < source.line_count else b""
    if below.strip() and lines.last + 1 not in removed and len(_indent(below)) >= len(indent):
        return ()
    first = lines.first
    while first > 1 and _is_comment(source.line_text(first - 1), indent):
        first -= 1
    found = range(first, lines.first)
    texts = [source.line_text(number).strip() for number in found]
    general = any(_HEADING.fullmatch(text) or _DIRECTIVE.match(text) for text in texts)
    return () if general or first == 1 else found


def _is_comment(line: bytes, indent: bytes) -> bool:
    return line.startswith(indent + b"#")


def _indent(line: bytes) -> bytes:
    return line[: len(line) - len(line.lstrip(b" \t\f"))]


def _ranges(source: Source, removed: set[int]) -> list[tuple[int, int]]:
    """Runs of removed lines; what only empty lines part is one run."""
    found: list[tuple[int, int]] = []
    for number in sorted(removed):
        if found and _blank(source, found[-1][1] + 1, number):
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _blank(source: Source, first: int, end: int) -> bool:
    return all(not source.line_text(number).strip() for number in range(first, end))


def _range_cut(source: Source, first: int, last: int, passes: Mapping[int, bytes]) -> tuple[int, Cut]:
    left = b"".join(passes[number] for number in sorted(passes) if first <= number <= last)
    if not left:
        first, last = _with_blanks(source, first, last)
    start, end = source.line_start(first), source.line_start(last + 1)
    return start, lambda data: data[:start] + left + data[end:]


def _with_blanks(source: Source, first: int, last: int) -> tuple[int, int]:
    """Removed lines, with the shorter run of empty lines around them; at the ends of the file, with both."""
    above, below = first, last + 1
    while above > 1 and not source.line_text(above - 1).strip():
        above -= 1
    while below <= source.line_count and not source.line_text(below).strip():
        below += 1
    if below > source.line_count:
        return above, below - 1
    if above == 1 or below - last - 1 <= first - above:
        return first, below - 1
    return above, last


def text_cut(start: int, end: int, new: bytes) -> tuple[int, Cut]:
    """A cut that puts a shorter text in place of one, such as an import with fewer names."""
    return start, lambda data: data[:start] + new + data[end:]


def entry_cut(start: int, end: int) -> tuple[int, Cut]:
    """A cut that takes one string out of a list, with its comma; with its line where it is alone there."""
    return start, lambda data: _without_entry(data, start, end)


def _without_entry(data: bytes, start: int, end: int) -> bytes:
    comma = _COMMA.match(data, end)
    after = comma.end() if comma else end
    line = max(data.rfind(b"\n", 0, start), data.rfind(b"\r", 0, start)) + 1
    following = re.compile(rb"[ \t]*(#[^\r\n]*)?(\r\n|\r|\n)").match(data, after)
    if not data[line:start].strip() and following is not None:
        comment = following.group(1) or b""
        if not _DIRECTIVE.match(comment):
            return data[:line] + data[following.end() :]
    if comma:
        ends_line = following is not None and not following.group(1)
        return (data[:start].rstrip(b" \t") if ends_line else data[:start]) + data[after:]
    before = re.search(rb",\s*\Z", data[:start])
    if before is None:
        return data[:start] + data[end:]
    # In parentheses, or in none, the comma may be what makes a tuple of what is left.
    closes = data[end:].lstrip()[:1] in (b"]", b"}")
    return data[: before.start() + (0 if closes else 1)] + data[end:]
