"""References that fail the gate, as annotations of a pull request on GitHub."""

from collections.abc import Iterator

from codemods.cli.formats.check_result import CheckResult, message_with_advice, why_unread
from codemods.values.plural import number_of
from codemods.values.printable import escaped, printable

SHOWN = 10
"""Annotations of one level that GitHub shows of a step."""
_LINE_ENDS = "\r\n"


def write(result: CheckResult) -> bytes:
    """Give a workflow command for each reference, and for each file that holds the gate up.

    See "Workflow commands for GitHub Actions", setting an error message. GitHub shows ten errors a step;
    where there are more, a notice, of which it shows ten as well, says so.
    """
    return "".join([*_annotations(result), *_cut(result)]).encode()


def _annotations(result: CheckResult) -> Iterator[str]:
    for each in result.remaining:
        reference = each.entry.reference
        file = _property(escaped(reference.path))
        place = f"file={file},line={reference.line},col={reference.column}"
        yield f"::error {place},title=repoint::{_data(escaped(message_with_advice(each)))}\n"
    for finding in result.held_up:
        place = f"file={_property(escaped(finding.path))},line={max(finding.line, 1)}"
        yield f"::error {place},title=repoint::{_data(escaped(why_unread(finding)))}\n"


def _cut(result: CheckResult) -> Iterator[str]:
    """Say how many there are where not all of them are shown."""
    if len(result.remaining) > SHOWN:
        found = f"{len(result.remaining)} deprecated references in {number_of(result.files, 'file')}"
        yield f"::notice title=repoint::{found}; GitHub shows {SHOWN} of them here, the log of the step all\n"


def _data(text: str) -> str:
    """Escape as GitHub's own toolkit does (`@actions/core`, command.ts), and what a terminal cannot print."""
    text = "".join(char if char in _LINE_ENDS else printable(char) for char in text)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
