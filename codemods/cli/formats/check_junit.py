"""References that fail the gate, as JUnit's XML, which every CI shows."""

import re
from collections.abc import Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from codemods.plan.gate.remaining import Remaining
from codemods.values.printable import escaped

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no form for, not even an escaped one."""


def as_junit(found: Sequence[Remaining], migration: str) -> bytes:
    """Give a test suite: a failed case for each file with references that fail, or one that passed."""
    cases = [_case(path, list(own)) for path, own in groupby(found, key=lambda each: each.entry.path)]
    name = _attribute(f"repoint check {migration}")
    numbers = f'tests="{len(cases) or 1}" failures="{len(cases)}" errors="0"'
    body = "".join(cases) or '    <testcase classname="repoint" name="no deprecated reference remains"/>\n'
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f"<testsuites {numbers}>\n"
        f'  <testsuite name={name} {numbers} skipped="0">\n{body}  </testsuite>\n'
        "</testsuites>\n"
    ).encode()


def _case(path: str, own: Sequence[Remaining]) -> str:
    number = len(own)
    said = f"{number} deprecated reference{'' if number == 1 else 's'}"
    file = _attribute(path)
    return (
        f'    <testcase classname="repoint" name={file} file={file} line="{own[0].entry.reference.line}">\n'
        f'      <failure message={_attribute(said)} type="deprecated-reference">{"".join(map(_line, own))}'
        "</failure>\n    </testcase>\n"
    )


def _line(each: Remaining) -> str:
    reference = each.entry.reference
    advice = f": {each.advice}" if each.advice else ""
    said = f"{reference.path}:{reference.line}:{reference.column}: {each.message}{advice}\n"
    return escape(_clean(said))


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", escaped(text))
