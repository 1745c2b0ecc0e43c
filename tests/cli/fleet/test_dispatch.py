"""All tasks are run, not too many at once, and again where that may help."""

from pathlib import Path

import pytest

from codemods.values.fleet_run import TaskFailure
from tests.cli.fleet.fake_tasks import DONE, fake_task
from tests.cli.fleet.fake_workers import InProcessWorkers, dispatch


@pytest.fixture
def workers() -> InProcessWorkers:
    return InProcessWorkers(2)


def test_every_task_is_done_once(workers: InProcessWorkers) -> None:
    names = [f"r{number}" for number in range(9)]
    observer = dispatch(workers, *(fake_task(name, "done") for name in names))
    assert observer.outcomes == dict.fromkeys(names, DONE)
    assert set(observer.submitted.values()) == {1}
    assert observer.most <= 2


def test_what_may_pass_is_tried_again_and_no_more_often_than_asked(
    workers: InProcessWorkers, tmp_path: Path
) -> None:
    observer = dispatch(
        workers,
        fake_task("a", f"fail once {tmp_path / 'a'}"),
        fake_task("b", "fail"),
        fake_task("c", "wrong"),
    )
    assert observer.submitted == {"a": 2, "b": 3, "c": 1}
    assert observer.outcomes["a"] == DONE
    assert [observer.outcomes[name].failure for name in "bc"] == [
        TaskFailure("the network", transient=True),
        TaskFailure("the migration"),
    ]
    assert dispatch(workers, fake_task("b", "fail"), retries=0).submitted == {"b": 1}


def test_a_future_that_raises_is_one_repositorys_failure_and_tells_no_password(
    workers: InProcessWorkers,
) -> None:
    observer = dispatch(workers, fake_task("a", "raise"), fake_task("b", "garbage"), fake_task("c", "done"))
    assert observer.outcomes["c"] == DONE
    failures = [observer.outcomes[name].failure for name in "ab"]
    assert all(failure is not None for failure in failures)
    assert failures[0] == TaskFailure("s3cret: https://***@example.org")
    assert "answer can't be read" in str(failures[1])


def test_with_no_worker_it_waits_for_one() -> None:
    observer = dispatch(InProcessWorkers(0, 0, 1), fake_task("a", "done"))
    assert (observer.without_workers, observer.outcomes) == (2, {"a": DONE})
