"""Worker processes of this machine: one that dies costs its own repository an attempt, and none is left."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from codemods.cli.fleet.local_workers import LocalWorkers
from tests.cli.fleet.fake_tasks import DONE, fake_task
from tests.cli.fleet.fake_workers import dispatch
from tests.cli.fleet.fleet_repositories import environment
from tests.processes import ends, read_pipe

DRIVER = """\
import sys
from codemods.cli.fleet.dispatch import Dispatcher
from codemods.cli.fleet.local_workers import LocalWorkers
from tests.cli.fleet.fake_tasks import fake_task, run_fake_task
from tests.cli.fleet.fake_workers import RecordingObserver

if __name__ == "__main__":
    workers = LocalWorkers(1)
    try:
        task = fake_task("a", "wait " + sys.argv[1])
        Dispatcher(workers, run_fake_task, RecordingObserver(), 0).run([task])
    except KeyboardInterrupt:
        workers.close()
"""


@pytest.fixture
def workers() -> Iterator[LocalWorkers]:
    made = LocalWorkers(2)
    yield made
    made.close()


def test_a_worker_that_dies_costs_one_attempt_of_one_repository(
    workers: LocalWorkers, tmp_path: Path
) -> None:
    tasks = [fake_task(f"r{number}", "done") for number in range(8)]
    tasks[2:2] = [fake_task("once", f"die once {tmp_path / 'mark'}"), fake_task("always", "die")]
    observer = dispatch(workers, *tasks, retries=1)
    assert observer.submitted == {**{task.repository.name: 1 for task in tasks}, "once": 2, "always": 2}
    failed = {name: outcome.failure for name, outcome in observer.outcomes.items() if outcome.failure}
    assert list(failed) == ["always"]
    assert "the worker process died" in str(failed["always"])
    assert observer.outcomes["once"] == DONE


def test_an_error_in_a_worker_is_one_repositorys_failure(workers: LocalWorkers) -> None:
    observer = dispatch(workers, fake_task("a", "raise"), fake_task("b", "done"))
    assert "internal error, ValueError" in str(observer.outcomes["a"].failure)
    assert observer.outcomes["b"] == DONE


@pytest.mark.skipif(sys.platform != "linux", reason="waits for a process that is not its child")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_their_driver_and_tidy_up(number: signal.Signals, tmp_path: Path) -> None:
    script, pipe = tmp_path / "driver.py", tmp_path / "pipe"
    script.write_text(DRIVER)
    os.mkfifo(pipe)
    with subprocess.Popen([sys.executable, str(script), str(pipe)], env=environment()) as driver:
        worker, folder = read_pipe(pipe).split()
        assert Path(folder).is_dir()
        driver.send_signal(number)
    assert ends(int(worker))
    assert not Path(folder).exists()
