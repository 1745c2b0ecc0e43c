"""Run a pure function over many values: on a pool of processes where that pays, else one after another."""

import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor

MANY = 48
"""With fewer files than this, starting processes costs more than it saves."""
_CHUNK = 8

Item = TypeVar("Item")
Result = TypeVar("Result")


class Workers:
    """A context in which functions are mapped over values; the results do not depend on where."""

    def __init__(self, files: int) -> None:
        """Take the number of files that the run is about."""
        self._pool: Executor | None = _pool() if files >= MANY and may_fork() else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Give the function's results in the order of the items.

        A pool that breaks (a worker was killed, say) is given up, and its work done here.
        """
        done = 0
        if self._pool is not None and len(items) >= MANY:
            from concurrent.futures.process import BrokenProcessPool

            try:
                for result in self._pool.map(function, items, chunksize=_CHUNK):
                    done += 1
                    yield result
            except BrokenProcessPool:
                self._pool = None
        yield from map(function, items[done:])


def failure_of(error: Exception) -> str:
    """Say in words that we failed on one file, and where; it costs that file and no more."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"repoint failed on this file: {type(error).__name__}: {error} ({place.name}:{place.lineno})"


def may_fork() -> bool:
    """Whether a pool starts at once and safely: forking is sound on Linux, with no other thread running."""
    return sys.platform == "linux" and threading.active_count() == 1 and _cores() > 1


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _pool() -> "Executor":
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(_cores(), multiprocessing.get_context("fork"))
