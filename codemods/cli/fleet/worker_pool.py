"""The workers of a fleet as the driver sees them, on this machine or on a cluster."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol

from codemods.values.fleet_run import TaskFailure

TaskFunction = Callable[[str, bytes], bytes]
"""What a worker runs, a module's own function: from the driver's version and a packed task to its outcome."""


class WorkerPool(Protocol):
    """Workers that take tasks, and give futures of `concurrent.futures`."""

    @property
    def capacity(self) -> int:
        """How many tasks the workers should have at once; 0 while there is no worker."""

    def submit(self, function: TaskFunction, version: str, packed: bytes) -> Future[bytes]:
        """Hand a task to a worker."""

    def failure(self, error: BaseException) -> TaskFailure:
        """Say what a future's error means for its repository.

        Raises RepointError where it means that there are no workers any more.
        """

    def close(self) -> None:
        """Let the workers go. Tasks that are still running end; their outcomes are not needed any more."""
