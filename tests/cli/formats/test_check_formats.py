"""What `check` prints is what each reader of it takes."""

import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import msgspec
import pytest
from jsonschema import Draft4Validator

from codemods.cli.formats.check_json import CheckDocument, as_gitlab, check_document, encode, fingerprint
from codemods.cli.formats.check_junit import as_junit
from codemods.cli.formats.check_sarif import as_sarif
from codemods.cli.formats.check_text import as_github, as_text
from codemods.plan.gate.remaining import Remaining, remaining
from codemods.values.finding import Finding
from codemods.values.inventory import InventoryEntry
from codemods.values.reference import Applicability, Reference
from tests.cli.formats.test_document import fields
from tests.in_memory import migration

PAGE = (Path(__file__).parents[3] / "docs" / "check.md").read_text("utf-8")
SCHEMA = json.loads((Path(__file__).parent / "sarif-schema-2.1.0.json").read_bytes())
"""The schema of OASIS, errata 01."""
UNREAD = (Finding("broken.py", 3, 1, "RP001", "invalid syntax"), Finding("odd.py", 0, 0, "RP003", "no text"))


def failures(*places: tuple[str, int, int], symbol: str = "acme.old:make") -> tuple[Remaining, ...]:
    found = (
        Reference(path, line, column, "call", symbol, Applicability.UNSAFE) for path, line, column in places
    )
    return remaining(migration(), [InventoryEntry(each, "production", "") for each in found])


TWO = failures(("a b/ü%:.py", 1, 5), ("c.py", 7, 2))


class Run(msgspec.Struct, rename="camel"):
    """What these tests look at of a SARIF run."""

    column_kind: str
    tool: dict[str, dict[str, object]]
    results: list[dict[str, object]]
    invocations: list[dict[str, object]]


def sarif(found: tuple[Remaining, ...]) -> Run:
    """The one run of a document that is valid by the schema."""
    data = encode(as_sarif(found, UNREAD))
    document = json.loads(data)
    Draft4Validator(SCHEMA).validate(document)
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    return msgspec.convert(run, Run)


class TestText:
    def test_each_reference_is_a_line_that_editors_can_follow(self) -> None:
        lines = as_text(TWO).decode().splitlines()
        assert lines[1] == "c.py:7:2: call of acme.old:make, which is deprecated [unsafe]"

    def test_what_to_do_is_said_once_for_each_symbol(self) -> None:
        said = as_text(TWO).decode()
        assert said.count("use acme.new:build") == 1
        assert said.endswith("What to do:\n  acme.old:make: use acme.new:build\n")

    def test_nothing_is_said_of_nothing(self) -> None:
        assert as_text(()) == b""

    def test_odd_characters_of_a_path_do_not_reach_the_terminal(self) -> None:
        assert b"\x1b" not in as_text(failures(("a\x1b[31m.py", 1, 1)))


class TestGithub:
    def test_an_annotation_is_one_command_with_its_properties_escaped(self) -> None:
        first = as_github(TWO).decode().splitlines()[0]
        assert first == (
            "::error file=a b/ü%25%3A.py,line=1,col=5,title=repoint::"
            "call of acme.old:make, which is deprecated: use acme.new:build"
        )

    def test_line_ends_in_advice_do_not_end_the_command(self) -> None:
        manual = '[[symbol]]\nold = "acme.old:make"\nmanual = """\none\ntwo 100%"""\n'
        entry = InventoryEntry(
            Reference("a.py", 1, 1, "call", "acme.old:make", Applicability.MANUAL), "x", ""
        )
        said = as_github(remaining(migration(manual), [entry])).decode()
        assert said.count("\n") == 1
        assert said.endswith("one%0Atwo 100%25\n")


class TestSarif:
    def test_it_is_valid_by_the_schema_of_the_standard(self) -> None:
        assert len(sarif(TWO).results) == 2
        assert sarif(()).results == []

    def test_the_schema_refuses_what_is_not(self) -> None:
        assert not Draft4Validator(SCHEMA).is_valid({"version": "2.1.0", "runs": [{"results": []}]})

    def test_a_place_is_relative_to_the_root_and_counts_characters(self) -> None:
        run = sarif(TWO)
        assert run.column_kind == "unicodeCodePoints"
        place = {
            "artifactLocation": {"uri": "a%20b/%C3%BC%25%3A.py", "uriBaseId": "SRCROOT"},
            "region": {"startLine": 1, "startColumn": 5},
        }
        assert run.results[0]["locations"] == [{"physicalLocation": place}]

    def test_each_symbol_is_a_rule_that_its_results_point_to(self) -> None:
        found = (*failures(("a.py", 1, 1), symbol="acme.old:other"), *TWO)
        run = sarif(found)
        rules = run.tool["driver"]["rules"]
        assert isinstance(rules, list)
        assert [rule["id"] for rule in rules] == ["acme.old:make", "acme.old:other"]
        assert [each["ruleIndex"] for each in run.results] == [1, 0, 0]
        assert [each["ruleId"] for each in run.results] == ["acme.old:other", *["acme.old:make"] * 2]

    def test_one_of_several_symbols_has_a_rule_as_well(self) -> None:
        assert sarif(failures(("a.py", 1, 1), symbol="")).results[0]["ruleId"] == "deprecated"

    def test_files_that_could_not_be_looked_into_are_notifications(self) -> None:
        notes = sarif(()).invocations[0]["toolExecutionNotifications"]
        assert isinstance(notes, list)
        said = [each["message"]["text"] for each in notes]
        assert said == [
            "could not be looked into: invalid syntax (RP001)",
            "could not be looked into: no text (RP003)",
        ]


class TestFingerprints:
    def test_it_stays_when_lines_move(self) -> None:
        here, there = failures(("a.py", 1, 1), ("a.py", 2, 1)), failures(("a.py", 8, 3), ("a.py", 9, 1))
        assert list(map(fingerprint, here)) == list(map(fingerprint, there))

    def test_no_two_are_the_same(self) -> None:
        found = failures(("a.py", 1, 1), ("a.py", 2, 1), ("b.py", 1, 1))
        assert len(set(map(fingerprint, found))) == 3


class TestGitlab:
    def test_every_issue_has_what_gitlab_requires(self) -> None:
        issues = json.loads(as_gitlab(TWO))
        assert [issue["location"] for issue in issues] == [
            {"path": "a b/ü%:.py", "lines": {"begin": 1}},
            {"path": "c.py", "lines": {"begin": 7}},
        ]
        for issue in issues:
            assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
            assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")

    def test_nothing_is_an_empty_report(self) -> None:
        assert json.loads(as_gitlab(())) == []


class TestJunit:
    def test_each_file_is_a_failed_case(self) -> None:
        suites = ElementTree.fromstring(as_junit(TWO, "m"))
        cases = suites.findall("./testsuite/testcase")
        assert [case.get("name") for case in cases] == ["a b/ü%:.py", "c.py"]
        assert suites.get("failures") == suites.get("tests") == "2"
        failure = cases[1].find("failure")
        assert failure is not None
        assert failure.text == "c.py:7:2: call of acme.old:make, which is deprecated: use acme.new:build\n"

    def test_nothing_is_a_case_that_passed(self) -> None:
        suites = ElementTree.fromstring(as_junit((), "m"))
        assert (suites.get("tests"), suites.get("failures")) == ("1", "0")
        assert suites.find("./testsuite/testcase/failure") is None

    @pytest.mark.parametrize("name", ["a\x1b.py", 'a"<&>.py', "a\udcff.py", "a\n.py", "a\ufffe.py"])
    def test_it_is_xml_whatever_a_file_is_called(self, name: str) -> None:
        suites = ElementTree.fromstring(as_junit(failures((name, 1, 1)), "m"))
        assert suites.find("./testsuite/testcase") is not None


class TestJson:
    def test_the_page_describes_every_field_and_no_other(self) -> None:
        described = re.findall(r"^\| `([^`]+)` \|", PAGE.partition("## JSON")[2], re.MULTILINE)
        assert described == list(fields(CheckDocument))

    def test_the_example_on_the_page_is_what_comes_out(self) -> None:
        (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
        found = failures(("shop/till.py", 7, 2))
        assert encode(check_document("baskets", found, 3, UNREAD[:1])).decode() == example
