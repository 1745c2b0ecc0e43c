"""Run one command as a whole process, and say what it cost: wall, processor, memory, with its children."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

WATCHING = Path(__file__).with_name("watching.py")


class Cost(msgspec.Struct, frozen=True):
    """What one run cost."""

    wall: float
    """Seconds from the start to the end."""
    cpu: float
    """Seconds of processor time, user and system, of the process and of every child that it waited for."""
    peak: int
    """Bytes: the most that the largest of its processes held at once (resident set)."""
    tree: int
    """Bytes: the most that all of its processes held together (proportional set); 0 when not sampled."""
    code: int
    """The exit code; the negative number of a signal."""
    timed_out: bool
    """Whether it was ended because its time was up."""


def measure(
    command: Sequence[str],
    folder: Path,
    *,
    limit: float,
    sampled: bool = False,
    output: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Cost:
    """Run a command in a folder; its standard output and error go to a file, or nowhere.

    `limit` is in seconds: then the whole process group is killed. `sampled` asks for `Cost.tree`, which
    disturbs the other figures a little. Raises OSError when the command can't be started.
    """
    words = [str(limit), "sampled" if sampled else "-", str(output or os.devnull)]
    with subprocess.Popen(
        [sys.executable, "-I", "-S", str(WATCHING), *words, *command],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        # The command goes on while this process holds its end of the pipe, and ends with this process.
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as watching:
        assert watching.stdout is not None
        assert watching.stderr is not None
        printed, said = watching.stdout.read(), watching.stderr.read()
    if watching.returncode != 0:
        last = said.decode(errors="replace").strip().rpartition("\n")[2] or str(watching.returncode)
        raise OSError(f"{command[0]} could not be measured: {last}")
    return msgspec.json.decode(printed, type=Cost)
