"""Run a pure function over many values: on a pool of processes where that pays, else one after another."""

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

MANY = 48
"""With fewer values than this, starting processes costs more than it saves."""
_CHUNK = 4
"""Values that a worker takes at once, at least."""
_PORTIONS = 32
"""Into so many chunks the work of one process is cut at most, so that all end at about the same time."""
_LOOK = 1.0
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
        if self._jobs == 1 or len(items) < MANY or not may_fork():
            return _here(function, items, step)
        size = max(_CHUNK, len(items) // (_PORTIONS * self._jobs))
        chunks = [items[start : start + size] for start in range(0, len(items), size)]
        with _at_work(self._jobs - 1, function, chunks) as waiting:
            if waiting is None:
                return _here(function, items, step)
            return list(chain.from_iterable(_shared(waiting, function, chunks, step)))


def _here(
    function: Callable[[Item], Result], items: Sequence[Item], step: Callable[[int], None]
) -> list[Result]:
    results: list[Result] = []
    for item in items:
        results.append(function(item))
        step(len(results))
    return results


@contextmanager
def _at_work(
    jobs: int, function: Callable[[Item], Result], chunks: Sequence[Sequence[Item]]
) -> "Iterator[list[Future[list[Result]]] | None]":
    """A pool's results to come, one for each chunk; None where the system denies us one.

    A container may allow no more processes, or threads, or have no semaphores. What was begun is ended then:
    workers that nobody hands work to wait for ever, and so would whoever waits for them.
    """
    import multiprocessing

    strangers = multiprocessing.active_children()
    told, threading.excepthook = threading.excepthook, lambda _failure: None
    pool: Executor | None = None
    try:
        try:
            pool = _forked(jobs, function, chunks)
            waiting = [pool.submit(_run, index) for index in range(len(chunks))]
        except (OSError, RuntimeError, ImportError):
            if pool is not None:
                pool.shutdown(wait=False, cancel_futures=True)
            yield None
            return
        try:
            yield waiting
        finally:
            pool.shutdown(cancel_futures=True)
    finally:
        for child in multiprocessing.active_children():
            if child not in strangers:
                child.kill()
                child.join()
        threading.excepthook = told


def _shared(
    waiting: "Sequence[Future[list[Result]]]",
    function: Callable[[Item], Result],
    chunks: Sequence[Sequence[Item]],
    step: Callable[[int], None],
) -> "Iterator[list[Result]]":
    """The chunks' results in order. The workers begin at the front, and this process at the back."""
    from concurrent.futures import CancelledError
    from concurrent.futures.process import BrokenProcessPool

    own: dict[int, list[Result]] = {}
    for index in range(len(chunks) - 1, -1, -1):
        if not waiting[index].cancel():
            break
        own[index] = [function(item) for item in chunks[index]]
        step(sum(map(len, own.values())) + sum(len(chunks[0]) for each in waiting if _is_through(each)))
    for index, future in enumerate(waiting):
        if index not in own:
            try:
                own[index] = _result(future)
            except (BrokenProcessPool, CancelledError):
                own[index] = [function(item) for item in chunks[index]]
        yield own.pop(index)


def _result(future: "Future[Result]") -> Result:
    """Wait for a result. Raises BrokenProcessPool also where no thread is left that would bring it."""
    from concurrent.futures import wait
    from concurrent.futures.process import BrokenProcessPool

    while not future.done():
        wait([future], timeout=_LOOK)
        if threading.active_count() == 1 and not future.done():
            raise BrokenProcessPool
    return future.result()


def _is_through(future: "Future[list[Result]]") -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def failure_of(error: Exception) -> str:
    """Say in words that we failed on one file, and where; it costs that file and no more."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"repoint failed on this file: {type(error).__name__}: {error} ({place.name}:{place.lineno})"


def may_fork() -> bool:
    """Whether a pool starts at once and safely: forking is sound on Linux, with no other thread running."""
    return sys.platform == "linux" and threading.active_count() == 1


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


_work: "tuple[Callable[[Any], Any], Sequence[Sequence[Any]]]"
"""What a forked worker was made for. It has it with its memory, so that only results cross a pipe."""


def _forked(jobs: int, function: Callable[[Item], Result], chunks: Sequence[Sequence[Item]]) -> "Executor":
    global _work
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    _work = function, chunks
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _leave_interrupts)


def _leave_interrupts() -> None:
    """In a worker: whoever presses Ctrl-C means this program, which then ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run(index: int) -> list[Any]:
    """In a worker: the results for one chunk of the values."""
    function, chunks = _work
    return [function(item) for item in chunks[index]]
