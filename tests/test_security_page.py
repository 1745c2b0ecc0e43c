"""Each promise of docs/security.md names tests that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/security.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for table in PAGE.split("| promise | test |\n| --- | --- |\n")[1:]
    for line in table.split("\n\n")[0].splitlines()
]


NAMED = re.compile(r"`([\w/]+/test_\w+\.py)(?:::(\w+))?`")


def test_each_promise_is_held_by_a_test() -> None:
    assert len(ROWS) > 15
    assert [promise for promise, tests in ROWS if not NAMED.search(tests)] == []


@pytest.mark.parametrize(("file", "name"), sorted(set(NAMED.findall(PAGE))))
def test_the_test_is_there(file: str, name: str) -> None:
    text = (ROOT / "tests" / file).read_text("utf-8")
    assert re.search(rf"^( *)def {name or 'test_'}", text, re.MULTILINE)
    if name:
        assert f"def {name}(" in text


def test_no_table_of_promises_is_overlooked() -> None:
    assert PAGE.count("| promise |") == PAGE.count("| promise | test |\n| --- | --- |\n") == 4
