"""An inventory as tables, as JSON that docs/scan.md promises, and as CSV."""

import csv
import io
import re
from pathlib import Path

import pytest
from rich.text import Text

from codemods import __version__
from codemods.cli.formats.scan_json import COLUMNS, encode, scan_csv, scan_document
from codemods.cli.formats.scan_schema import ReferenceEntry, ScanDocument
from codemods.cli.formats.scan_table import scan_colours, scan_text
from codemods.values.finding import Finding
from codemods.values.inventory import Criterion, Inventory, InventoryEntry, Mention
from codemods.values.reference import Applicability, Reference
from tests.cli.formats.test_document import fields

PAGE = (Path(__file__).parents[3] / "docs" / "scan.md").read_text("utf-8")
SYMBOL = "shop.factory:create_basket"
INVENTORY = Inventory(
    migration="baskets",
    entries=(
        InventoryEntry(
            Reference("shop/web/cart.py", 1, 6, "import", SYMBOL, Applicability.AUTOMATIC),
            "production",
            "@shop/web",
        ),
        InventoryEntry(
            Reference("tests/test_cart.py", 9, 5, "string", SYMBOL, Applicability.MANUAL), "tests", "@shop/qa"
        ),
    ),
    mentions=(Mention("README.md", 12, 1, "markdown", ("create_basket",), True),),
    criteria=(
        Criterion("0 deprecated references in production", "open", "1 left, in 1 file", 1),
        Criterion(
            "0 deprecation warnings in tests", "not measured", "`repoint verify -- pytest ...` counts them"
        ),
        Criterion("shop.factory removed", "done", "it is gone"),
    ),
    categories=("tests", "production"),
    unread=(Finding("shop/odd.py", 3, 1, "RP001", "invalid syntax"),),
    candidates=3,
    owned=True,
)
EMPTY = Inventory("baskets", (), (), INVENTORY.criteria, ("tests",), (), 0)
TABLE = """\
baskets: 2 references in 2 Python files; 1 mention in text, in 1 file

By category
  category    references  files  automatic  in files  unsafe  in files  manual  in files
  tests                1      1          0         0       0         0       1         1
  production           1      1          1         1       0         0       0         0
  all                  2      2          1         1       0         0       1         1

By kind
  kind    references  files
  import           1      1
  string           1      1

By directory
  directory  references  files
  shop/web            1      1
  tests               1      1

By owner
  owner      references  files
  @shop/qa            1      1
  @shop/web           1      1

Mentions in text, by name only
  type      lines  files  in code blocks
  markdown      1      1               1

Done when
  [ ] 0 deprecated references in production: 1 left, in 1 file
  [?] 0 deprecation warnings in tests: not measured: `repoint verify -- pytest ...` counts them
  [x] shop.factory removed: it is gone
"""


def test_the_tables_come_in_a_fixed_order_and_the_checklist_last() -> None:
    assert scan_text(INVENTORY, 2) == TABLE


def test_the_depth_of_directories_can_be_chosen() -> None:
    assert "  shop                1" in scan_text(INVENTORY, 1)


def test_there_is_no_table_of_owners_without_a_file_that_names_them() -> None:
    from dataclasses import replace

    assert "By owner" not in scan_text(replace(INVENTORY, owned=False), 2)


def test_of_nothing_only_the_checklist_is_left() -> None:
    said = scan_text(EMPTY, 2)
    assert "By " not in said
    assert "[x] shop.factory removed" in said


def test_a_terminal_shows_the_same_cells_in_colour() -> None:
    said = scan_colours(INVENTORY, 2, 100)
    assert "\x1b[" in said
    shown, plain = Text.from_ansi(said).plain.split(), TABLE.split()
    assert [word for word in shown if not set(word) <= set("─")] == plain


def test_odd_characters_of_a_path_do_not_reach_the_terminal() -> None:
    odd = InventoryEntry(Reference("a\x1b[31m/b.py", 1, 1, "call", SYMBOL, Applicability.MANUAL), "tests", "")
    bad = Inventory("m", (odd,), (), (), ("tests",), (), 1)
    assert "\x1b[31m" not in scan_text(bad, 2)
    assert "a\x1b[31m" not in scan_colours(bad, 2, 80)


def test_the_page_describes_every_field_and_no_other() -> None:
    described = re.findall(r"^\| `([^`]+)` \|", PAGE, re.MULTILINE)
    assert described == list(fields(ScanDocument))


def test_the_example_on_the_page_is_what_comes_out() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    said = encode(scan_document(INVENTORY, 2)).decode()
    assert said == example.replace('"0.1.0"', f'"{__version__}"')


def test_a_line_of_csv_is_a_reference_with_the_fields_of_the_json() -> None:
    heading, *lines = csv.reader(io.StringIO(scan_csv(INVENTORY).decode()))
    assert heading == list(COLUMNS) == list(ReferenceEntry.__struct_fields__)
    assert lines[0] == [
        "shop/web/cart.py",
        "1",
        "6",
        "import",
        SYMBOL,
        "production",
        "@shop/web",
        "automatic",
    ]
    assert len(lines) == 2


@pytest.mark.parametrize("path", ['a"b.py', "a,b.py", "a\nb.py", "a\udcff.py"])
def test_csv_and_json_hold_any_path(path: str) -> None:
    odd = InventoryEntry(Reference(path, 1, 1, "call", SYMBOL, Applicability.MANUAL), "tests", "")
    bad = Inventory("m", (odd,), (), (), ("tests",), (), 1)
    spelled = path.replace("\udcff", "\\xff")
    assert list(csv.reader(io.StringIO(scan_csv(bad).decode(), newline="")))[1][0] == spelled
    assert scan_document(bad, 2).references[0].path == spelled
