"""Getting every task done: as many at once as the workers take, and what may pass once more, later."""

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
from codemods.cli.fleet.crew import Crew, Work
from codemods.cli.fleet.urls import masked
from codemods.cli.fleet.wire import pack, unpack
from codemods.values.fleet import FleetTask, TaskFailure, TaskOutcome

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds before the first repetition of a task, doubled for each further one up to the longest."""


class TaskWatcher(Protocol):
    """Who writes down how far the tasks are. Its methods are called in the driver's own thread."""

    def handed_out(self, task: FleetTask) -> None:
        """A task is about to be given to a worker; nothing has happened for it yet."""

    def again(self, task: FleetTask, failure: TaskFailure, pause: float) -> None:
        """A task failed in a way that may pass, and is tried again after some seconds."""

    def settled(self, task: FleetTask, outcome: TaskOutcome) -> None:
        """A task has come to its end, one way or the other."""

    def no_worker(self) -> None:
        """There are tasks and nobody to do them; called once, until there is somebody."""


@dataclass
class Dispatcher:
    """Hands tasks to workers, and repeats those that failed in a way that may pass."""

    crew: Crew
    work: Work
    watcher: TaskWatcher
    retries: int
    """How often a task is repeated."""
    clock: Callable[[], float] = time.monotonic
    pause: float = FIRST_PAUSE
    look_again: float = 1.0
    """Seconds between two looks at whether there is a worker."""

    def run(self, tasks: Iterable[FleetTask]) -> None:
        """Get all tasks done. Raises what the crew raises when nobody is left to work."""
        waiting = deque((task, 0) for task in tasks)
        later: list[tuple[float, int, FleetTask, int]] = []
        running: dict[Future[bytes], tuple[FleetTask, int]] = {}
        numbers = iter(range(2**63))
        while waiting or later or running:
            while later and later[0][0] <= self.clock():
                _, _, task, tried = heapq.heappop(later)
                waiting.append((task, tried))
            idle = self._fill(waiting, running)
            for future in self._finished(running, self._patience(later, idle)):
                task, tried = running.pop(future)
                outcome = self._outcome(future, task)
                failure = outcome.failure
                if failure is None or not failure.passing or tried >= self.retries:
                    self.watcher.settled(task, outcome)
                    continue
                pause = min(self.pause * 2**tried, LONGEST_PAUSE) * random.uniform(0.75, 1.25)
                self.watcher.again(task, failure, pause)
                heapq.heappush(later, (self.clock() + pause, next(numbers), task, tried + 1))

    def _fill(
        self, waiting: deque[tuple[FleetTask, int]], running: dict[Future[bytes], tuple[FleetTask, int]]
    ) -> bool:
        """Give the workers what they take; whether nobody is there to take what waits."""
        room = self.crew.room
        while waiting and len(running) < room:
            task, tried = waiting.popleft()
            self.watcher.handed_out(task)
            running[self.crew.submit(self.work, __version__, pack(task))] = task, tried
        if waiting and not running and not room:
            self.watcher.no_worker()
            return True
        return False

    def _patience(self, later: list[tuple[float, int, FleetTask, int]], idle: bool) -> float | None:
        """How long to wait for something to finish; None: as long as it takes."""
        due = max(0.0, later[0][0] - self.clock()) if later else None
        return min(self.look_again, due or self.look_again) if idle else due

    def _finished(
        self, running: dict[Future[bytes], tuple[FleetTask, int]], patience: float | None
    ) -> set[Future[bytes]]:
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
            # A future that was cancelled is no Exception, and nobody here cancels one.
            failure = self.crew.failure(error)
        return TaskOutcome(failure=replace(failure, message=masked(failure.message, task.member.url)))
