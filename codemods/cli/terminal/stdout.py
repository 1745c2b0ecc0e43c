"""Standard output for data: bytes, which are coloured and paged on a terminal only."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO

from codemods.cli.terminal.interrupts import interrupts_go_to_child
from codemods.values.errors import RepointError

LESS = {"LESS": "FRX", "LV": "-c"}
"""What git sets for its pager, unless the user has set it."""
NOT_FOUND = (126, 127)
"""Exit codes of a shell that cannot run a command."""


def wants_colour(stream: IO[str]) -> bool:
    """Whether to colour a stream: where it is a terminal, unless NO_COLOR or FORCE_COLOR decide."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


def width() -> int:
    """Columns of the terminal; 80 where standard output is none."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 80


def emit(data: bytes) -> None:
    """Write bytes to standard output and flush. Raises RepointError; BrokenPipeError for a reader's end."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise RepointError(f"standard output can't be written: {error.strerror or error}") from error


def show_paged(data: bytes, root: Path) -> None:
    """Write bytes to standard output, on a terminal through git's pager. `root` is where git is asked."""
    pager = _pager(root) if data and sys.stdout.isatty() else None
    if pager is None or not _paged(pager, data):
        emit(data)


def _pager(root: Path) -> str | None:
    """Find the pager as git does; None where the setting is empty or `cat`."""
    for candidate in (os.environ.get("GIT_PAGER"), _configured_pager(root), os.environ.get("PAGER")):
        if candidate is not None:
            return candidate if candidate not in ("", "cat") else None
    return "less" if shutil.which("less") else None


def _configured_pager(root: Path) -> str | None:
    if shutil.which("git") is None:
        return None
    command = ["git", "config", "--get", "core.pager"]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return result.stdout.rstrip("\n") if result.returncode == 0 else None


def _paged(pager: str, data: bytes) -> bool:
    """Show bytes in a pager; False when the command can't be run."""
    with interrupts_go_to_child():
        process = subprocess.Popen(pager, shell=True, stdin=subprocess.PIPE, env={**LESS, **os.environ})
        process.communicate(data)
    return process.returncode not in NOT_FOUND
