"""Reads the outcome of each test from JUnit XML, without XML's ways to include other files or to expand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from xml.parsers import expat

from codemods.values.errors import RepointError


class CaseOutcome(StrEnum):
    """The outcome of a test case. Of several for one test, the last in this order counts."""

    SKIPPED = "skipped"
    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"


_PRECEDENCE = list(CaseOutcome)
_ELEMENTS = {"skipped": CaseOutcome.SKIPPED, "failure": CaseOutcome.FAILED, "error": CaseOutcome.ERROR}


def read_report(data: bytes, name: str) -> Mapping[str, CaseOutcome]:
    """Give each test's outcome by `classname::name`. `name` is the name of the report, for messages.

    A test that is reported twice, as pytest does where a teardown failed, has the worse of its outcomes.
    Raises RepointError for anything but JUnit XML, and for a DOCTYPE, which could include other files.
    """
    reader = _ReportReader(name)
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        where = f"line {error.lineno}, column {error.offset + 1}"
        reason = expat.ErrorString(error.code)
        raise RepointError(f"{name}: the command's report is not XML: {where}: {reason}") from None
    if reader.root not in ("testsuite", "testsuites"):
        raise RepointError(
            f"{name}: the command's report is not JUnit XML: expected <testsuites>, found <{reader.root}>"
        )
    return reader.outcomes


@dataclass(slots=True)
class _ReportReader:
    """The handlers that expat calls, and what they have gathered so far."""

    name: str
    root: str = ""
    outcomes: dict[str, CaseOutcome] = field(default_factory=dict)
    _test: str | None = None
    """The test whose element is open."""
    _outcome: CaseOutcome = CaseOutcome.PASSED

    def doctype(self, *_declared: object) -> None:
        raise RepointError(
            f"{self.name}: the command's report has a DOCTYPE, which JUnit XML does not need; not read"
        )

    def start(self, element: str, attributes: dict[str, str]) -> None:
        self.root = self.root or element
        if element == "testcase":
            named = (attributes.get("classname", ""), attributes.get("name", ""))
            self._test, self._outcome = "::".join(filter(None, named)), CaseOutcome.PASSED
        elif self._test is not None and element in _ELEMENTS:
            outcome = _ELEMENTS[element]
            # PASSED is assumed until an element says otherwise, so that SKIPPED replaces it too.
            self._outcome = outcome if self._outcome is CaseOutcome.PASSED else _worse(self._outcome, outcome)

    def end(self, element: str) -> None:
        if element == "testcase" and self._test is not None:
            earlier = self.outcomes.get(self._test, self._outcome)
            self.outcomes[self._test] = _worse(earlier, self._outcome)
            self._test = None


def _worse(one: CaseOutcome, other: CaseOutcome) -> CaseOutcome:
    return max(one, other, key=_PRECEDENCE.index)
