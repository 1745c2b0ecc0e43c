"""Tables as plain text."""

from collections.abc import Sequence

from codemods.values.printable import printable


def align_columns(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Align rows in columns below a heading; columns of numbers are aligned to the right."""
    cells = [[printable(cell) for cell in row] for row in (heading, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    numbers = [all(cell.isdecimal() for cell in column[1:]) for column in zip(*cells, strict=True)]
    return "".join(_line(row, widths, numbers) for row in cells)


def _line(row: Sequence[str], widths: Sequence[int], numbers: Sequence[bool]) -> str:
    aligned = (
        cell.rjust(width) if number else cell.ljust(width)
        for cell, width, number in zip(row, widths, numbers, strict=True)
    )
    return "  ".join(aligned).rstrip() + "\n"
