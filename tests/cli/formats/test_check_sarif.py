"""What code scanning services read is valid SARIF."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft4Validator

from codemods.cli.formats.check_result import CheckResult
from codemods.cli.formats.check_sarif import write
from tests.cli.formats.check_results import TWO, UNREAD, failed, failures

SCHEMA = json.loads((Path(__file__).parent / "sarif-schema-2.1.0.json").read_bytes())
"""The schema of OASIS, errata 01."""


class Run(msgspec.Struct, rename="camel"):
    """The parts of a SARIF run that these tests look at."""

    column_kind: str
    tool: dict[str, dict[str, object]]
    results: list[dict[str, object]]
    invocations: list[dict[str, object]]


def sarif(result: CheckResult) -> Run:
    """The one run of a document that is valid by the schema."""
    document = json.loads(write(result))
    Draft4Validator(SCHEMA).validate(document)
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    return msgspec.convert(run, Run)


def test_it_is_valid_by_the_schema_of_the_standard() -> None:
    assert len(sarif(TWO).results) == 2
    assert sarif(CheckResult("m", (), 0, UNREAD)).results == []


def test_the_schema_refuses_what_is_not() -> None:
    assert not Draft4Validator(SCHEMA).is_valid({"version": "2.1.0", "runs": [{"results": []}]})


def test_a_place_is_relative_to_the_root_and_counts_characters() -> None:
    run = sarif(TWO)
    assert run.column_kind == "unicodeCodePoints"
    place = {
        "artifactLocation": {"uri": "a%20b/%C3%BC%25%3A.py", "uriBaseId": "SRCROOT"},
        "region": {"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 6},
    }
    assert run.results[0]["locations"] == [{"physicalLocation": place}]


def test_github_gets_what_it_asks_for() -> None:
    """What `sarif-multitool validate --rule-kind 'Sarif;Ghas'` looks at."""
    found = (*failures(("a.py", 1, 1), ("a.py", 1, 1), ("a.py", 0, 0)), *failures(("b.py", 2, 3), symbol=""))
    run = sarif(CheckResult("m", found))
    rules = run.tool["driver"]["rules"]
    assert isinstance(rules, list)
    for rule in rules:
        assert rule["name"] != rule["id"]
        for key in ("shortDescription", "fullDescription", "help"):
            assert rule[key]["text"].endswith("."), key
    prints = []
    for each in run.results:
        (location,) = msgspec.convert(each["locations"], list[dict[str, dict[str, Any]]])
        region = location["physicalLocation"]["region"]
        assert region["startLine"] == region["endLine"] >= 1
        assert 1 <= region["startColumn"] < region["endColumn"]
        prints.append(msgspec.convert(each["partialFingerprints"], dict[str, str])["primaryLocationLineHash"])
    assert len(set(prints)) == len(prints)


def test_of_more_results_than_a_service_takes_the_rest_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codemods.cli.formats.check_sarif.MOST_RESULTS", 2)
    run = sarif(failed(*((f"{n}.py", 1, 1) for n in range(5))))
    assert len(run.results) == 2
    (note,) = msgspec.convert(run.invocations[0]["toolExecutionNotifications"], list[dict[str, object]])
    assert note["message"] == {"text": "3 results left out: a service takes 2 of a run"}


def test_each_symbol_is_a_rule_that_its_results_point_to() -> None:
    found = (*failures(("a.py", 1, 1), symbol="acme.old:other"), *TWO.remaining)
    run = sarif(CheckResult("m", found))
    rules = run.tool["driver"]["rules"]
    assert isinstance(rules, list)
    assert [rule["id"] for rule in rules] == ["acme.old:make", "acme.old:other"]
    assert [each["ruleIndex"] for each in run.results] == [1, 0, 0]
    assert [each["ruleId"] for each in run.results] == ["acme.old:other", *["acme.old:make"] * 2]


def test_one_of_several_symbols_has_a_rule_as_well() -> None:
    found = failures(("a.py", 1, 1), symbol="")
    assert sarif(CheckResult("m", found)).results[0]["ruleId"] == "deprecated"


def test_files_that_could_not_be_looked_into_are_notifications() -> None:
    notes = sarif(CheckResult("m", (), 0, UNREAD)).invocations[0]["toolExecutionNotifications"]
    assert isinstance(notes, list)
    assert [each["message"]["text"] for each in notes] == [
        "could not be looked into: invalid syntax (RP001)",
        "could not be looked into: no text (RP003)",
    ]
