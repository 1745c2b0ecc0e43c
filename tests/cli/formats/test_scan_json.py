"""The JSON of `scan` is what docs/scan.md promises."""

import re
from pathlib import Path

from codemods import __version__
from codemods.cli.formats.scan_json import write
from codemods.cli.formats.scan_schema import ScanDocument
from tests.cli.formats.inventories import INVENTORY
from tests.cli.formats.json_fields import json_fields

PAGE = (Path(__file__).parents[3] / "docs" / "scan.md").read_text("utf-8")


def test_the_page_describes_every_field_and_no_other() -> None:
    described = re.findall(r"^\| `([^`]+)` \|", PAGE, re.MULTILINE)
    assert described == list(json_fields(ScanDocument))


def test_the_example_on_the_page_is_what_comes_out() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert write(INVENTORY, 2).decode() == example.replace('"0.1.0"', f'"{__version__}"')
