"""Signals that ask a process to end, held back while a step must not be cut short."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_OF_TERMINALS = (signal.SIGINT, signal.SIGHUP)
"""Those that a terminal sends to all of its processes."""


@contextmanager
def uninterrupted(outcome: str = "") -> Iterator[None]:
    """Let SIGINT, SIGTERM and SIGHUP take effect after the block only.

    Git's processes are started with what terminals send blocked, for Ctrl-C goes to them as well. `outcome`
    is what the KeyboardInterrupt says that comes after the block; an error of the block has precedence.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    arrived: list[int] = []
    handlers = {number: signal.getsignal(number) for number in _ENDING}
    for number in _ENDING:
        signal.signal(number, lambda each, _frame: arrived.append(each))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, _OF_TERMINALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for number, handler in handlers.items():
            signal.signal(number, handler)
    try:
        for each in dict.fromkeys(arrived):
            signal.raise_signal(each)
    except KeyboardInterrupt as interrupt:
        raise KeyboardInterrupt(*filter(None, (outcome,))) from interrupt
