"""References that fail the gate, as a code quality report (GitLab: "Code Quality report format")."""

import msgspec

from codemods.cli.formats.check_result import (
    CheckResult,
    fingerprint,
    message_with_advice,
    unread_fingerprint,
    why_unread,
)
from codemods.cli.formats.encode_json import encode_json
from codemods.values.printable import escaped


class _Lines(msgspec.Struct, frozen=True):
    begin: int


class _Location(msgspec.Struct, frozen=True):
    path: str
    lines: _Lines


class _Issue(msgspec.Struct, frozen=True):
    """One entry of the report, a subset of Code Climate's."""

    description: str
    check_name: str
    fingerprint: str
    severity: str
    location: _Location


def write(result: CheckResult) -> bytes:
    """Give an issue for each reference, and for each file that holds the gate up."""
    issues = []
    for each in result.remaining:
        description = escaped(message_with_advice(each))
        location = _Location(escaped(each.entry.path), _Lines(each.entry.reference.line))
        issues.append(_Issue(description, "deprecated-reference", fingerprint(each), "major", location))
    for finding in result.held_up:
        location = _Location(escaped(finding.path), _Lines(max(finding.line, 1)))
        mark = unread_fingerprint(finding)
        issues.append(_Issue(escaped(why_unread(finding)), "unread-file", mark, "major", location))
    return encode_json(issues)
