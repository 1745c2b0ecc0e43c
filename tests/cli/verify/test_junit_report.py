"""JUnit XML: what each test came to, and what is not read at all."""

import pytest

from codemods.cli.verify.junit_report import read_report
from codemods.values.errors import RepointError

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><testsuites>&b;</testsuites>'


def report(*cases: str) -> bytes:
    return f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>".encode()


def case(name: str, inside: str = "") -> str:
    return f'<testcase classname="t.test_a" name="{name}">{inside}</testcase>'


def test_each_outcome_is_read() -> None:
    data = report(
        case("a"),
        case("b", '<failure message="no">...</failure>'),
        case("c", '<error message="no"/>'),
        case("d", '<skipped type="pytest.xfail"/>'),
    )
    assert read_report(data, "r.xml") == {
        "t.test_a::a": "passed",
        "t.test_a::b": "failed",
        "t.test_a::c": "error",
        "t.test_a::d": "skipped",
    }


def test_a_test_that_is_reported_twice_has_the_worse_outcome() -> None:
    data = report(case("a"), case("a", "<error/>"), case("b", "<failure/>"), case("b"))
    assert read_report(data, "r.xml") == {"t.test_a::a": "error", "t.test_a::b": "failed"}


def test_a_single_suite_without_the_outer_element_is_read() -> None:
    assert read_report(b'<testsuite><testcase name="a"/></testsuite>', "r.xml") == {"a": "passed"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_encoding(encoding: str) -> None:
    with pytest.raises(RepointError, match=r"^r\.xml: the command's report has a DOCTYPE"):
        read_report(BOMB.encode(encoding), "r.xml")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "line 1, column 1: no element found", id="empty"),
        pytest.param(b"<testsuites><a>", "line 1, column 16: no element found", id="cut off"),
        pytest.param(b"<html/>", "expected <testsuites>, found <html>", id="something else"),
    ],
)
def test_what_is_not_a_report_is_refused_with_the_place_and_the_reason(data: bytes, message: str) -> None:
    with pytest.raises(RepointError) as caught:
        read_report(data, "r.xml")
    assert message in str(caught.value)
