"""Handing tasks out: all of them, not too many at once, and again where that may help."""

from collections import Counter
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from codemods import __version__
from codemods.cli.fleet.crew import Work
from codemods.cli.fleet.dispatch import Dispatcher
from codemods.cli.fleet.local_workers import LocalCrew
from codemods.values.errors import RepointError
from codemods.values.fleet import FleetTask, TaskFailure, TaskOutcome
from tests.cli.fleet.jobs import DONE, job, run


class Here:
    """A crew that works in this process, on what it was given, when it is asked how much more it takes."""

    def __init__(self, *rooms: int) -> None:
        self.rooms = list(rooms)

    @property
    def room(self) -> int:
        return self.rooms.pop(0) if len(self.rooms) > 1 else self.rooms[0]

    def submit(self, work: Work, version: str, packed: bytes) -> Future[bytes]:
        assert version == __version__
        future: Future[bytes] = Future()
        try:
            future.set_result(work(version, packed))
        except ValueError as error:
            future.set_exception(error)
        return future

    def failure(self, error: BaseException) -> TaskFailure:
        if "s3cret" in str(error):
            return TaskFailure(f"{error}: https://me:s3cret@example.org", passing=False)
        raise RepointError("nobody is left")

    def close(self) -> None: ...


@dataclass
class Notes:
    """What a watcher is told."""

    handed: Counter[str] = field(default_factory=Counter)
    repeated: list[str] = field(default_factory=list)
    outcomes: dict[str, TaskOutcome] = field(default_factory=dict)
    alone: int = 0
    most: int = 0

    def handed_out(self, task: FleetTask) -> None:
        self.handed[task.member.name] += 1
        self.most = max(self.most, sum(self.handed.values()) - len(self.outcomes) - len(self.repeated))

    def again(self, task: FleetTask, failure: TaskFailure, pause: float) -> None:
        self.repeated.append(task.member.name)

    def settled(self, task: FleetTask, outcome: TaskOutcome) -> None:
        assert task.member.name not in self.outcomes
        self.outcomes[task.member.name] = outcome

    def no_worker(self) -> None:
        self.alone += 1


def dispatch(crew: Here | LocalCrew, *tasks: FleetTask, retries: int = 2) -> Notes:
    notes = Notes()
    Dispatcher(crew, run, notes, retries, pause=0.0, look_again=0.0).run(tasks)
    return notes


@pytest.fixture
def crew(tmp_path: Path) -> Here:
    return Here(2)


def test_every_task_is_done_once(crew: Here) -> None:
    names = [f"r{number}" for number in range(9)]
    notes = dispatch(crew, *(job(name, "done") for name in names))
    assert notes.outcomes == dict.fromkeys(names, DONE)
    assert set(notes.handed.values()) == {1}
    assert notes.most <= 2


def test_what_may_pass_is_tried_again_and_no_more_often_than_asked(crew: Here, tmp_path: Path) -> None:
    notes = dispatch(crew, job("a", f"fail once {tmp_path / 'a'}"), job("b", "fail"), job("c", "wrong"))
    assert notes.handed == {"a": 2, "b": 3, "c": 1}
    assert notes.outcomes["a"] == DONE
    assert [notes.outcomes[name].failure for name in "bc"] == [
        TaskFailure("the network", passing=True),
        TaskFailure("the migration"),
    ]
    assert dispatch(crew, job("b", "fail"), retries=0).handed == {"b": 1}


def test_a_future_that_raises_is_one_repositorys_failure_and_tells_no_password(crew: Here) -> None:
    notes = dispatch(crew, job("a", "raise"), job("b", "garbage"), job("c", "done"))
    assert notes.outcomes["c"] == DONE
    failures = [notes.outcomes[name].failure for name in "ab"]
    assert all(failure is not None for failure in failures)
    assert failures[0] == TaskFailure("s3cret: https://***@example.org")
    assert "answer can't be read" in str(failures[1])


def test_with_no_worker_it_waits_for_one() -> None:
    notes = dispatch(Here(0, 0, 1), job("a", "done"))
    assert (notes.alone, notes.outcomes) == (2, {"a": DONE})
