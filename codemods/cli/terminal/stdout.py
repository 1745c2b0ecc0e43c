"""Standard output as data goes out on it: bytes, coloured and paged only on a terminal."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO

from codemods.cli.terminal.interrupts import interrupts_go_to_child

LESS = {"LESS": "FRX", "LV": "-c"}
"""What git sets for its pager where the user has set nothing."""
NOT_FOUND = (126, 127)
"""What a shell exits with when it can't run a command."""


def wants_colour(stream: IO[str]) -> bool:
    """Whether to colour a stream: a terminal, unless NO_COLOR or FORCE_COLOR say otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


def width() -> int:
    """Columns of the terminal, 80 where there is none."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 80


def emit(data: bytes) -> None:
    """Write bytes to standard output and flush."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def show(data: bytes, root: Path) -> None:
    """Write bytes to standard output, through git's pager when that is a terminal."""
    pager = _pager(root) if data and sys.stdout.isatty() else ""
    if not pager or not _paged(pager, data):
        emit(data)


def _pager(root: Path) -> str:
    """Find the pager as git does; empty where none is wanted."""
    for candidate in (os.environ.get("GIT_PAGER"), _configured(root), os.environ.get("PAGER")):
        if candidate is not None:
            return "" if candidate == "cat" else candidate
    return "less" if shutil.which("less") else ""


def _configured(root: Path) -> str | None:
    if shutil.which("git") is None:
        return None
    command = ["git", "config", "--get", "core.pager"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return done.stdout.rstrip("\n") if done.returncode == 0 else None


def _paged(pager: str, data: bytes) -> bool:
    """Show bytes in a pager; False when the command can't be run."""
    with interrupts_go_to_child():
        process = subprocess.Popen(pager, shell=True, stdin=subprocess.PIPE, env={**LESS, **os.environ})
        process.communicate(data)
    return process.returncode not in NOT_FOUND
