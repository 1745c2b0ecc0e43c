"""Workers in this process, and an observer that records what it is told."""

from collections import Counter
from concurrent.futures import Future
from dataclasses import dataclass, field

from codemods import __version__
from codemods.cli.fleet.dispatch import Dispatcher
from codemods.cli.fleet.worker_pool import TaskFunction, WorkerPool
from codemods.values.errors import RepointError
from codemods.values.fleet_run import FleetTask, TaskFailure, TaskOutcome
from tests.cli.fleet.fake_tasks import run_fake_task


class InProcessWorkers:
    """A WorkerPool that runs tasks when they are submitted, with a list of answers about its capacity."""

    def __init__(self, *capacities: int) -> None:
        self.capacities = list(capacities)

    @property
    def capacity(self) -> int:
        return self.capacities.pop(0) if len(self.capacities) > 1 else self.capacities[0]

    def submit(self, function: TaskFunction, version: str, packed: bytes) -> Future[bytes]:
        assert version == __version__
        future: Future[bytes] = Future()
        try:
            future.set_result(function(version, packed))
        except ValueError as error:
            future.set_exception(error)
        return future

    def failure(self, error: BaseException) -> TaskFailure:
        if "s3cret" in str(error):
            return TaskFailure(f"{error}: https://me:s3cret@example.org", transient=False)
        raise RepointError("there are no workers any more")

    def close(self) -> None: ...


@dataclass
class RecordingObserver:
    """A TaskObserver that records its calls."""

    submitted: Counter[str] = field(default_factory=Counter)
    repeated: list[str] = field(default_factory=list)
    outcomes: dict[str, TaskOutcome] = field(default_factory=dict)
    without_workers: int = 0
    most: int = 0
    """How many tasks ran at once, at the most."""

    def submitting(self, task: FleetTask) -> None:
        self.submitted[task.repository.name] += 1
        running = sum(self.submitted.values()) - len(self.outcomes) - len(self.repeated)
        self.most = max(self.most, running)

    def retrying(self, task: FleetTask, failure: TaskFailure, pause: float) -> None:
        self.repeated.append(task.repository.name)

    def finished(self, task: FleetTask, outcome: TaskOutcome) -> None:
        assert task.repository.name not in self.outcomes
        self.outcomes[task.repository.name] = outcome

    def no_workers(self) -> None:
        self.without_workers += 1


def dispatch(workers: WorkerPool, *tasks: FleetTask, retries: int = 2) -> RecordingObserver:
    """Have tasks run by workers, without pauses."""
    observer = RecordingObserver()
    Dispatcher(workers, run_fake_task, observer, retries, pause=0.0, poll=0.0).run(tasks)
    return observer
