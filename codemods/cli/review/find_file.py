"""Going to a file by its number, a part of its path or a pattern."""

from fnmatch import fnmatchcase

from codemods.cli.review.file_status import FileStatus
from codemods.cli.review.interfaces import Style, Terminal
from codemods.cli.review.keys import ask
from codemods.cli.review.review_state import ReviewState
from codemods.values.printable import printable

PAGE = 20
"""Files that are listed at a time, as many as git lists hunks."""


def choose_file(state: ReviewState, terminal: Terminal, pattern: str, current: str) -> str | None:
    """Find the file that a pattern means, and ask for a pattern where it is empty.

    Gives None, and shows an error, where no file fits. Raises Quit at the end of the input.
    """
    wanted = pattern or _ask_pattern(state, terminal, state.paths.index(current))
    if not wanted:
        return None
    found = find_path(state.paths, wanted)
    if found is None:
        terminal.show(f"No file has this number or matches: {printable(wanted)}", Style.ERROR)
    return found


def find_path(paths: list[str], wanted: str) -> str | None:
    """Find the path with a number, 1-based, or the first that holds a text, or that matches it as a glob."""
    numbered = {str(number): path for number, path in enumerate(paths, 1)}
    if wanted in numbered:
        return numbered[wanted]
    holding = (path for path in paths if wanted in path)
    matching = (path for path in paths if fnmatchcase(path, wanted))
    return next(holding, None) or next(matching, None)


def _ask_pattern(state: ReviewState, terminal: Terminal, index: int) -> str:
    """List files page by page, from a little before an index, until one is named or the list ends."""
    start = max(0, min(index - PAGE // 2, len(state.paths) - PAGE))
    while True:
        for number, path in enumerate(state.paths[start : start + PAGE], start + 1):
            status = state.status(path) or FileStatus.DECLINED
            terminal.show(f"{status.value}{number:3}: {printable(path)}")
        start += PAGE
        more = start < len(state.paths)
        wanted = ask(terminal, f"go to which file{' (<ret> to see more)' if more else ''}? ")
        if wanted or not more:
            return wanted
