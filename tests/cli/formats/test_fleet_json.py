"""The JSON of `fleet` is what docs/fleet.md promises."""

import re
from pathlib import Path

import msgspec

from codemods.cli.formats.encode_json import encode_json
from codemods.cli.formats.fleet_json import FleetDocument, fleet_document, summarise_fleet
from tests.cli.formats.fleet_rows import ROWS, RUN
from tests.cli.formats.json_fields import json_fields

PAGE = (Path(__file__).parents[3] / "docs" / "fleet.md").read_text("utf-8")


def test_the_page_describes_every_field_and_no_other() -> None:
    described = re.findall(
        r"^\| `([^`]+)` \| (?:string|integer|number|object|array|boolean)", PAGE, re.MULTILINE
    )
    assert described == [*json_fields(FleetDocument)]


def test_totals_count_what_was_made_also_where_the_push_failed() -> None:
    total = summarise_fleet(ROWS)
    assert (total.repositories, total.done, total.failed, total.waiting) == (5, 2, 2, 1)
    assert (total.nothing_to_do, total.pushed, total.commits, total.files) == (1, 1, 4, 6)
    assert total.findings == {"RP101": 2, "RP102": 12}


def test_a_repository_has_files_where_there_are_some() -> None:
    document = msgspec.json.decode(encode_json(fleet_document(RUN, ROWS, "out")))
    assert [(each["patch"], each["document"]) for each in document["repositories"]] == [
        ("out/a.patch", "out/a.json"),
        (None, "out/b.json"),
        (None, None),
        (None, None),
        ("out/e.patch", "out/e.json"),
    ]
    assert (document["run"], document["started"]) == (7, RUN.started)
