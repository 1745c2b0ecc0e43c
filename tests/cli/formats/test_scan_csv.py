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
    assert lines[0] == [*place, "import", SYMBOL, "production", "@shop/web", "automatic"]
    assert len(lines) == 2


@pytest.mark.parametrize("path", ['a"b.py', "a,b.py", "a\nb.py", "a\udcff.py"])
def test_csv_and_json_hold_any_path(path: str) -> None:
    odd = with_path(path)
    spelled = path.replace("\udcff", "\\xff")
    assert list(csv.reader(io.StringIO(write(odd, 2).decode(), newline="")))[1][0] == spelled
    assert scan_document(odd, 2).references[0].path == spelled
