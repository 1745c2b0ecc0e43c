"""What `fleet` prints for people."""

import pytest

from codemods.cli.formats.fleet_table import fleet_table, outcome_line
from codemods.values.fleet_run import TaskFailure, TaskOutcome, TaskSummary
from tests.cli.formats.fleet_rows import ROWS, SUMMARY


def test_the_table() -> None:
    assert fleet_table(ROWS) == (
        "repository  state          files  moved  stay  findings  commits  pushed  seconds\n"
        "a           done           3      4      5     7         2        yes     10.0\n"
        "b           nothing to do  0      0      0     0         0                0.0\n"
        "c           failed\n"
        "d           waiting\n"
        "e           failed         3      4      5     7         2        no      10.0\n"
        "\n"
        "Failed\n"
        "  c: it can't\\x1b[31m be cloned\n"
        "  e: no push\n"
        "\n"
        "2 of 5 repositories done (1 with nothing to do), 2 failed, 1 waiting; "
        "6 files in 4 commits, 1 pushed; 8 references moved, 10 to stay; 14 findings\n"
    )


@pytest.mark.parametrize(
    ("outcome", "line"),
    [
        (
            TaskOutcome(SUMMARY),
            "3 files in 2 commits, pushed to series; 4 references moved, 5 to stay; 7 findings; 10.0 s",
        ),
        (TaskOutcome(TaskSummary("b", kept=1)), "nothing to do; 1 to stay, 0 findings"),
        (TaskOutcome(SUMMARY, TaskFailure("no\npush")), "failed: no\\npush"),
    ],
)
def test_each_outcome_is_one_line(outcome: TaskOutcome, line: str) -> None:
    assert outcome_line(outcome) == line
