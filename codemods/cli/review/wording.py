"""The sentences of a review. Every path in them is printable, and long lists are cut."""

from collections.abc import Iterator, Sequence

from codemods.cli.review.file_status import FileStatus
from codemods.cli.review.review_state import ReviewState
from codemods.values.finding import Finding
from codemods.values.plan import FileChange
from codemods.values.plural import number_of
from codemods.values.printable import printable

MOST_PATHS = 10
MOST_FINDINGS = 5
MESSAGE_WIDTH = 100
"""Characters of a finding's message."""


def heading(state: ReviewState, path: str) -> str:
    """Say which of how many files it is."""
    return f"({state.paths.index(path) + 1}/{len(state.paths)}) {printable(path)}"


def file_details(state: ReviewState, path: str) -> Iterator[str]:
    """Say which files land with a file, and what its findings are."""
    others = [each for each in state.group(path).paths if each != path]
    if others:
        yield f"lands with: {path_list(others)}"
    findings = state.files.findings.get(path, ())
    yield from map(_finding, findings[:MOST_FINDINGS])
    if len(findings) > MOST_FINDINGS:
        yield f"  and {len(findings) - MOST_FINDINGS} more"


def _finding(finding: Finding) -> str:
    place = f"{finding.line}:{finding.column} " if finding.line else ""
    message = printable(finding.message)
    if len(message) > MESSAGE_WIDTH:
        message = message[: MESSAGE_WIDTH - 3] + "..."
    return f"  {place}{finding.code} {message}"


def also_declined(state: ReviewState, others: Sequence[str]) -> Iterator[str]:
    """Say which files are declined because another file of their group is, and why."""
    for paths in _by_group(state, others):
        group, is_one = state.group(paths[0]), len(paths) == 1
        decliner = state.decliners(paths[0])[0]
        if decliner == group.name:
            why = f"{'it goes' if is_one else 'they go'} with {printable(decliner)}, "
            why += f"whose names {'it follows' if is_one else 'they follow'}"
        else:
            why = (
                f"{'it lands' if is_one else 'they land'} together with {printable(decliner)}, or not at all"
            )
        yield f"also left: {path_list(paths)}: {why}"


def undecided_again(path: str, others: Sequence[str]) -> Iterator[str]:
    """Say which files are undecided again because a file of their group is taken after all."""
    if others:
        land = "it lands" if len(others) == 1 else "they land"
        yield f"to be decided again: {path_list(others)}: {land} together with {printable(path)}"


def waiting(state: ReviewState) -> Iterator[str]:
    """Say which files are taken and cannot land yet, since others of their group are undecided."""
    for paths in _by_group(state, state.waiting()):
        members = state.group(paths[0]).paths
        undecided = [each for each in members if state.status(each) is FileStatus.UNDECIDED]
        yield f"{path_list(paths)} {'waits' if len(paths) == 1 else 'wait'} for {path_list(undecided)}"


def plan_differences(
    before: dict[str, FileChange], after: dict[str, FileChange], path: str | None = None
) -> Iterator[str]:
    """Say how two plans differ, apart from the change of one file."""
    gone = [each for each in before if each not in after and each != path]
    others = {each: change for each, change in after.items() if each != path}
    new = [each for each in others if each not in before]
    changed = [each for each, to in others.items() if each in before and not same_texts(before[each], to)]
    if gone:
        yield f"no change any more: {path_list(gone)}"
    if changed:
        yield f"changed otherwise now: {path_list(changed)}"
    if new:
        yield f"changed as well now: {path_list(new)}"


def same_texts(one: FileChange, other: FileChange) -> bool:
    """Whether two changes of a file have the same texts before and after."""
    return (one.before, one.after) == (other.before, other.after)


def summary(state: ReviewState) -> str:
    """Count the decisions, in one line."""
    undecided, waits = len(state.with_status(FileStatus.UNDECIDED)), len(state.waiting())
    taken = len(state.with_status(FileStatus.TAKEN)) - waits
    parts = [f"{number_of(taken, 'file')} taken"]
    parts += [f"{waits} waiting"] if waits else []
    parts.append(f"{len(state.with_status(FileStatus.DECLINED))} left")
    if not undecided:
        return ", ".join(parts)
    return ", ".join([*parts, f"{undecided} not decided yet"]) + "; run the same command again to go on"


def path_list(paths: Sequence[str]) -> str:
    """List paths, the first few of many."""
    shown = ", ".join(map(printable, paths[:MOST_PATHS]))
    return shown + (f" and {len(paths) - MOST_PATHS} more" if len(paths) > MOST_PATHS else "")


def _by_group(state: ReviewState, paths: Sequence[str]) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for path in paths:
        found.setdefault(id(state.group(path)), []).append(path)
    return list(found.values())
