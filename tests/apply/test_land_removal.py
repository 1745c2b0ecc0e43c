"""Removing files as an apply: together with changes, in one step, and back again."""

import os
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from codemods.apply import swap
from codemods.apply.journal import ApplyState
from codemods.apply.land_removal import land_removal
from codemods.apply.locked_tree import LockedTree, lock_tree
from codemods.apply.recover import recover
from codemods.apply.staging import staging_entries
from codemods.apply.undo_apply import undo
from codemods.values.errors import RepointError
from codemods.values.plan import FileChange
from codemods.values.retirement import RemovedFile
from tests.apply.work_tree import WorkTree

Git = Callable[..., str]

OLD = b"old\n"
FILES = {"pkg/gone/only.py": OLD, "pkg/kept.py": OLD, "pkg/other.py": OLD}


def lay_out(root: Path, files: Mapping[str, bytes] = FILES) -> None:
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def land(locked: LockedTree) -> int:
    changes = [FileChange("pkg/kept.py", OLD, b"new\n", (), 1)]
    entries = staging_entries(locked, locked.repository, changes, {}) if locked.repository else {}
    return land_removal(locked, "retire m", changes, [RemovedFile("pkg/gone/only.py", OLD)], entries)


@pytest.fixture
def git(repository: WorkTree) -> Git:
    return repository.git


@pytest.fixture
def committed(repository: WorkTree, git: Git) -> Path:
    lay_out(repository.root)
    (repository / "pkg/gone/only.py").chmod(0o755)
    git("add", ".")
    git("commit", "-qm", "one")
    return repository.root


def test_files_go_from_disk_and_index_and_empty_folders_with_them(committed: Path, git: Git) -> None:
    with lock_tree(committed) as locked:
        assert land(locked) == 1
    assert git("status", "--porcelain") == "D  pkg/gone/only.py\nM  pkg/kept.py\n"
    assert sorted(os.listdir(committed / "pkg")) == ["kept.py", "other.py"]


def test_undo_brings_them_back_as_they_were(committed: Path, git: Git) -> None:
    with lock_tree(committed) as locked:
        land(locked)
        undone = undo(locked)
    assert (len(undone.result.restored), undone.result.kept) == (2, ())
    assert git("status", "--porcelain") == ""
    assert (committed / "pkg/gone/only.py").stat().st_mode & 0o777 == 0o755


def test_outside_git_the_files_go_and_come_back_too(tmp_path: Path) -> None:
    lay_out(tmp_path / "tree")
    with lock_tree(tmp_path / "tree") as locked:
        land(locked)
        assert not (tmp_path / "tree/pkg/gone").exists()
        undo(locked)
    assert (tmp_path / "tree/pkg/gone/only.py").read_bytes() == OLD


def test_undo_leaves_a_file_that_is_there_again(committed: Path) -> None:
    with lock_tree(committed) as locked:
        land(locked)
        lay_out(committed, {"pkg/gone/only.py": b"mine\n"})
        undone = undo(locked)
    assert [(kept.path, kept.why) for kept in undone.result.kept] == [
        ("pkg/gone/only.py", "there again since the apply")
    ]
    assert (committed / "pkg/gone/only.py").read_bytes() == b"mine\n"
    assert (committed / "pkg/kept.py").read_bytes() == OLD


def test_a_file_that_changed_since_stops_all_of_it(committed: Path, git: Git) -> None:
    lay_out(committed, {"pkg/gone/only.py": b"mine\n"})
    with (
        lock_tree(committed) as locked,
        pytest.raises(RepointError, match=r"^pkg/gone/only\.py: changed since"),
    ):
        land(locked)
    assert git("status", "--porcelain") == " M pkg/gone/only.py\n"


def test_a_crash_half_way_is_taken_back(committed: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(self: swap.PreparedSwap, _is_other: object) -> None:
        for target, data in self.swap.files.items():
            if data is None:
                target.unlink()
        os._exit(9)

    with warnings.catch_warnings():
        # The run of tests may have threads; Python 3.15 warns of them when the child is there already.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        try:
            monkeypatch.setattr(swap.PreparedSwap, "run", killed)
            with lock_tree(committed) as locked:
                land(locked)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert not (committed / "pkg/gone/only.py").exists()
    with lock_tree(committed) as locked:
        assert [each.logged.state for each in recover(locked)] == [ApplyState.STARTED]
    assert git("status", "--porcelain") == ""
