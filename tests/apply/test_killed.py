"""Killed before any of its changes, a run leaves what the next one brings to one of the two ends."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.apply.killed_jobs import NAMES
from tests.apply.killer import Killer
from tests.apply.work_tree import Snapshot, WorkTree


@pytest.fixture(scope="module")
def killer() -> Iterator[Killer]:
    killer = Killer()
    yield killer
    killer.close()


@pytest.fixture
def start(repository: WorkTree) -> WorkTree:
    """A repository with two files on `main`, of which a copy is made for each kill."""
    shutil.rmtree(repository / ".git/hooks")
    for setting, value in {"user.name": "A", "user.email": "a@b.c", "gc.auto": "0"}.items():
        repository.git("config", setting, value)
    repository.commit(*NAMES)
    return repository


def killed(killer: Killer, job: str, start: WorkTree) -> Iterator[tuple[int, WorkTree]]:
    """Copies of a tree on which a job was killed: before its first change, its second, and so on to the last.

    After the last one the tree itself has the job done on it.
    """
    number = 0
    ended = False
    while not ended:
        number += 1
        tree = WorkTree(Path(shutil.copytree(start.root, start.root.with_name(f"{job}-{number}"))))
        ended = killer.run(job, tree.root, number)
        yield number, tree
        shutil.rmtree(tree.root)


@pytest.mark.parametrize("kind", ["apply", "here", "branch"])
def test_an_apply_killed_anywhere_is_settled(kind: str, killer: Killer, start: WorkTree) -> None:
    looks: list[Snapshot] = []
    for _, tree in killed(killer, kind, start):
        killer.run("recover", tree.root)
        looks.append(tree.snapshot())
        assert tree.leftovers() == []
    before, after = start.snapshot(), looks[-1]
    assert before != after
    taken_back = looks.index(after)
    assert looks == [before] * taken_back + [after] * (len(looks) - taken_back)
    # Every file, the index and the branch take some changes to write, and one to say that it is done.
    assert taken_back > 10
    assert len(looks) - taken_back > 1


@pytest.mark.parametrize("kind", ["here", "branch"])
def test_an_undo_killed_anywhere_is_settled_by_one_that_is_killed_too(
    kind: str, killer: Killer, start: WorkTree
) -> None:
    before = start.snapshot()
    killer.run(kind, start.root)
    after = start.snapshot()
    looks = []
    for number, tree in killed(killer, "undo", start):
        killer.run("recover", tree.root, number * 7 % 15 + 1)
        killer.run("recover", tree.root)
        looks.append(tree.snapshot())
        assert tree.leftovers() == []
    taken_back = looks.index(before)
    assert looks == [after] * taken_back + [before] * (len(looks) - taken_back)
    assert len(looks) - taken_back > 2


def test_a_killed_apply_is_taken_back_by_undo(killer: Killer, start: WorkTree) -> None:
    before = start.snapshot()
    killer.run("apply", start.root, 15)
    assert (start / ".git/index.lock").exists()
    killer.run("undo", start.root)
    assert (start.snapshot(), start.leftovers()) == (before, [])
