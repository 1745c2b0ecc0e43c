"""Standard streams that are closed, or that nothing can be written to."""

import io
import os
import sys
from contextlib import suppress

_MODES = {"stdin": "r", "stdout": "w", "stderr": "w"}


class Messages(io.TextIOWrapper):
    """Standard error: a message that can't be written is lost, and what the program does goes on."""

    def write(self, text: str) -> int:
        """Write a text, if that can be done."""
        with suppress(OSError):
            return super().write(text)
        return len(text)

    def flush(self) -> None:
        """Write what is left, if that can be done."""
        with suppress(OSError):
            super().flush()


def mend_streams() -> None:
    """Open closed standard streams on the null device, as git does, and let messages get lost.

    Otherwise the next file to be opened would be standard output.
    """
    for number, (name, mode) in enumerate(_MODES.items()):
        if getattr(sys, name) is None:
            _open_null(number)
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))
    buffer = os.fdopen(sys.stderr.fileno(), "wb", closefd=False)
    sys.stderr = Messages(buffer, sys.stderr.encoding, "backslashreplace", line_buffering=True)


def _open_null(number: int) -> None:
    opened = os.open(os.devnull, os.O_RDWR)
    if opened != number:
        os.dup2(opened, number)
        os.close(opened)
    os.set_inheritable(number, True)
