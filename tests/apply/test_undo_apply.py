"""Applies are taken back one after another, the last one first, or by number; what is partly back goes on."""

import shutil
from pathlib import Path

import pytest

from codemods.apply.journal import ApplyState
from codemods.apply.locked_tree import lock_tree
from codemods.values.errors import RepointError
from tests.apply.work_tree import NEW, OLD, WorkTree

NOTHING = "there is nothing to take back here; `repoint log` lists the applies"


def states(tree: WorkTree) -> list[str]:
    with lock_tree(tree.root) as locked:
        return [each.state for each in reversed(locked.journal.all())]


def test_there_is_nothing_to_take_back_at_first(repository: WorkTree) -> None:
    with pytest.raises(RepointError, match=NOTHING):
        repository.undo()


def test_twice_takes_the_one_before_back(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    before = repository.snapshot()
    repository.apply("a.py")
    between = repository.snapshot()
    repository.apply("b.py")
    assert repository.undo().logged.number == 2
    assert repository.snapshot() == between
    assert repository.undo().logged.number == 1
    assert repository.snapshot() == before
    with pytest.raises(RepointError, match=NOTHING):
        repository.undo()


def test_an_apply_after_an_undo_is_one_of_its_own(repository: WorkTree) -> None:
    repository.commit("a.py")
    for number in (1, 2):
        assert repository.apply("a.py").number == number
        assert repository.undo().logged.number == number
    assert states(repository) == ["undone", "undone"]


def test_an_earlier_one_goes_by_its_number(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    repository.apply("a.py")
    repository.apply("b.py")
    assert repository.undo(1).result.restored == ("a.py",)
    assert repository.snapshot().files == {"a.py": OLD, "b.py": NEW}
    assert states(repository) == ["undone", "done"]
    with pytest.raises(RepointError, match="the apply 1 is taken back already"):
        repository.undo(1)


def test_what_a_later_apply_changed_stays(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    repository.apply("a.py", "b.py")
    (repository / "a.py").write_bytes(OLD)
    repository.git("add", "a.py")
    repository.git("commit", "-qm", "y")
    repository.apply("a.py", index=False)
    (repository / "a.py").write_bytes(b"newer\n")
    result = repository.undo(1).result
    assert (result.restored, [each.path for each in result.kept]) == (("b.py",), ["a.py"])


def test_the_rest_of_an_undo_comes_back_when_it_can(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    before = repository.snapshot()
    repository.apply("a.py", "b.py")
    (repository / "a.py").write_bytes(b"mine\n")
    assert repository.undo().result.restored == ("b.py",)
    assert states(repository) == ["partly undone"]
    assert repository.undo().result.restored == ()
    (repository / "a.py").write_bytes(NEW)
    result = repository.undo().result
    assert (result.restored, result.kept) == (("a.py",), ())
    assert (repository.snapshot(), states(repository)) == (before, ["undone"])


def test_an_undo_that_could_do_nothing_does_not_count(repository: WorkTree) -> None:
    repository.commit("a.py")
    repository.apply("a.py")
    (repository / "a.py").unlink()
    assert repository.undo().result.restored == ()
    assert states(repository) == ["done"]


def test_what_is_back_already_is_undone(repository: WorkTree) -> None:
    repository.commit("a.py")
    repository.apply("a.py")
    repository.git("reset", "-q", "--hard")
    undone = repository.undo()
    assert (undone.logged.state, undone.result.restored) == (ApplyState.DONE, ())
    assert states(repository) == ["undone"]


def test_a_repository_that_was_moved_is_still_undone(repository: WorkTree, tmp_path: Path) -> None:
    repository.commit("sub/a.py")
    WorkTree(repository / "sub").apply("a.py")
    moved = WorkTree(repository.root.rename(tmp_path / "moved"))
    assert moved.undo().result.restored == ("a.py",)
    assert (moved.snapshot().files, moved.staged()) == ({"sub/a.py": OLD}, [])


def test_a_copy_of_a_repository_is_undone_by_itself(repository: WorkTree, tmp_path: Path) -> None:
    repository.commit("a.py")
    repository.apply("a.py")
    copy = WorkTree(Path(shutil.copytree(repository.root, tmp_path / "copy")))
    before = repository.snapshot()
    assert copy.undo().result.restored == ("a.py",)
    assert (copy.snapshot().files, repository.snapshot()) == ({"a.py": OLD}, before)
