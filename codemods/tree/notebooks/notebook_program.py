"""The program of a notebook: its Python cells in order, with a statement behind each that parts them.

No cell runs before or after another for sure, so that nothing may be merged or taken for granted across them.
"""

import keyword
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from codemods.tree.notebooks.edit_cell import edit_cell
from codemods.tree.notebooks.json_strings import CellStrings, raw_offset
from codemods.tree.notebooks.mask_cell import MaskedCell, mask_cell
from codemods.tree.notebooks.read_cells import CodeCell, read_notebook
from codemods.values.edit import Edit
from codemods.values.host_file import PART_END, UnplacedEditError, UnreadPart
from codemods.values.source import Source

_BETWEEN = b"%r\n" % PART_END
"""What stands behind each cell, on a line of its own."""


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """One cell in the program and in the file's text; offsets count UTF-8 bytes."""

    number: int
    """From 1, all cells of the notebook counted."""
    start: int
    """Where its code begins in the program."""
    end: int
    """Where it ends there, with the line end that every cell gets."""
    strings: CellStrings
    """Its code in the JSON text."""
    masked: tuple[tuple[int, int], ...]
    """The places of its code that are not in the program as they are in the notebook."""


@dataclass(frozen=True)
class NotebookProgram:
    """A notebook that holds a program (`values.host_file.HostFile`)."""

    text: bytes
    cells: tuple[PlacedCell, ...]
    reads: frozenset[str]
    unread: tuple[UnreadPart, ...]
    program: bytes = field(repr=False)

    @cached_property
    def _file(self) -> Source:
        return Source("", self.text)

    def edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Edits of the program as edits of the JSON text. Raises UnplacedEditError."""
        found: list[Edit] = []
        for number, some in groupby(sorted(edits), self._number_of):
            cell = self.cells[number]
            inside = [self._inside(cell, each) for each in some]
            found += edit_cell(self.text, cell.strings, inside, self._separator)
        return tuple(found)

    @cached_property
    def _separator(self) -> bytes:
        """What parts the strings of a cell, where it has one alone: as in the first cell with several."""
        several = (cell.strings.places for cell in self.cells if len(cell.strings.places) > 1)
        places = next(several, None)
        return self.text[places[0][1] : places[1][0]] if places is not None else b", "

    def _number_of(self, edit: Edit) -> int:
        """The index of the cell that an edit changes."""
        number = bisect_right(self.cells, edit.start, key=lambda cell: cell.start) - 1
        if number < 0 or not edit.start <= edit.end <= self.cells[number].end:
            raise UnplacedEditError("it reaches from one cell into another")
        return number

    def _inside(self, cell: PlacedCell, edit: Edit) -> Edit:
        """An edit by the offsets of its cell's code."""
        start, end = edit.start - cell.start, edit.end - cell.start
        if any(start < last and first < end for first, last in cell.masked):
            raise UnplacedEditError("it changes what is no Python")
        return Edit(start, end, edit.old, edit.new)

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column, in characters, of a place of the program in the JSON text."""
        if not self.cells:
            return 1, 1
        cell = self._cell_at(offset)
        # What stands behind a cell is told of at its end.
        inside = min(offset, cell.end - 1) - cell.start
        return self._file.position(raw_offset(self.text, cell.strings, inside))

    def place(self, offset: int) -> str:
        """A place of the program in words, such as `cell 3, line 2`."""
        if not self.cells:
            return ""
        cell = self._cell_at(offset)
        before = self.program[cell.start : max(min(offset, cell.end - 1), cell.start)]
        return f"cell {cell.number}, line {Source('', before + b'.').line_count}"

    def _cell_at(self, offset: int) -> PlacedCell:
        """The cell that holds a place, or the one before it."""
        return self.cells[max(bisect_right(self.cells, offset, key=lambda cell: cell.start) - 1, 0)]


def notebook_source(path: str, data: bytes, bom: bytes) -> Source:
    """The program of a notebook as a source, from its bytes without a byte order mark.

    Raises NotANotebookError, and UnicodeDecodeError for bytes that are not UTF-8.
    """
    host = notebook_program(data)
    return Source(path, host.program, bom=bom, host=host)


def notebook_program(data: bytes) -> NotebookProgram:
    """The same as it stands in the notebook."""
    text = data.decode()
    notebook = read_notebook(text)
    offsets = _ByteOffsets(text)
    program, placed, unread = bytearray(), list[PlacedCell](), list[UnreadPart]()
    reads: set[str] = set()
    for cell in notebook.python_cells:
        masked = mask_cell(cell.code)
        start = len(program)
        program += masked.data + b"\n"
        placed.append(_placed(cell, masked, start, len(program), offsets))
        reads |= masked.reads
        if masked.reason:
            unread.append(UnreadPart(start, masked.reason, cell.code))
        program += _reading(masked.reads) + _BETWEEN
    return NotebookProgram(data, tuple(placed), frozenset(reads), tuple(unread), bytes(program))


def _reading(names: Iterable[str]) -> bytes:
    """A line that hands on the objects of some names, as what is not Python may do; empty for no names."""
    read = sorted(name for name in names if name.isidentifier() and not keyword.iskeyword(name))
    return f"({', '.join(read)},)\n".encode() if read else b""


def code_of(data: bytes) -> bytes:
    """The code of a notebook's cells for a search of words, magics and all; the whole file if it is none."""
    try:
        cells = read_notebook(data.decode("utf-8-sig")).python_cells
    except ValueError:
        return data
    return "\n".join(cell.code for cell in cells).encode("utf-8", "replace")


def _placed(cell: CodeCell, masked: MaskedCell, start: int, end: int, offsets: "_ByteOffsets") -> PlacedCell:
    first = offsets.of(cell.start)
    strings = tuple((offsets.of(each.start), offsets.of(each.end)) for each in cell.strings)
    return PlacedCell(cell.number, start, end, CellStrings(first, strings, cell.is_list), masked.masked)


class _ByteOffsets:
    """Places in a text in bytes, for places in characters that come in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._is_ascii = text.isascii()
        self._last = self._bytes = 0

    def of(self, offset: int) -> int:
        if self._is_ascii:
            return offset
        self._bytes += len(self._text[self._last : offset].encode())
        self._last = offset
        return self._bytes


def cells_of(data: bytes) -> Iterator[tuple[int, bytes]]:
    """For each Python cell of a notebook's bytes its number and its code, for showing.

    Raises NotANotebookError, and UnicodeDecodeError for bytes that are not UTF-8.
    """
    for cell in read_notebook(data.decode("utf-8-sig")).python_cells:
        yield cell.number, cell.code.encode("utf-8", "replace")
