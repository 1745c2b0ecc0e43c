"""Who does the work of a fleet, as the driver sees them: on this machine, or on a cluster."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol

from codemods.values.fleet import TaskFailure

Work = Callable[[str, bytes], bytes]
"""What a worker runs: the driver's version and a packed task to a packed outcome; a module's own function."""


class Crew(Protocol):
    """Workers that take tasks as futures of `concurrent.futures`."""

    @property
    def room(self) -> int:
        """How many tasks are best with the workers at once; 0 while there is no worker."""

    def submit(self, work: Work, version: str, packed: bytes) -> Future[bytes]:
        """Hand a task to a worker."""

    def failure(self, error: BaseException) -> TaskFailure:
        """Say what a future's error means for its repository.

        Raises RepointError where it means that nobody is left to do any work.
        """

    def close(self) -> None:
        """Let the workers go, and what they are doing end; all tasks that matter have come back."""
