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
    assert b"100%" in said


def test_a_short_run_shows_nothing(on_terminal: OnTerminal) -> None:
    assert on_terminal(PROGRAM.format(patience=60)) == b"done\n"


def test_nothing_is_shown_off_a_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with TerminalProgress(0) as progress:
        progress.step("resolving", 1, 2)
    assert capfd.readouterr() == ("", "")
