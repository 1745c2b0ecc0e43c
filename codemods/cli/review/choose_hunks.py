"""Deciding on a file hunk by hunk."""

from collections.abc import Iterator, Sequence

from codemods.cli.review.file_status import FileStatus
from codemods.cli.review.hunks import Hunk, merge_ranges, split_hunks
from codemods.cli.review.interfaces import Style, Terminal
from codemods.cli.review.keys import HUNK_KEYS, choose
from codemods.cli.review.replan import Replanner
from codemods.cli.review.review_state import ReviewState
from codemods.cli.review.wording import plan_differences, same_texts, undecided_again
from codemods.values.finding import Finding
from codemods.values.plan import FileChange
from codemods.values.printable import printable

NO_CHANGE = "no change is left in this file: all of it depends on the lines that you left"
SAME_CHANGE = "the change stays the same: the lines that you left follow from those that you took"


def ask_hunks(terminal: Terminal, hunks: Sequence[Hunk]) -> list[Hunk]:
    """Ask about each hunk, and give those that are declined. Raises Quit."""
    declined: list[Hunk] = []
    for index, hunk in enumerate(hunks):
        terminal.show_patch(hunk.text)
        key, _ = choose(terminal, f"({index + 1}/{len(hunks)}) Take this hunk", HUNK_KEYS, {})
        if key == "a":
            return declined
        if key == "d":
            return [*declined, *hunks[index:]]
        if key == "n":
            declined.append(hunk)
    return declined


def decline_hunks(
    state: ReviewState,
    terminal: Terminal,
    replanner: Replanner,
    path: str,
    hunks: Sequence[Hunk],
    taken: Sequence[Hunk] = (),
) -> None:
    """Leave the lines of some hunks of a file as they are, plan again, and show what that changes.

    It may be more than was asked for: hunks that were `taken` and depend on the others are told.
    """
    before, earlier = state.files.changes, state.declined_lines(path)
    if state.status(path) is FileStatus.DECLINED:
        for line in undecided_again(path, state.reopen_group(path)):
            terminal.show(line)
    state.forget(path)
    state.decline_lines(path, merge_ranges([*earlier, *(lines for hunk in hunks for lines in hunk.lines)]))
    replanner.replan()
    after = state.files.changes
    for line in plan_differences(before, after, path):
        terminal.show(line)
    if path not in after:
        terminal.show(NO_CHANGE)
    elif same_texts(before[path], after[path]):
        state.decline_lines(path, earlier)
        terminal.show(SAME_CHANGE, Style.ERROR)
    else:
        for line in lost_answers(taken, after[path], state.files.findings.get(path, ())):
            terminal.show(line, Style.ERROR)


def lost_answers(taken: Sequence[Hunk], change: FileChange, findings: Sequence[Finding]) -> Iterator[str]:
    """Say which hunks that were taken do not change any more, and why, where a finding says so."""
    left = [lines for hunk in split_hunks(change) for lines in hunk.lines]
    for hunk in taken:
        if not any(_overlap(lines, other) for lines in hunk.lines for other in left):
            first, last = hunk.lines[0][0], hunk.lines[-1][1]
            where = f"line {first}, which" if first == last else f"lines {first} to {last}, which"
            yield f"{where} you took, cannot change without the lines that you left"
            told = (each for each in findings if first <= each.line <= last)
            yield from (f"  {each.line}:{each.column} {printable(each.message)}" for each in told)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
