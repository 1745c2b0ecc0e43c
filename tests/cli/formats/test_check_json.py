"""The JSON of `check` is what docs/check.md promises."""

import re
from pathlib import Path

from codemods.cli.formats.check_json import CheckDocument, write
from codemods.cli.formats.check_result import CheckResult
from tests.cli.formats.check_results import UNREAD, failures
from tests.cli.formats.json_fields import json_fields

PAGE = (Path(__file__).parents[3] / "docs" / "check.md").read_text("utf-8")


def test_the_page_describes_every_field_and_no_other() -> None:
    described = re.findall(r"^\| `([^`]+)` \|", PAGE.partition("## JSON")[2], re.MULTILINE)
    assert described == list(json_fields(CheckDocument))


def test_the_example_on_the_page_is_what_comes_out() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    found = failures(("shop/till.py", 7, 2))
    assert write(CheckResult("baskets", found, 3, UNREAD[:1])).decode() == example
