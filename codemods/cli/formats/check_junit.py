"""References that fail the gate, as JUnit XML, which every CI shows."""

import re
from collections.abc import Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from codemods.cli.formats.check_result import CheckResult, message_with_advice, why_unread
from codemods.plan.gate.remaining import Remaining
from codemods.values.finding import Finding
from codemods.values.plural import number_of
from codemods.values.printable import escaped

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped."""


def write(result: CheckResult) -> bytes:
    """Give a test suite: a failed case for each file with references that fail, or one that passed.

    A place that could not be looked into, and holds the gate up, is a case that ended with an error.
    """
    by_file = groupby(result.remaining, key=lambda each: each.entry.path)
    cases = [_case(path, list(own)) for path, own in by_file]
    errors = list(map(_error, result.held_up))
    name = _attribute(f"repoint check {result.migration}")
    tests = len(cases) + len(errors) or 1
    numbers = f'tests="{tests}" failures="{len(cases)}" errors="{len(errors)}"'
    body = (
        "".join(cases + errors)
        or '    <testcase classname="repoint" name="no deprecated reference remains"/>\n'
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f"<testsuites {numbers}>\n"
        f'  <testsuite name={name} {numbers} skipped="0">\n{body}  </testsuite>\n'
        "</testsuites>\n"
    ).encode()


def _case(path: str, own: Sequence[Remaining]) -> str:
    message = number_of(len(own), "deprecated reference")
    file = _attribute(path)
    return (
        f'    <testcase classname="repoint" name={file} file={file} line="{own[0].entry.reference.line}">\n'
        f'      <failure message={_attribute(message)} type="deprecated-reference">{"".join(map(_line, own))}'
        "</failure>\n    </testcase>\n"
    )


def _error(finding: Finding) -> str:
    file = _attribute(finding.path)
    return (
        f'    <testcase classname="repoint" name={file} file={file} line="{max(finding.line, 1)}">\n'
        f'      <error message={_attribute(why_unread(finding))} type="unread-file"/>\n    </testcase>\n'
    )


def _line(each: Remaining) -> str:
    reference = each.entry.reference
    place = f"{reference.path}:{reference.line}:{reference.column}"
    return escape(_clean(f"{place}: {message_with_advice(each)}\n"))


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", escaped(text))
