"""What a review says: every path in it is safe to print, every list short enough to read."""

from collections.abc import Iterator, Sequence

from codemods.cli.review.board import ReviewBoard
from codemods.cli.review.file_marks import FileMark
from codemods.values.finding import Finding
from codemods.values.plan import FileChange
from codemods.values.printable import printable

MOST_PATHS = 10
MOST_FINDINGS = 5
MESSAGE_WIDTH = 100
"""Characters of a finding's message."""


def heading(board: ReviewBoard, path: str) -> str:
    """Say which file it is, and how many there are."""
    return f"({board.paths.index(path) + 1}/{len(board.paths)}) {printable(path)}"


def about(board: ReviewBoard, path: str) -> Iterator[str]:
    """Say what goes with a file, and what a person must know about it."""
    others = [each for each in board.group(path).paths if each != path]
    if others:
        yield f"lands with: {named(others)}"
    findings = board.files.findings.get(path, ())
    yield from map(_finding, findings[:MOST_FINDINGS])
    if len(findings) > MOST_FINDINGS:
        yield f"  and {len(findings) - MOST_FINDINGS} more"


def _finding(finding: Finding) -> str:
    place = f"{finding.line}:{finding.column} " if finding.line else ""
    message = printable(finding.message)
    if len(message) > MESSAGE_WIDTH:
        message = message[: MESSAGE_WIDTH - 3] + "..."
    return f"  {place}{finding.code} {message}"


def also_left(board: ReviewBoard, others: Sequence[str]) -> Iterator[str]:
    """Say which files are left because another one of their group is, and why."""
    for paths in _by_group(board, others):
        group, it = board.group(paths[0]), len(paths) == 1
        because = board.refusers(paths[0])[0]
        if because == group.name:
            why = f"{'it goes' if it else 'they go'} with {printable(because)}, "
            why += f"whose names {'it follows' if it else 'they follow'}"
        else:
            why = f"{'it lands' if it else 'they land'} together with {printable(because)}, or not at all"
        yield f"also left: {named(paths)}: {why}"


def open_again(path: str, others: Sequence[str]) -> Iterator[str]:
    """Say which files are to be decided on again because one of their group is wanted after all."""
    if others:
        land = "it lands" if len(others) == 1 else "they land"
        yield f"to be decided again: {named(others)}: {land} together with {printable(path)}"


def waiting(board: ReviewBoard) -> Iterator[str]:
    """Say which files are taken and can't land yet, since others of their group are undecided."""
    for paths in _by_group(board, board.waiting()):
        for_whom = [each for each in board.group(paths[0]).paths if board.mark(each) is FileMark.UNDECIDED]
        yield f"{named(paths)} {'waits' if len(paths) == 1 else 'wait'} for {named(for_whom)}"


def differences(before: dict[str, FileChange], after: dict[str, FileChange], path: str = "") -> Iterator[str]:
    """Say what became of files that are planned otherwise now, one of them left out."""
    others = {each: change for each, change in after.items() if each != path}
    gone = [each for each in before if each not in after and each != path]
    come = [each for each in others if each not in before]
    other = [each for each, new in others.items() if each in before and not same(before[each], new)]
    if gone:
        yield f"no change any more: {named(gone)}"
    if other:
        yield f"changed otherwise now: {named(other)}"
    if come:
        yield f"changed as well now: {named(come)}"


def same(one: FileChange, other: FileChange) -> bool:
    """Whether two changes do the same to a file."""
    return (one.before, one.after) == (other.before, other.after)


def summary(board: ReviewBoard) -> str:
    """Count what was decided, in one line."""
    left, undecided = len(board.marked(FileMark.LEFT)), len(board.marked(FileMark.UNDECIDED))
    waits = len(board.waiting())
    taken = len(board.marked(FileMark.TAKEN)) - waits
    parts = [f"{taken} file{'' if taken == 1 else 's'} taken"]
    parts += [f"{waits} waiting"] if waits else []
    parts.append(f"{left} left")
    if not undecided:
        return ", ".join(parts)
    return ", ".join([*parts, f"{undecided} not decided yet"]) + "; run the same command again to go on"


def named(paths: Sequence[str]) -> str:
    """List paths, the first few of many."""
    shown = ", ".join(map(printable, paths[:MOST_PATHS]))
    return shown + (f" and {len(paths) - MOST_PATHS} more" if len(paths) > MOST_PATHS else "")


def _by_group(board: ReviewBoard, paths: Sequence[str]) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for path in paths:
        found.setdefault(id(board.group(path)), []).append(path)
    return list(found.values())
