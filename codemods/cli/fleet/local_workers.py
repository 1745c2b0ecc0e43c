"""Workers on this machine: processes with one task each, so that one that dies costs no other its task.

They are spawned, not forked: the driver has threads by then, and a worker that replaces another must begin
in the same state.
"""

import contextlib
import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection
from typing import NoReturn

from codemods.cli.fleet.worker_pool import TaskFunction
from codemods.git.environment import REPOSITORY_VARIABLES
from codemods.values.fleet_run import TaskFailure


class LocalWorkers:
    """A fixed number of worker processes, each in a pool of its own."""

    def __init__(self, jobs: int) -> None:
        self._processes = [_WorkerProcess() for _ in range(jobs)]

    @property
    def capacity(self) -> int:
        """How many tasks run at once."""
        return len(self._processes)

    def submit(self, function: TaskFunction, version: str, packed: bytes) -> Future[bytes]:
        """Hand a task to a worker that is idle."""
        process = next(process for process in self._processes if process.is_idle)
        return process.submit(function, version, packed)

    def failure(self, error: BaseException) -> TaskFailure:
        """A worker that died is a failure of its repository, which need not be the cause."""
        if isinstance(error, BrokenProcessPool):
            return TaskFailure("the worker process died (killed, or out of memory)", transient=True)
        if isinstance(error, Exception):
            return TaskFailure(f"internal error, {type(error).__name__}: {error}. Please report it.")
        raise error

    def close(self) -> None:
        """End the workers and their tasks."""
        for process in self._processes:
            process.close()


class _WorkerProcess:
    """A process that takes one task at a time, and is replaced when it has died."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._lifeline: Connection | None = None
        """The process ends when this is closed, also because the driver was killed."""
        self._last: Future[bytes] | None = None

    @property
    def is_idle(self) -> bool:
        return self._last is None or self._last.done()

    def submit(self, function: TaskFunction, version: str, packed: bytes) -> Future[bytes]:
        try:
            self._last = self._running().submit(_run_task, function, version, packed)
        except BrokenProcessPool:
            # It has died since its last task, or with it.
            self.close()
            self._last = self._running().submit(_run_task, function, version, packed)
        return self._last

    def close(self) -> None:
        if self._lifeline is not None:
            self._lifeline.close()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._pool = self._lifeline = None

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            theirs, self._lifeline = context.Pipe(duplex=False)
            self._pool = ProcessPoolExecutor(1, context, initializer=_start_worker, initargs=(theirs,))
        return self._pool


def _start_worker(lifeline: Connection) -> None:
    """Prepare a worker: it ends, with its git processes, when the driver closes the lifeline or is killed."""
    for name in REPOSITORY_VARIABLES:
        os.environ.pop(name, None)
    # The driver answers Ctrl-C. The worker's git processes are in a process group with it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    threading.Thread(target=_end_with_driver, args=(lifeline, threading.main_thread()), daemon=True).start()


def _end_with_driver(lifeline: Connection, main: threading.Thread) -> None:
    with contextlib.suppress(EOFError, OSError):
        lifeline.recv_bytes()
    if hasattr(os, "killpg") and main.ident is not None:
        os.killpg(os.getpgrp(), signal.SIGTERM)
        # The group's signal may reach any thread; a main thread that waits needs one of its own to wake up.
        signal.pthread_kill(main.ident, signal.SIGTERM)
    else:
        os._exit(1)


def _exit(number: int, frame: object) -> NoReturn:
    # A second signal would interrupt the removal of the task's folder.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(1)


def _run_task(function: TaskFunction, version: str, packed: bytes) -> bytes:
    """Run a task in a worker. A signal to end raises SystemExit, so that its folder is removed first.

    Between tasks there is nothing to remove, and the signal ends the worker at once: raised while Python
    itself comes to an end, it would show as an error of whatever library has something to do then.
    """
    signal.signal(signal.SIGTERM, _exit)
    try:
        return function(version, packed)
    except SystemExit:
        os._exit(1)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
