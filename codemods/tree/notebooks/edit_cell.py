"""Carry edits of a cell's code into the JSON strings that hold it; all bytes outside of them stay.

A list has a line in each of its strings, as notebooks are written: new lines get strings of their own, and
strings of which nothing is left go.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from codemods.tree.notebooks.json_strings import CellStrings, decoded, encoded, raw_length
from codemods.values.edit import Edit
from codemods.values.host_file import UnplacedEditError

_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_LINE_END = re.compile(rb"(?:\\n|\\u000[aA])\Z")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text of the new code: as it is written in JSON, and what it says."""

    raw: bytes
    said: bytes
    string: int | None = None
    """The old string that it is from; None for new text."""
    begins: bool = False
    """Whether a string begins with it, as far as the old code tells."""
    ends: bool = False
    """Whether a string ends with it, likewise."""

    @property
    def is_whole(self) -> bool:
        """Whether it is all of an old string."""
        return self.string is not None and self.begins and self.ends


def edit_cell(
    text: bytes, strings: CellStrings, edits: Sequence[Edit], separator: bytes = b", "
) -> Iterator[Edit]:
    """Give the edits of the JSON text that make the edits of a cell's code, which are in order.

    Behind the code these take one more line end for granted, which is not in the notebook. `separator` parts
    strings where the cell has no two of them. Raises UnplacedEditError.
    """
    raws = [text[start + 1 : end - 1] for start, end in strings.places]
    pieces = _without_line_end(list(_pieces(raws, edits, ascii_only=text.isascii())))
    if strings.is_list:
        yield from _list_edits(text, strings, list(_joined(pieces)), separator)
    else:
        start, end = strings.places[0]
        inside = b"".join(piece.raw for piece in pieces)
        if inside != raws[0]:
            yield Edit(start + 1, end - 1, raws[0], inside)


# The new code -------------------------------------------------------------------------------------


def _pieces(raws: Sequence[bytes], edits: Sequence[Edit], ascii_only: bool) -> Iterator[_Piece]:
    """The new code, with the line end behind it."""
    old = _OldCode(raws)
    done = 0
    for edit in edits:
        yield from old.kept(done, edit.start)
        lines = _LINE.findall(edit.new)
        whole = edit.start < edit.end and edit.start in old.bounds and edit.end in old.bounds
        for number, line in enumerate(lines):
            begins, ends = whole and not number, whole and number == len(lines) - 1
            yield _Piece(encoded(line, ascii_only), line, None, begins, ends)
        done = edit.end
    yield from old.kept(done, old.length + 1)


class _OldCode:
    """The strings of a cell as they are, taken from the first to the last."""

    def __init__(self, raws: Sequence[bytes]) -> None:
        self._strings = [(raw, decoded(raw)) for raw in raws]
        starts = list(accumulate((len(said) for _, said in self._strings), initial=0))
        self.bounds = frozenset(starts)
        """Where strings begin and end in the code."""
        self.length = starts[-1]
        self._starts = starts
        self._empty_taken = -1

    def kept(self, start: int, end: int) -> Iterator[_Piece]:
        """What stays of the strings, and of the line end behind them, from one place to another."""
        for number, (raw, said) in enumerate(self._strings):
            begin = self._starts[number]
            first, last = max(start - begin, 0), min(end - begin, len(said))
            if first < last:
                part = raw[raw_length(raw, first) : raw_length(raw, last)]
                yield _Piece(part, said[first:last], number, not first, last == len(said))
            elif not said and start <= begin <= end and number > self._empty_taken:
                self._empty_taken = number
                yield _Piece(raw, said, number, True, True)
        if start <= self.length < end:
            yield _Piece(rb"\n", b"\n")


def _without_line_end(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces without the line end that every cell gets in the program. Raises UnplacedEditError."""
    if not pieces:
        return pieces
    last = pieces[-1]
    raw = _LINE_END.sub(b"", last.raw)
    if raw == last.raw:
        raise UnplacedEditError("it joins a cell with the next one")
    # An old string that only loses its line end is no longer whole.
    rest = [_Piece(raw, last.said[:-1], last.string, last.begins)] if raw else []
    return [*pieces[:-1], *rest]


def _joined(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """The strings of a list: old ones as they were, and a line in each other one."""
    current: _Piece | None = None
    for piece in pieces:
        if current is not None and not _are_parted(current, piece):
            current = _Piece(current.raw + piece.raw, current.said + piece.said)
            continue
        if current is not None:
            yield current
        current = piece
    if current is not None:
        yield current


def _are_parted(one: _Piece, other: _Piece) -> bool:
    """Whether two pieces in a row are in strings of their own."""
    if not (one.said and other.said):
        # Only old strings say nothing.
        return True
    old = one.string is not None and other.string is not None
    neighbours = one.ends and other.begins and (not old or other.string == (one.string or 0) + 1)
    return neighbours or one.said.endswith(b"\n")


# The list -----------------------------------------------------------------------------------------


def _list_edits(text: bytes, strings: CellStrings, new: Sequence[_Piece], separator: bytes) -> Iterator[Edit]:
    """The edits of each run of strings that are not as they were."""
    places, done, fresh = strings.places, 0, list[bytes]()
    for piece in (*new, None):
        number = len(places) if piece is None else piece.string
        if piece is not None and not piece.is_whole:
            fresh.append(b'"' + piece.raw + b'"')
            continue
        assert number is not None
        if fresh or number > done:
            yield _run_edit(text, strings, done, number, fresh, _separator(text, strings, separator))
        done, fresh = number + 1, []


def _run_edit(
    text: bytes, strings: CellStrings, first: int, last: int, fresh: Sequence[bytes], separator: bytes
) -> Edit:
    """The edit that puts new strings in the place of the old ones from `first` on, up to before `last`."""
    places = strings.places
    if fresh and first < last:
        start, end = places[first][0], places[last - 1][1]
        new = separator.join(fresh)
        if len(fresh) == last - first:
            gaps = [text[places[n][1] : places[n + 1][0]] for n in range(first, last - 1)]
            new = b"".join(part for pair in zip(fresh, (*gaps, b""), strict=True) for part in pair)
    elif fresh and first < len(places):
        start = end = places[first][0]
        new = b"".join(each + separator for each in fresh)
    elif fresh:
        start = end = places[-1][1] if places else strings.start + 1
        new = (separator if places else b"") + separator.join(fresh)
    else:
        # Strings go with the comma behind them, the last ones with the comma before.
        start = places[first - 1][1] if first and last == len(places) else places[first][0]
        end = places[last][0] if last < len(places) else places[-1][1]
        new = b""
    return Edit(start, end, text[start:end], new)


def _separator(text: bytes, strings: CellStrings, otherwise: bytes) -> bytes:
    """What parts two strings of the list."""
    if len(strings.places) > 1:
        return text[strings.places[0][1] : strings.places[1][0]]
    before = text[strings.start + 1 : strings.places[0][0]] if strings.places else b""
    return b"," + before if b"\n" in before else otherwise
