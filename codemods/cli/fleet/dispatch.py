"""Hands out all tasks, as many at once as the workers take, and repeats those that failed transiently."""

import heapq
import random
import time
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from typing import Protocol

import msgspec

from codemods import __version__
from codemods.cli.fleet.urls import masked
from codemods.cli.fleet.wire_format import pack, unpack
from codemods.cli.fleet.worker_pool import TaskFunction, WorkerPool
from codemods.values.fleet_run import FleetTask, TaskFailure, TaskOutcome

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds before the first repetition of a task, doubled for each further one up to the longest."""


class TaskObserver(Protocol):
    """Follows the progress of the tasks; its methods are called in the driver's own thread."""

    def submitting(self, task: FleetTask) -> None:
        """A task is about to be given to a worker; nothing has happened for it yet."""

    def retrying(self, task: FleetTask, failure: TaskFailure, pause: float) -> None:
        """A task failed transiently, and is tried again after a pause in seconds."""

    def finished(self, task: FleetTask, outcome: TaskOutcome) -> None:
        """A task has its final outcome."""

    def no_workers(self) -> None:
        """There are tasks and no workers; called each time the driver looks."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    task: FleetTask
    number: int = 0
    """How often it was tried before."""
    due: float = 0.0
    """When to begin it, by the dispatcher's clock."""

    def __lt__(self, other: "_Attempt") -> bool:
        return self.due < other.due


@dataclass
class Dispatcher:
    """Hands tasks to workers, and repeats those that failed transiently."""

    workers: WorkerPool
    function: TaskFunction
    observer: TaskObserver
    retries: int
    """How often a task is repeated."""
    clock: Callable[[], float] = time.monotonic
    pause: float = FIRST_PAUSE
    poll: float = 1.0
    """Seconds between two looks at whether there is a worker."""

    def run(self, tasks: Iterable[FleetTask]) -> None:
        """Get all tasks done. Raises what the workers raise when there are none of them any more."""
        waiting = deque(map(_Attempt, tasks))
        later: list[_Attempt] = []
        running: dict[Future[bytes], _Attempt] = {}
        while waiting or later or running:
            while later and later[0].due <= self.clock():
                waiting.append(heapq.heappop(later))
            is_idle = self._submit(waiting, running)
            for future in self._finished(running, self._patience(later, is_idle)):
                attempt = running.pop(future)
                outcome = self._outcome(future, attempt.task)
                failure = outcome.failure
                if failure is None or not failure.transient or attempt.number >= self.retries:
                    self.observer.finished(attempt.task, outcome)
                    continue
                # Not all at the same time: they may have failed together, for a server that was busy.
                pause = min(self.pause * 2**attempt.number, LONGEST_PAUSE) * random.uniform(0.75, 1.25)
                self.observer.retrying(attempt.task, failure, pause)
                heapq.heappush(later, _Attempt(attempt.task, attempt.number + 1, self.clock() + pause))

    def _submit(self, waiting: deque[_Attempt], running: dict[Future[bytes], _Attempt]) -> bool:
        """Give the workers what they take; whether there are no workers for what waits."""
        capacity = self.workers.capacity
        while waiting and len(running) < capacity:
            attempt = waiting.popleft()
            self.observer.submitting(attempt.task)
            running[self.workers.submit(self.function, __version__, pack(attempt.task))] = attempt
        if waiting and not running and not capacity:
            self.observer.no_workers()
            return True
        return False

    def _patience(self, later: list[_Attempt], is_idle: bool) -> float | None:
        """Seconds to wait for a task to finish; None: as long as it takes."""
        due = max(0.0, later[0].due - self.clock()) if later else None
        return min(self.poll, due or self.poll) if is_idle else due

    def _finished(self, running: dict[Future[bytes], _Attempt], patience: float | None) -> set[Future[bytes]]:
        if running:
            return wait(running, patience, FIRST_COMPLETED).done
        if patience:
            time.sleep(patience)
        return set()

    def _outcome(self, future: Future[bytes], task: FleetTask) -> TaskOutcome:
        try:
            return unpack(future.result(), TaskOutcome)
        except msgspec.DecodeError as error:
            failure = TaskFailure(f"a worker's answer can't be read: {error}")
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            # CancelledError is not an Exception; the driver cancels no future, so the cluster did.
            failure = self.workers.failure(error)
        message = masked(failure.message, task.repository.url)
        return TaskOutcome(failure=replace(failure, message=message))
