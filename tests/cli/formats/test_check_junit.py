"""What a CI reads as the results of tests."""

import xml.etree.ElementTree as ElementTree

import pytest

from codemods.cli.formats.check_junit import write
from tests.cli.formats.check_results import NOTHING, TWO, failed


def test_each_file_is_a_failed_case() -> None:
    suites = ElementTree.fromstring(write(TWO))
    cases = suites.findall("./testsuite/testcase")
    assert [case.get("name") for case in cases] == ["a b/ü%:.py", "c.py"]
    assert suites.get("failures") == suites.get("tests") == "2"
    failure = cases[1].find("failure")
    assert failure is not None
    assert failure.get("message") == "1 deprecated reference"
    assert failure.text == "c.py:7:2: call of acme.old:make, which is deprecated: use acme.new:build\n"


def test_no_references_are_a_case_that_passed() -> None:
    suites = ElementTree.fromstring(write(NOTHING))
    assert (suites.get("tests"), suites.get("failures")) == ("1", "0")
    assert suites.find("./testsuite/testcase/failure") is None


@pytest.mark.parametrize("name", ["a\x1b.py", 'a"<&>.py', "a\udcff.py", "a\n.py", "a\ufffe.py"])
def test_it_is_xml_whatever_the_name_of_a_file(name: str) -> None:
    suites = ElementTree.fromstring(write(failed((name, 1, 1))))
    assert suites.find("./testsuite/testcase") is not None
