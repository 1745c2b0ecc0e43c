"""Workers on a Dask cluster, which need not share a disk with the driver.

When a worker dies, the scheduler hands its task to another one, and gives the task up once it has killed a
few workers (the cluster's own `distributed.scheduler.allowed-failures`).
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Executor, Future
from typing import Protocol, cast

from codemods import __version__
from codemods.cli.fleet.wire_format import PYTHON
from codemods.cli.fleet.worker_pool import TaskFunction
from codemods.values.errors import RepointError
from codemods.values.fleet_run import TaskFailure

_TASKS_PER_THREAD = 2
"""One that runs, and one to go on with."""
_RECOUNT = 1.0
"""Seconds after which the workers are counted again."""


class _Client(Protocol):
    """The part of `distributed.Client` that is used; the class itself has no types."""

    def get_executor(self, *, pure: bool) -> Executor: ...

    def nthreads(self) -> Mapping[str, int]: ...

    def run(self, function: Callable[[], object], *, on_error: str) -> Mapping[str, object]: ...

    def close(self) -> None: ...


class ClusterWorkers:
    """The workers of a scheduler; their number may change at any time."""

    def __init__(self, address: str) -> None:
        """Connect. Raises RepointError where that fails, or a worker has another version of repoint."""
        self._address = address
        self._client = _connect(address)
        self._executor = self._client.get_executor(pure=False)
        self._counted, self._threads = -_RECOUNT, 0
        try:
            self.pythons = self._check_workers()
        except BaseException:
            self._client.close()
            raise

    @property
    def capacity(self) -> int:
        """How many tasks the workers should have at once."""
        now = time.monotonic()
        if now - self._counted >= _RECOUNT:
            self._counted, self._threads = now, self._count()
        return _TASKS_PER_THREAD * self._threads

    def submit(self, function: TaskFunction, version: str, packed: bytes) -> Future[bytes]:
        """Hand a task to the scheduler."""
        return self._executor.submit(function, version, packed)

    def failure(self, error: BaseException) -> TaskFailure:
        """Say what a future's error means. Raises RepointError where the scheduler is gone."""
        from distributed import KilledWorker

        if isinstance(error, CancelledError | asyncio.CancelledError):
            raise self._gone_error() from None
        if isinstance(error, KilledWorker):
            return TaskFailure(
                "every worker that took it was killed or lost (out of memory?); see the workers' logs"
            )
        if isinstance(error, ImportError | AttributeError):
            return TaskFailure(f"a worker can't load repoint ({error}); {_INSTALL}")
        if isinstance(error, Exception):
            return TaskFailure(f"the cluster failed: {type(error).__name__}: {error}", transient=True)
        raise error

    def close(self) -> None:
        """Cancel the tasks that have not begun, and disconnect; the cluster goes on running."""
        self._executor.shutdown(wait=False)
        self._client.close()

    def _count(self) -> int:
        try:
            return sum(self._client.nthreads().values())
        except Exception as error:
            raise self._gone_error() from error

    def _check_workers(self) -> frozenset[str]:
        """Give the Python versions of the workers. Raises RepointError where one has another repoint."""
        found = self._client.run(_versions, on_error="return")
        for worker, answer in found.items():
            if isinstance(answer, BaseException):
                raise RepointError(f"the worker {worker} can't load repoint ({answer}); {_INSTALL}")
            if isinstance(answer, tuple) and answer[0] != __version__:
                versions = f"has repoint {answer[0]}, and the driver {__version__}"
                raise RepointError(f"the worker {worker} {versions}; {_INSTALL}")
        return frozenset(answer[1] for answer in found.values() if isinstance(answer, tuple))

    def _gone_error(self) -> RepointError:
        return RepointError(
            f"--scheduler: {self._address} is gone; what is done is in the ledger, "
            "so run repoint again once it is back"
        )


_CERTIFICATES = "for TLS, Dask's configuration has to name certificates (distributed.comm.tls)"
_INSTALL = "install the same version on scheduler and workers, and run repoint again"


def _versions() -> tuple[str, str]:
    """Give the versions of repoint and Python; run on each worker."""
    return __version__, PYTHON


def _connect(address: str) -> _Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise RepointError(
            f'--scheduler needs Dask ({error}): pip install "repoint[dask]", in the version of the cluster'
        ) from None
    # Their loggers would print at length what is one line here.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    connect: Callable[..., object] = Client
    try:
        return cast(_Client, connect(address, set_as_default=False))
    except (OSError, ValueError, TimeoutError, TypeError, RuntimeError) as error:
        # The latter two where TLS is set up on one side only.
        hint = f"; {_CERTIFICATES}" if address.startswith("tls://") else ""
        raise RepointError(f"--scheduler: {address} can't be reached: {error}{hint}") from None
