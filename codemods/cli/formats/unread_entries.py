"""Files that could not be looked into, in the JSON of `scan` and `check`."""

from collections.abc import Iterable

import msgspec

from codemods.values.finding import Finding
from codemods.values.printable import escaped


class UnreadEntry(msgspec.Struct, frozen=True):
    """A file that could not be looked into, with the finding that says why."""

    path: str
    line: int
    code: str
    message: str


def unread_entries(findings: Iterable[Finding]) -> list[UnreadEntry]:
    """Give an entry for each finding on such a file, in the order of the findings."""
    return [UnreadEntry(escaped(each.path), each.line, each.code, escaped(each.message)) for each in findings]
