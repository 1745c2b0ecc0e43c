"""Outside of git the journal lies in the user's state folder, one for each tree."""

import os
import stat
from pathlib import Path

import pytest

from codemods.apply.journal import ApplyState
from codemods.apply.locked_tree import find_tree, lock_tree
from codemods.values.errors import RepointError
from tests.apply.work_tree import NEW, OLD, WorkTree


def test_an_apply_is_taken_back(folder: WorkTree, state_home: Path) -> None:
    folder.write("a.py", "b.py")
    assert folder.apply("a.py", "b.py").number == 1
    assert list(state_home.glob("repoint/*/applies/1/record"))
    (folder / "b.py").write_bytes(b"mine\n")
    result = folder.undo().result
    assert (result.restored, [each.path for each in result.kept]) == (("a.py",), ["b.py"])
    assert folder.snapshot().files == {"a.py": OLD, "b.py": b"mine\n"}


def test_nothing_is_written_into_the_tree(folder: WorkTree) -> None:
    folder.write("a.py")
    folder.apply("a.py")
    assert os.listdir(folder.root) == ["a.py"]


def test_what_the_files_held_is_for_the_user_only(folder: WorkTree) -> None:
    folder.write("a.py")
    folder.apply("a.py")
    state = find_tree(folder.root).state
    assert stat.S_IMODE(state.stat().st_mode) == 0o700


def test_looking_for_the_journal_makes_nothing(folder: WorkTree, state_home: Path) -> None:
    assert find_tree(folder.root).journal.all() == []
    assert os.listdir(state_home) == []


def test_each_tree_has_its_own(folder: WorkTree, tmp_path: Path) -> None:
    other = WorkTree(tmp_path / "other")
    for tree in (folder, other):
        tree.write("a.py")
    assert (folder.apply("a.py").number, other.apply("a.py").number) == (1, 1)
    folder.undo()
    assert (folder.snapshot().files, other.snapshot().files) == ({"a.py": OLD}, {"a.py": NEW})


def test_one_at_a_time(folder: WorkTree) -> None:
    said = f"{folder.root}: another repoint is at work here"
    with lock_tree(folder.root), pytest.raises(RepointError, match=said), lock_tree(folder.root):
        pass


def test_a_crash_is_taken_back(folder: WorkTree) -> None:
    folder.write("a.py", "b.py")
    folder.apply("a.py", "b.py")
    (folder / "b.py").write_bytes(OLD)
    journal = find_tree(folder.root).journal
    journal.mark(1, ApplyState.STARTED)
    assert [each.result.restored for each in folder.recover()] == [("a.py",)]
    assert folder.snapshot().files == {"a.py": OLD, "b.py": OLD}


def test_a_state_folder_that_cannot_be_made_is_one_clear_error(
    folder: WorkTree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("a.py")
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    with pytest.raises(RepointError, match=r"file/repoint/.*: the journal can't be written: Not a directory"):
        folder.apply("a.py")
    assert folder.snapshot().files == {"a.py": OLD}


def test_without_git_on_the_path_a_repository_is_left_alone(
    repository: WorkTree, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    repository.commit("a.py")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RepointError, match="cannot read the repository"):
        repository.apply("a.py")
    assert (repository.root / "a.py").read_bytes() == OLD
