"""JUnit XML: the outcome of each test. Read without any of XML's ways to name other files or grow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from xml.parsers import expat

from codemods.values.errors import RepointError


class TestOutcome(StrEnum):
    """What became of a test; of several for one name the last in this order counts."""

    SKIPPED = "skipped"
    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"


_ORDER = list(TestOutcome)
_ELEMENTS = {"skipped": TestOutcome.SKIPPED, "failure": TestOutcome.FAILED, "error": TestOutcome.ERROR}


def read_report(data: bytes, name: str) -> Mapping[str, TestOutcome]:
    """Give each test's outcome by `classname::name`; `name` is the report's, for messages.

    A test that stands there twice, as pytest writes one whose teardown failed, counts once, by its worst.
    Raises RepointError for what is no JUnit XML, and for a document type, which could name other files.
    """
    reader = _Reader(name)
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        where = f"line {error.lineno}, column {error.offset + 1}"
        reason = expat.ErrorString(error.code)
        raise RepointError(f"{name}: the command's report is no XML: {where}: {reason}") from None
    if reader.root not in ("testsuite", "testsuites"):
        raise RepointError(
            f"{name}: the command's report is no JUnit XML: expected <testsuites>, found <{reader.root}>"
        )
    return reader.outcomes


@dataclass(slots=True)
class _Reader:
    name: str
    root: str = ""
    outcomes: dict[str, TestOutcome] = field(default_factory=dict)
    _test: str | None = None
    _outcome: TestOutcome = TestOutcome.PASSED

    def doctype(self, *_declared: object) -> None:
        raise RepointError(
            f"{self.name}: the command's report has a DOCTYPE, which no JUnit XML needs; not read"
        )

    def start(self, element: str, attributes: dict[str, str]) -> None:
        self.root = self.root or element
        if element == "testcase":
            named = (attributes.get("classname", ""), attributes.get("name", ""))
            self._test, self._outcome = "::".join(filter(None, named)), TestOutcome.PASSED
        elif self._test is not None and element in _ELEMENTS:
            found = _ELEMENTS[element]
            self._outcome = found if self._outcome is TestOutcome.PASSED else _worse(self._outcome, found)

    def end(self, element: str) -> None:
        if element == "testcase" and self._test is not None:
            known = self.outcomes.get(self._test, self._outcome)
            self.outcomes[self._test] = _worse(known, self._outcome)
            self._test = None


def _worse(one: TestOutcome, other: TestOutcome) -> TestOutcome:
    return max(one, other, key=_ORDER.index)
