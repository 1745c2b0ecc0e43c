"""Runs commands, each in a process group of its own, so that the processes they start end with them."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from codemods.cli.terminal.interrupts import deferred_signals
from codemods.cli.verify.prepare_command import PreparedCommand
from codemods.values.errors import RepointError

_POLL = 0.02
"""Seconds between two looks at whether a command has ended."""
_GRACE = 5.0
"""Seconds between SIGTERM and SIGKILL."""


class CommandTimeoutError(RepointError):
    """A command did not end in the time that it had."""


@dataclass(frozen=True, slots=True)
class CommandJob:
    """A command to run."""

    name: str
    """Unique among the jobs that run together; messages begin with it."""
    command: PreparedCommand
    env: Mapping[str, str]
    log: Path
    """The file for its standard output and standard error."""


@dataclass(frozen=True, slots=True)
class CommandResult:
    """How a command ended."""

    status: int
    """The exit code; the negative number of the signal that ended it."""
    seconds: float


class _RunningCommand:
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
            raise RepointError(
                f"{words[0]}: no such command; give one that can be run, such as: -- python -m pytest"
            ) from None
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise RepointError(f"{words[0]}: can't be started: {reason}") from None

    def result(self) -> CommandResult | None:
        """Give how the command ended; None while it runs."""
        status = self.process.poll()
        return None if status is None else CommandResult(status, time.monotonic() - self.started)

    def terminate(self, grace: float) -> None:
        """End the command, after a grace period in seconds, and every process of its group."""
        self._signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(grace)
        self._signal(signal.SIGKILL)
        self.process.wait()

    def _signal(self, number: int) -> None:
        # macOS says PermissionError of a group in which only zombies are left.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)


def run_commands(
    jobs: Sequence[CommandJob], at_once: int = 1, timeout: float | None = None
) -> list[CommandResult]:
    """Run commands, `at_once` of them at a time, and give their results in the order of the jobs.

    Raises RepointError for a command that cannot be started, and CommandTimeoutError for one that does not
    end within `timeout` seconds. Even then none of the processes runs on.
    """
    waiting, results = list(jobs), dict[str, CommandResult]()
    running: list[_RunningCommand] = []
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                # An interrupt between the start and the list would leave the command running.
                with deferred_signals():
                    running.append(_RunningCommand(waiting.pop(0)))
            for each in list(running):
                result = each.result()
                if result is not None:
                    each.terminate(0)
                    running.remove(each)
                    results[each.job.name] = result
                elif timeout is not None and time.monotonic() - each.started > timeout:
                    raise CommandTimeoutError(_too_long(each.job, timeout))
            time.sleep(_POLL if running else 0)
    finally:
        for each in running:
            each.terminate(_GRACE)
    return [results[job.name] for job in jobs]


def _too_long(job: CommandJob, timeout: float) -> str:
    return f"{job.name}: the command did not end within {timeout:g} seconds (--timeout); it was ended"
