"""Worker processes of this machine: one that dies is missed by its own repository alone, and none stays."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from codemods.cli.fleet.local_workers import LocalCrew
from tests.cli.fleet.fleet_repositories import environment
from tests.cli.fleet.jobs import DONE, job
from tests.cli.fleet.test_dispatch import dispatch

DRIVER = """\
import sys
from codemods.cli.fleet.dispatch import Dispatcher
from codemods.cli.fleet.local_workers import LocalCrew
from tests.cli.fleet.jobs import job, run
from tests.cli.fleet.test_dispatch import Notes

if __name__ == "__main__":
    crew = LocalCrew(1)
    try:
        Dispatcher(crew, run, Notes(), 0).run([job("a", "wait " + sys.argv[1])])
    except KeyboardInterrupt:
        crew.close()
"""


@pytest.fixture
def crew() -> Iterator[LocalCrew]:
    made = LocalCrew(2)
    yield made
    made.close()


def test_a_worker_that_dies_costs_one_attempt_of_one_repository(crew: LocalCrew, tmp_path: Path) -> None:
    tasks = [job(f"r{number}", "done") for number in range(8)]
    tasks[2:2] = [job("once", f"die once {tmp_path / 'mark'}"), job("always", "die")]
    notes = dispatch(crew, *tasks, retries=1)
    assert notes.handed == {**{task.member.name: 1 for task in tasks}, "once": 2, "always": 2}
    failed = {name: outcome.failure for name, outcome in notes.outcomes.items() if outcome.failure}
    assert list(failed) == ["always"]
    assert "the worker process died" in str(failed["always"])
    assert notes.outcomes["once"] == DONE


def test_an_error_in_a_worker_is_one_repositorys_failure(crew: LocalCrew) -> None:
    notes = dispatch(crew, job("a", "raise"), job("b", "done"))
    assert "internal error, ValueError" in str(notes.outcomes["a"].failure)
    assert notes.outcomes["b"] == DONE


def ends(pid: int, seconds: float = 60.0) -> bool:
    """Whether a process, no child of ours, comes to its end."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)


@pytest.mark.skipif(sys.platform != "linux", reason="waits for a process that is no child")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_their_driver_and_tidy_up(how: signal.Signals, tmp_path: Path) -> None:
    script, mark = tmp_path / "driver.py", tmp_path / "mark"
    script.write_text(DRIVER)
    os.mkfifo(mark)
    with subprocess.Popen([sys.executable, str(script), str(mark)], env=environment()) as driver:
        worker, folder = mark.read_text().split()
        assert Path(folder).is_dir()
        driver.send_signal(how)
    assert ends(int(worker))
    assert not Path(folder).exists()
