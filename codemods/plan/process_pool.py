"""Run a pure function over many values: on a pool of processes where that pays, else one after another."""

import os
import signal
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

MANY = 48
"""With fewer values than this, starting processes costs more than it saves."""
_CHUNK = 4
"""How many values a worker takes at once, at least."""
_MOST_CHUNKS = 32
"""Into so many chunks the work of one process is cut at most, so that all end at about the same time."""
_PATIENCE = 1.0
"""Seconds after which a pool that brings no result is looked at."""

Item = TypeVar("Item")
Result = TypeVar("Result")


class Workers:
    """Maps functions over values on some processes; the results do not depend on how many."""

    def __init__(self, jobs: int | None = None) -> None:
        """Take the number of processes, this one with them; by default one on each processor we may use."""
        self._jobs = jobs or cores()

    def map(
        self,
        function: Callable[[Item], Result],
        items: Sequence[Item],
        step: Callable[[int], None] = lambda _done: None,
    ) -> list[Result]:
        """Give the function's results in the order of the items; `step` hears how many there are by now.

        A pool that breaks (a worker was killed, say) is given up, and its work done here.
        """
        if not self.share(len(items)):
            return _serially(function, items, step)
        size = max(_CHUNK, len(items) // (_MOST_CHUNKS * self._jobs))
        chunks = [items[start : start + size] for start in range(0, len(items), size)]
        with _pool_results(self._jobs - 1, function, chunks) as futures:
            if futures is None:
                return _serially(function, items, step)
            return list(chain.from_iterable(_shared(futures, function, chunks, step)))

    def share(self, count: int) -> bool:
        """Whether so many values are worth more processes than this one."""
        return self._jobs > 1 and count >= MANY and may_fork()


def _serially(
    function: Callable[[Item], Result], items: Sequence[Item], step: Callable[[int], None]
) -> list[Result]:
    results: list[Result] = []
    for item in items:
        results.append(function(item))
        step(len(results))
    return results


@contextmanager
def _pool_results(
    jobs: int, function: Callable[[Item], Result], chunks: Sequence[Sequence[Item]]
) -> "Iterator[list[Future[list[Result]]] | None]":
    """A pool's results to come, one for each chunk; None where the system does not allow a pool.

    A container may allow no more processes, or threads, or have no semaphores.
    """
    import multiprocessing

    others = multiprocessing.active_children()
    # The pool's own thread may fail as well, and would write a traceback.
    hook, threading.excepthook = threading.excepthook, lambda _failure: None
    pool: Executor | None = None
    try:
        try:
            pool = _forked(jobs, function, chunks)
            with warnings.catch_warnings():
                # The processes are forked by the first of these. See `_system_threads`.
                warnings.simplefilter("ignore", DeprecationWarning)
                futures = [pool.submit(_run, index) for index in range(len(chunks))]
        except (OSError, RuntimeError, ImportError):
            if pool is not None:
                pool.shutdown(wait=False, cancel_futures=True)
            yield None
            return
        try:
            yield futures
        finally:
            pool.shutdown(cancel_futures=True)
    finally:
        # A worker that is never given work waits for ever, and Python at its end would wait for the worker.
        for child in multiprocessing.active_children():
            if child not in others:
                child.kill()
                child.join()
        threading.excepthook = hook


def _shared(
    futures: "Sequence[Future[list[Result]]]",
    function: Callable[[Item], Result],
    chunks: Sequence[Sequence[Item]],
    step: Callable[[int], None],
) -> "Iterator[list[Result]]":
    """The chunks' results in order. The workers begin at the front, and this process at the back."""
    from concurrent.futures import CancelledError
    from concurrent.futures.process import BrokenProcessPool

    found: dict[int, list[Result]] = {}
    for index in range(len(chunks) - 1, -1, -1):
        # A chunk that cannot be cancelled is with a worker: the two have met.
        if not futures[index].cancel():
            break
        found[index] = [function(item) for item in chunks[index]]
        step(sum(map(len, found.values())) + sum(len(chunks[0]) for each in futures if _is_done(each)))
    for index, future in enumerate(futures):
        if index not in found:
            try:
                found[index] = _result(future)
            except (BrokenProcessPool, CancelledError):
                found[index] = [function(item) for item in chunks[index]]
        yield found.pop(index)


def _result(future: "Future[Result]") -> Result:
    """Wait for a result. Raises BrokenProcessPool also where no thread is left that would bring it."""
    from concurrent.futures import wait
    from concurrent.futures.process import BrokenProcessPool

    while not future.done():
        wait([future], timeout=_PATIENCE)
        if threading.active_count() == 1 and not future.done():
            raise BrokenProcessPool
    return future.result()


def _is_done(future: "Future[list[Result]]") -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def failure_of(error: Exception) -> str:
    """Say in words that repoint failed on one file, and where; it costs that file and no more."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"repoint failed on this file: {type(error).__name__}: {error} ({place.name}:{place.lineno})"


def may_fork() -> bool:
    """Whether a pool starts at once and safely: forking is sound on Linux, with no other thread running."""
    return sys.platform == "linux" and threading.active_count() == 1 and _system_threads() == 1


def _system_threads() -> int:
    """How many threads the system counts in this process: one that C code started is not among Python's.

    From Python 3.15 on `os.fork` warns of them, when the child is there already. Where warnings are
    errors, nobody then knows of that child, and it waits for ever.
    """
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return 1


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


_job: "tuple[Callable[[Any], Any], Sequence[Sequence[Any]]]"
"""What a forked worker was made for. It comes with its memory, so that only results cross a pipe."""


def _forked(jobs: int, function: Callable[[Item], Result], chunks: Sequence[Sequence[Item]]) -> "Executor":
    global _job
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    _job = function, chunks
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _depend_on_parent)


def _depend_on_parent() -> None:
    """In a worker: Ctrl-C is for its parent, which then ends it; a parent that is killed cannot."""
    import multiprocessing

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None
    # Where the system allows no further thread, the worker goes without.
    with suppress(RuntimeError):
        threading.Thread(target=_end_after, args=(parent.join,), daemon=True).start()


def _end_after(wait: Callable[[], None]) -> None:
    """End a worker that waits for work, or works, after its parent. By itself it would wait for ever."""
    wait()
    os._exit(1)


def _run(index: int) -> list[Any]:
    """In a worker: the results for one chunk of the values."""
    function, chunks = _job
    return [function(item) for item in chunks[index]]
