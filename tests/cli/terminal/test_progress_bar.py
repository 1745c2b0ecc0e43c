"""Progress is for people who wait."""

from collections.abc import Callable

import pytest

from codemods.cli.terminal.progress_bar import TerminalProgress

OnTerminal = Callable[..., bytes]

PROGRAM = """
from codemods.cli.terminal.progress_bar import TerminalProgress
with TerminalProgress({patience}) as progress:
    for done in range(11):
        progress.step("resolving", done, 10)
print("done")
"""


def test_a_long_run_shows_its_stage(on_terminal: OnTerminal) -> None:
    said = on_terminal(PROGRAM.format(patience=0))
    assert b"resolving" in said
    assert b"10 of 10" in said


def test_one_line_says_what_is_being_done_and_starts_no_thread(on_terminal: OnTerminal) -> None:
    program = """
import threading
from codemods.cli.terminal.progress_bar import TerminalProgress
with TerminalProgress(0) as progress:
    progress.step("reading files", 3, 3)
    progress.step("following", 0, 0)
    progress.step("following", 0, 0)
    progress.step("rewriting files", 1, 2000)
    print("threads", threading.active_count())
"""
    said = on_terminal(program)
    assert b"threads 1" in said
    assert b"rewriting files" in said
    assert b"1 of 2,000" in said
    last = said.rpartition(b"rewriting files")[0].rpartition(b"following")[2]
    assert b"reading files" not in last


def test_a_short_run_shows_nothing(on_terminal: OnTerminal) -> None:
    assert on_terminal(PROGRAM.format(patience=60)) == b"done\n"


def test_nothing_is_shown_off_a_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with TerminalProgress(0) as progress:
        progress.step("resolving", 1, 2)
    assert capfd.readouterr() == ("", "")
