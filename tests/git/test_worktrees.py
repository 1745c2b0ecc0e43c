"""Linked work trees: there while they are needed, and gone however it ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from codemods.git.repository import Repository, open_repository
from codemods.git.worktrees import linked_worktrees, remove_stale_worktrees

CRASHES = """\
import os, sys
from pathlib import Path
from codemods.git.repository import open_repository
from codemods.git.worktrees import linked_worktrees
with linked_worktrees(open_repository(Path(sys.argv[1])), ["before", "after"]) as trees:
    print(trees["before"].parent, flush=True)
    sys.stdin.read() or os._exit(9)
"""
ROOT = Path(__file__).parents[2]


def git(folder: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.c", *words]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with one commit, uncommitted work, and a hook that says that it ran."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q")
    (root / "a.py").write_text("committed\n")
    git(root, "add", ".")
    git(root, "commit", "-qm", "one")
    (root / "a.py").write_text("mine\n")
    hook = root / ".git/hooks/post-checkout"
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    hook.chmod(0o755)
    found = open_repository(root)
    assert found is not None
    return found


def worktrees(repository: Repository) -> int:
    return git(repository.top, "worktree", "list").count("\n")


def start(repository: Repository) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", CRASHES, str(repository.top)]
    return subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_each_holds_the_last_commit_and_no_hook_runs(repository: Repository, tmp_path: Path) -> None:
    with linked_worktrees(repository, ["before", "after"]) as trees:
        assert [(tree / "a.py").read_text() for tree in trees.values()] == ["committed\n"] * 2
        assert worktrees(repository) == 3
    assert worktrees(repository) == 1
    assert os.listdir(tmp_path / "temporary") == []
    assert not (tmp_path / "ran").exists()


def test_the_users_tree_index_and_branches_are_left_alone(repository: Repository) -> None:
    def state() -> tuple[object, ...]:
        return (
            git(repository.top, "status", "--porcelain"),
            git(repository.top, "for-each-ref"),
            repository.index.read_bytes(),
        )

    before = state()
    with linked_worktrees(repository, ["before"]) as trees:
        (trees["before"] / "a.py").write_text("changed\n")
    assert state() == before


def test_they_go_when_an_exception_comes(repository: Repository, tmp_path: Path) -> None:
    def interrupted() -> None:
        with linked_worktrees(repository, ["before"]) as trees:
            (trees["before"] / "new").mkdir()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert worktrees(repository) == 1
    assert os.listdir(tmp_path / "temporary") == []


def test_what_a_crash_left_is_removed_and_what_is_in_use_stays(repository: Repository) -> None:
    with start(repository) as running, start(repository) as crashed:
        assert running.stdout is not None
        used = Path(running.stdout.readline().strip())
        crashed.communicate("")
        assert worktrees(repository) == 5
        remove_stale_worktrees(repository)
        assert worktrees(repository) == 3
        assert (used / "before/a.py").exists()
        running.communicate("go on")
    assert worktrees(repository) == 1


def test_one_whose_folder_is_gone_is_forgotten(repository: Repository) -> None:
    with start(repository) as crashed:
        assert crashed.stdout is not None
        folder = Path(crashed.stdout.readline().strip())
        crashed.communicate("")
    subprocess.run(["rm", "-r", str(folder)], check=True)
    remove_stale_worktrees(repository)
    assert worktrees(repository) == 1


def test_work_trees_of_the_user_stay(repository: Repository, tmp_path: Path) -> None:
    git(repository.top, "worktree", "add", "-q", "--detach", str(tmp_path / "mine"))
    remove_stale_worktrees(repository)
    assert worktrees(repository) == 2
