"""What `scan` and `check` share: the references of a tree, and what could not be looked into."""

from collections.abc import Iterable
from pathlib import Path

from codemods.cli.exit_codes import say
from codemods.cli.formats.save import save
from codemods.cli.request import PlanJob
from codemods.cli.terminal.stdout import emit
from codemods.tree.selection import unmatched_paths
from codemods.values.finding import Finding
from codemods.values.finding_texts import UNREAD_FILES
from codemods.values.printable import printable


def unread(findings: Iterable[Finding]) -> list[Finding]:
    """The findings on files that could not be looked into."""
    return [finding for finding in findings if finding.code in UNREAD_FILES]


def say_unread(found: Iterable[Finding]) -> None:
    """Say on standard error which files could not be looked into, and why."""
    for each in found:
        place = f"{each.path}:{each.line}" if each.line else each.path
        say(f"{printable(place)}: could not be looked into: {printable(each.message)} ({each.code})")


def say_unmatched(job: PlanJob) -> None:
    """Say which of the given paths hold no Python file of the tree."""
    for path in unmatched_paths(job.selection, job.tree.paths):
        say(f"{printable(path)}: no Python file of the tree is there; untracked files are not looked at")


def nothing_could_be_read(candidates: int, found: Iterable[Finding]) -> bool:
    """Whether there was something to look into, and none of it could be."""
    return not candidates and any(True for _ in found)


def put(data: bytes, output: Path | None) -> None:
    """Write data to a file, or to standard output. Raises RepointError when the file can't be written."""
    if output is None:
        emit(data)
    else:
        save(output, data)
