"""A test that would go on without end fails in the time that it has."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where the block takes longer; where the system has no such signal, do nothing."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def stop(*_signal: object) -> None:
        pytest.fail(f"not done in {seconds} seconds")

    handler = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
