"""Waiting for other processes: for one to end, and for what one writes to a named pipe."""

import os
import select
from pathlib import Path

PATIENCE = 60.0
"""Seconds to wait at the most, on a busy machine."""


def ends(pid: int, seconds: float = PATIENCE) -> bool:
    """Whether a process, which need not be a child of this one, ends in time. Linux only."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)


def read_pipe(pipe: Path) -> str:
    """Read a named pipe until its writer closes it; fails where nothing is written in time."""
    handle = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with open(handle, encoding="utf-8") as stream:
        assert select.select([handle], [], [], PATIENCE)[0], f"nothing is written to {pipe}"
        os.set_blocking(handle, True)
        return stream.read()
