"""What SIGINT, and the signals that ask a process to end, mean while another process is at work."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

_ENDING = (signal.SIGTERM, signal.SIGHUP)

Handler = Callable[[int, FrameType | None], object]


def end_at_once(_number: int, _frame: FrameType | None) -> None:
    """Handle SIGINT while nothing has been begun, or all is done: say so, and end the process."""
    os.write(2, b"repoint: interrupted\n")
    os._exit(128 + signal.SIGINT)


@contextmanager
def raising_interrupts() -> Iterator[None]:
    """Raise KeyboardInterrupt on SIGINT where `end_at_once` handles it outside."""
    if signal.getsignal(signal.SIGINT) is not end_at_once:
        yield
        return
    with _handled([signal.SIGINT], signal.default_int_handler):
        yield


@contextmanager
def interrupts_go_to_child() -> Iterator[None]:
    """Do nothing on SIGINT, as git does while its pager or an editor has the terminal."""
    # A handler, unlike SIG_IGN, is not inherited, so that it can be set before the child is started.
    with _handled([signal.SIGINT], lambda _number, _frame: None):
        yield


@contextmanager
def endings_as_interrupts() -> Iterator[None]:
    """Raise KeyboardInterrupt on SIGTERM and SIGHUP too, so that everything is tidied up."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    with _handled(_ENDING, interrupt):
        yield


@contextmanager
def deferred_signals() -> Iterator[None]:
    """Let SIGINT, SIGTERM and SIGHUP take effect after the block only."""
    arrived: list[int] = []
    try:
        with _handled([signal.SIGINT, *_ENDING], lambda number, _frame: arrived.append(number)):
            yield
    finally:
        for number in arrived:
            signal.raise_signal(number)


@contextmanager
def _handled(numbers: Sequence[signal.Signals], handler: Handler) -> Iterator[None]:
    previous: dict[signal.Signals, Handler | int | None] = {}
    try:
        for number in numbers:
            previous[number] = signal.signal(number, handler)
        yield
    finally:
        for number, earlier in previous.items():
            signal.signal(number, earlier)
