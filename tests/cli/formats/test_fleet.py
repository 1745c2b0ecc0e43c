"""A fleet's table and JSON."""

import re
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from codemods.cli.formats.fleet_json import FleetDocument, fleet_document, summed
from codemods.cli.formats.fleet_table import came_in, fleet_table
from codemods.cli.formats.plan_json import encode
from codemods.values.fleet import (
    FleetRun,
    LedgerRow,
    RepositoryState,
    TaskFailure,
    TaskOutcome,
    TaskSeconds,
    TaskSummary,
)
from tests.cli.formats.test_document import fields

PAGE = (Path(__file__).parents[3] / "docs" / "fleet.md").read_text("utf-8")
SUMMARY = TaskSummary(
    *(
        "b" * 40,
        "t" * 40,
        2,
        3,
        4,
        5,
        (("RP101", 1), ("RP102", 6)),
        True,
        "series",
        "git am",
        "0.1.0",
        "3.11",
    ),
    TaskSeconds(1.0, 2.0, 3.0, 4.0),
)
RUN = FleetRun(7, "2026-01-02T03:04:05+00:00", 1767323045)
ROWS = [
    LedgerRow("a", "/srv/a.git", RepositoryState.DONE, 1, "", SUMMARY, "2026-01-02T03:04:06+00:00"),
    LedgerRow("b", "/srv/b.git", RepositoryState.DONE, 1, "", TaskSummary("c" * 40)),
    LedgerRow("c", "/srv/c.git", RepositoryState.FAILED, 3, "it can't\x1b[31m be cloned"),
    LedgerRow("d", "/srv/d.git"),
    LedgerRow("e", "/srv/e.git", RepositoryState.FAILED, 1, "no push", replace(SUMMARY, pushed=False)),
]


def test_the_page_describes_every_field_and_no_other() -> None:
    described = re.findall(
        r"^\| `([^`]+)` \| (?:string|integer|number|object|array|boolean)", PAGE, re.MULTILINE
    )
    assert described == [*fields(FleetDocument)]


def test_totals_count_what_was_made_also_where_the_push_failed() -> None:
    total = summed(ROWS)
    assert (total.repositories, total.done, total.failed, total.waiting) == (5, 2, 2, 1)
    assert (total.nothing_to_do, total.pushed, total.commits, total.files) == (1, 1, 4, 6)
    assert total.findings == {"RP101": 2, "RP102": 12}


def test_a_repository_has_files_where_there_are_some() -> None:
    document = msgspec.json.decode(encode(fleet_document(RUN, ROWS, "out")))
    assert [(each["patch"], each["document"]) for each in document["repositories"]] == [
        ("out/a.patch", "out/a.json"),
        (None, "out/b.json"),
        (None, None),
        (None, None),
        ("out/e.patch", "out/e.json"),
    ]
    assert (document["run"], document["started"]) == (7, RUN.started)


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
    ("outcome", "said"),
    [
        (
            TaskOutcome(SUMMARY),
            "3 files in 2 commits, pushed to series; 4 references moved, 5 to stay; 7 findings; 10.0 s",
        ),
        (TaskOutcome(TaskSummary("b", kept=1)), "nothing to do; 1 to stay, 0 findings"),
        (TaskOutcome(SUMMARY, TaskFailure("no\npush")), "failed: no\\npush"),
    ],
)
def test_one_that_comes_in(outcome: TaskOutcome, said: str) -> None:
    assert came_in(outcome) == said
