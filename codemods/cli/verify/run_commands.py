"""Running commands, each in a session of its own, so that all that it starts ends with it."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from codemods.cli.verify.test_command import PreparedCommand
from codemods.values.errors import RepointError

_POLL = 0.02
_GRACE = 5.0
"""Seconds that a command gets to end after it was asked to."""


@dataclass(frozen=True, slots=True)
class CommandJob:
    """A command to run; what it prints, errors too, goes to a file."""

    name: str
    command: PreparedCommand
    env: Mapping[str, str]
    log: Path


@dataclass(frozen=True, slots=True)
class CommandResult:
    """How a command ended."""

    status: int
    """The exit code; negative for the signal that ended it."""
    seconds: float


class _Running:
    def __init__(self, job: CommandJob) -> None:
        self.job = job
        words = job.command.words
        try:
            with open(job.log, "wb") as log:
                self.started = time.monotonic()
                self.process = subprocess.Popen(
                    words,
                    cwd=job.command.folder,
                    env=dict(job.env),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
        except FileNotFoundError:
            said = f"{words[0]}: no such command; give one that can be run, such as: -- python -m pytest"
            raise RepointError(said) from None
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise RepointError(f"{words[0]}: can't be started: {reason}") from None

    def ended(self) -> CommandResult | None:
        """How it ended; None while it runs."""
        status = self.process.poll()
        return None if status is None else CommandResult(status, time.monotonic() - self.started)

    def end(self, grace: float) -> None:
        """End it, and whatever it started that is still there."""
        self._signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(grace)
        self._signal(signal.SIGKILL)
        self.process.wait()

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)


def run_all(
    jobs: Sequence[CommandJob], at_once: int = 1, timeout: float | None = None
) -> list[CommandResult]:
    """Run commands, one after another or some at once, and give how they ended, in order.

    Raises RepointError for one that cannot be started, or does not end within `timeout` seconds. However this
    ends, nothing of them runs on.
    """
    waiting, results = list(jobs), dict[str, CommandResult]()
    running: list[_Running] = []
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                running.append(_Running(waiting.pop(0)))
            for each in list(running):
                ended = each.ended()
                if ended is not None:
                    each.end(0)
                    running.remove(each)
                    results[each.job.name] = ended
                elif timeout is not None and time.monotonic() - each.started > timeout:
                    raise RepointError(_too_long(each.job, timeout))
            time.sleep(_POLL if running else 0)
    finally:
        for each in running:
            each.end(_GRACE)
    return [results[job.name] for job in jobs]


def _too_long(job: CommandJob, timeout: float) -> str:
    return f"{job.name}: the command did not end within {timeout:g} seconds (--timeout); it was ended"
