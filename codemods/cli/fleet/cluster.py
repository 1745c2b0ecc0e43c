"""Workers on a Dask cluster, which need no disk in common with the driver.

The scheduler hands a task on when its worker dies, and gives it up once it has killed a few (the cluster's
own `distributed.scheduler.allowed-failures`).
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Executor, Future
from typing import Protocol, cast

from codemods import __version__
from codemods.cli.fleet.crew import Work
from codemods.cli.fleet.wire import PYTHON
from codemods.values.errors import RepointError
from codemods.values.fleet import TaskFailure

_AHEAD = 2
"""Tasks with the workers for each of their threads: one that runs, and one to go on with."""
_LOOK_AGAIN = 1.0
"""Seconds after which the workers are counted anew."""


class _Client(Protocol):
    """What is used of `distributed.Client`, which has no types."""

    def get_executor(self, *, pure: bool) -> Executor: ...

    def nthreads(self) -> Mapping[str, int]: ...

    def run(self, function: Callable[[], object], *, on_error: str) -> Mapping[str, object]: ...

    def close(self) -> None: ...


class ClusterCrew:
    """The workers of a scheduler, as many as there are at the time."""

    def __init__(self, address: str) -> None:
        """Connect. Raises RepointError where that fails, or a worker has another repoint."""
        self._address = address
        self._client = _connect(address)
        self._executor = self._client.get_executor(pure=False)
        self._counted, self._threads = -_LOOK_AGAIN, 0
        try:
            self.pythons = self._check_workers()
        except BaseException:
            self._client.close()
            raise

    @property
    def room(self) -> int:
        """How many tasks are best with the workers at once."""
        now = time.monotonic()
        if now - self._counted >= _LOOK_AGAIN:
            self._counted, self._threads = now, self._count()
        return _AHEAD * self._threads

    def submit(self, work: Work, version: str, packed: bytes) -> Future[bytes]:
        """Hand a task to the scheduler."""
        return self._executor.submit(work, version, packed)

    def failure(self, error: BaseException) -> TaskFailure:
        """Say what an error means. Raises RepointError where the scheduler is gone."""
        from distributed import KilledWorker

        if isinstance(error, CancelledError | asyncio.CancelledError):
            raise self._gone() from None
        if isinstance(error, KilledWorker):
            return TaskFailure(
                "every worker that took it was killed or lost (out of memory?); see the workers' logs"
            )
        if isinstance(error, ImportError | AttributeError):
            return TaskFailure(f"a worker can't load repoint ({error}); {_INSTALL}")
        if isinstance(error, Exception):
            return TaskFailure(f"the cluster failed: {type(error).__name__}: {error}", passing=True)
        raise error

    def close(self) -> None:
        """Give the tasks up that have not begun, and disconnect; the cluster stays."""
        self._executor.shutdown(wait=False)
        self._client.close()

    def _count(self) -> int:
        try:
            return sum(self._client.nthreads().values())
        except Exception as error:
            raise self._gone() from error

    def _check_workers(self) -> frozenset[str]:
        """The Pythons of the workers that are there. Raises RepointError where one has another repoint."""
        found = self._client.run(_versions, on_error="return")
        for worker, said in found.items():
            if isinstance(said, BaseException):
                raise RepointError(f"the worker {worker} can't load repoint ({said}); {_INSTALL}")
            if isinstance(said, tuple) and said[0] != __version__:
                versions = f"has repoint {said[0]}, and the driver {__version__}"
                raise RepointError(f"the worker {worker} {versions}; {_INSTALL}")
        return frozenset(said[1] for said in found.values() if isinstance(said, tuple))

    def _gone(self) -> RepointError:
        return RepointError(
            f"--scheduler: {self._address} is gone; what is done is in the ledger, "
            "so run repoint again once it is back"
        )


_INSTALL = "install the same version on scheduler and workers, and run repoint again"


def _versions() -> tuple[str, str]:
    """What a worker runs: repoint's version, and Python's."""
    return __version__, PYTHON


def _connect(address: str) -> _Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise RepointError(
            f'--scheduler needs Dask ({error}): pip install "repoint[dask]", in the version of the cluster'
        ) from None
    # They would log at length, to standard error, what is said here in one line.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    connect: Callable[..., object] = Client
    try:
        return cast(_Client, connect(address, set_as_default=False))
    except (OSError, ValueError, TimeoutError) as error:
        raise RepointError(f"--scheduler: {address} can't be reached: {error}") from None
