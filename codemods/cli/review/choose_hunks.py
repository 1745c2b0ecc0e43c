"""Deciding on a file hunk by hunk."""

from collections.abc import Sequence

from codemods.cli.review.file_status import FileStatus
from codemods.cli.review.hunks import Hunk, merge_ranges
from codemods.cli.review.interfaces import Style, Terminal
from codemods.cli.review.keys import HUNK_KEYS, choose
from codemods.cli.review.replan import Replanner
from codemods.cli.review.review_state import ReviewState
from codemods.cli.review.wording import plan_differences, same_texts, undecided_again

NO_CHANGE = "no change is left in this file: it stays as it is"
SAME_CHANGE = "the change stays the same: what was left follows from the rest of it"


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
    state: ReviewState, terminal: Terminal, replanner: Replanner, path: str, hunks: Sequence[Hunk]
) -> None:
    """Leave the lines of some hunks of a file as they are, plan again, and show what that changes."""
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
