"""A notebook's text without the Python of its cells: what is left are texts, outputs and magics."""

from collections.abc import Iterator
from itertools import pairwise

from codemods.tree.notebooks.json_strings import decoded, raw_length
from codemods.tree.notebooks.notebook_program import NotebookProgram, PlacedCell, notebook_program

_BOM = b"\xef\xbb\xbf"


def without_code(data: bytes) -> bytes:
    """The same bytes with blanks for the Python in code cells; as they are where they are no notebook."""
    shift = len(_BOM) if data.startswith(_BOM) else 0
    try:
        program = notebook_program(data[shift:])
    except ValueError:
        return data
    text = bytearray(data)
    for start, end in _code_places(program):
        text[shift + start : shift + end] = b" " * (end - start)
    return bytes(text)


def _code_places(program: NotebookProgram) -> Iterator[tuple[int, int]]:
    """The places in the JSON text that are Python, in bytes."""
    for cell in program.cells:
        python = list(_python_places(cell))
        begin = 0
        for start, end in cell.strings.places:
            raw = program.text[start + 1 : end - 1]
            length = len(decoded(raw))
            for first, last in python:
                inside = max(first - begin, 0), min(last - begin, length)
                if inside[0] < inside[1]:
                    yield start + 1 + raw_length(raw, inside[0]), start + 1 + raw_length(raw, inside[1])
            begin += length


def _python_places(cell: PlacedCell) -> Iterator[tuple[int, int]]:
    """The places of a cell's code between what is masked in it."""
    bounds = [0, *(place for masked in cell.masked for place in masked), cell.end - cell.start]
    yield from list(pairwise(bounds))[::2]
