"""Each promise of docs/security.md names tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/security.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for table in PAGE.split("| promise | test |\n| --- | --- |\n")[1:]
    for line in table.split("\n\n")[0].splitlines()
]


def test_each_promise_is_held_by_a_test() -> None:
    assert len(ROWS) > 15
    for promise, tests in ROWS:
        named = re.findall(r"`((?:apply|cli|git|plan|tree|values)/[\w/]+\.py)(?:::(\w+))?`", tests)
        assert named, promise
        for file, name in named:
            text = (ROOT / "tests" / file).read_text("utf-8")
            assert f"def {name or 'test_'}" in text, (promise, file, name)
