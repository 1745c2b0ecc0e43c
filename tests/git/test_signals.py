"""While a step goes on to its end, signals that ask to end reach neither it nor its processes."""

import os
import signal
import subprocess
import sys

import pytest

from codemods.git.signals import uninterrupted


def interrupted(steps: list[str], error: type[Exception] | None = None) -> None:
    with uninterrupted("all done"):
        signal.raise_signal(signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        steps.append("end")
        if error is not None:
            raise error


def test_an_interrupt_comes_after_the_block_and_says_what_was_done() -> None:
    steps: list[str] = []
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt, match="all done"):
        interrupted(steps)
    assert (steps, signal.getsignal(signal.SIGINT)) == (["end"], before)


def test_processes_that_are_started_meanwhile_are_not_ended() -> None:
    ends = "import os, signal; os.kill(os.getpid(), signal.SIGINT); print('end')"
    with uninterrupted():
        done = subprocess.run([sys.executable, "-c", ends], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "end\n")


def test_an_error_has_precedence() -> None:
    with pytest.raises(ZeroDivisionError):
        interrupted([], ZeroDivisionError)


def test_a_signal_that_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with uninterrupted():
            signal.raise_signal(signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
