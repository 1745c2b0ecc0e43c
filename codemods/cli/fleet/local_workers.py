"""Workers on this machine: processes with one task each, so that one that dies takes no other's task with it.

They are spawned, not forked: the driver has threads by then, and a worker that comes later must be like one
that was there from the start.
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

from codemods.cli.fleet.crew import Work
from codemods.values.fleet import TaskFailure

_GIT_PLACES = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_COMMON_DIR"),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
)
"""Where git would look instead of in the clone, when the driver runs in a hook."""


class LocalCrew:
    """A fixed number of worker processes, each in a pool of its own."""

    def __init__(self, jobs: int) -> None:
        self._slots = [_Slot() for _ in range(jobs)]

    @property
    def room(self) -> int:
        """How many tasks run at once."""
        return len(self._slots)

    def submit(self, work: Work, version: str, packed: bytes) -> Future[bytes]:
        """Hand a task to a worker that has none."""
        slot = next(slot for slot in self._slots if slot.is_idle)
        return slot.submit(work, version, packed)

    def failure(self, error: BaseException) -> TaskFailure:
        """A worker that died is a failure of its repository, and may not be its fault."""
        if isinstance(error, BrokenProcessPool):
            return TaskFailure("the worker process died (killed, or out of memory)", passing=True)
        if isinstance(error, Exception):
            return TaskFailure(f"internal error, {type(error).__name__}: {error}. Please report it.")
        raise error

    def close(self) -> None:
        """End the workers, with what they are doing."""
        for slot in self._slots:
            slot.close()


class _Slot:
    """A process that takes one task at a time, replaced when it has died."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._line: Connection | None = None
        self._last: Future[bytes] | None = None

    @property
    def is_idle(self) -> bool:
        return self._last is None or self._last.done()

    def submit(self, work: Work, version: str, packed: bytes) -> Future[bytes]:
        try:
            self._last = self._running().submit(_worked, work, version, packed)
        except BrokenProcessPool:
            # It has died since, with a task or without one.
            self.close()
            self._last = self._running().submit(_worked, work, version, packed)
        return self._last

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._pool = self._line = None

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            theirs, self._line = context.Pipe(duplex=False)
            self._pool = ProcessPoolExecutor(1, context, initializer=_begin, initargs=(theirs,))
        return self._pool


def _begin(line: Connection) -> None:
    """Prepare a worker: it ends, and git with it, when the driver lets go of the line, or is no more."""
    for name in _GIT_PLACES:
        os.environ.pop(name, None)
    # Ctrl-C is the driver's to answer; and a group of its own has the worker's git processes in it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_wait_for_the_end, args=(line, threading.main_thread()), daemon=True).start()


def _wait_for_the_end(line: Connection, main: threading.Thread) -> None:
    with contextlib.suppress(EOFError, OSError):
        line.recv_bytes()
    if hasattr(os, "killpg") and main.ident is not None:
        os.killpg(os.getpgrp(), signal.SIGTERM)
        # The group's signal may reach any thread; only this one is sure to wake the one that waits.
        signal.pthread_kill(main.ident, signal.SIGTERM)
    else:
        os._exit(1)


def _leave(number: int, frame: object) -> NoReturn:
    # Once is enough: a second one would come in the middle of tidying up.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(1)


def _worked(work: Work, version: str, packed: bytes) -> bytes:
    """Run a task in a worker; what ends the worker ends it here, once its folder is gone."""
    try:
        return work(version, packed)
    except SystemExit:
        os._exit(1)
