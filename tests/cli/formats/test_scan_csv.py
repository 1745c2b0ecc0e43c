"""An inventory's references as a table for a spreadsheet."""

import csv
import io

import pytest

from codemods.cli.formats.scan_csv import COLUMNS, write
from codemods.cli.formats.scan_json import scan_document
from codemods.cli.formats.scan_schema import ReferenceEntry
from tests.cli.formats.inventories import INVENTORY, SYMBOL, with_path


def test_a_line_is_a_reference_with_the_fields_of_the_json() -> None:
    heading, *lines = csv.reader(io.StringIO(write(INVENTORY, 2).decode()))
    assert heading == list(COLUMNS) == list(ReferenceEntry.__struct_fields__)
    place = ["shop/web/cart.py", "1", "6"]
    assert lines[0] == [*place, "import", SYMBOL, "production", "'@shop/web", "automatic"]
    assert len(lines) == 2


def cell(path: str) -> str:
    """The first cell of the CSV for a path."""
    return list(csv.reader(io.StringIO(write(with_path(path), 2).decode(), newline="")))[1][0]


@pytest.mark.parametrize("path", ['a"b.py', "a,b.py", "a\udcff.py"])
def test_csv_and_json_hold_any_path(path: str) -> None:
    spelled = path.replace("\udcff", "\\xff")
    assert cell(path) == spelled
    assert scan_document(with_path(path), 2).references[0].path == spelled


@pytest.mark.parametrize("path", ["=1+1.py", "+a.py", "-a.py", "@SUM(A1).py"])
def test_no_cell_is_a_formula(path: str) -> None:
    assert cell(path) == f"'{path}"


def test_control_characters_are_spelled() -> None:
    assert cell("a\nb\x1b[31m.py") == "a\\nb\\x1b[31m.py"
