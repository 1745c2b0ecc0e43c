"""Which repositories are refused: bare ones, and those in the middle of something."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from codemods.git.repository import check_at_rest, open_repository
from codemods.values.errors import RepointError
from tests.git.user_repository import MOVED, USER, UserRepository

Begin = Callable[[UserRepository], object]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def parted(repo: UserRepository) -> UserRepository:
    """A repository whose branches `main` and `side` conflict in a text; `side` is checked out."""
    repo.commit({"app/user.py": USER, "text": "a\n"})
    repo.git("branch", "side")
    repo.commit({"text": "b\n"})
    repo.git("switch", "--quiet", "side")
    repo.commit({"text": "c\n"})
    return repo


def mailed(repo: UserRepository) -> None:
    mail = repo.git("format-patch", "--stdout", "-1", "main")
    repo.git("am", "--quiet", stdin=mail.encode(), status=128)


def reverted(repo: UserRepository) -> None:
    repo.commit({"text": "d\n"})
    repo.git("revert", "HEAD~1", status=1)


def in_a_row(repo: UserRepository) -> None:
    """Two reverts, of which the user has committed the first by hand."""
    repo.commit({"text": "d\n"})
    repo.commit({"text": "e\n"})
    repo.git("revert", "--no-edit", "HEAD~1", "HEAD", status=1)
    repo.commit({"text": "f\n"})


UNDER_WAY: list[tuple[str, Begin]] = [
    ("a merge", lambda repo: repo.git("merge", "main", status=1)),
    ("a rebase", lambda repo: repo.git("rebase", "main", status=1)),
    ("a rebase, or `git am`,", mailed),
    ("a cherry-pick", lambda repo: repo.git("cherry-pick", "main", status=1)),
    ("a revert", reverted),
    ("a series of cherry-picks or reverts", in_a_row),
    ("a bisect", lambda repo: repo.git("bisect", "start")),
]


@pytest.mark.parametrize(("what", "begin"), UNDER_WAY, ids=[what for what, _ in UNDER_WAY])
def test_what_is_under_way_is_named_and_nothing_is_done(
    what: str, begin: Begin, parted: UserRepository
) -> None:
    begin(parted)
    before = parted.state()
    result = parted.apply("--commit", "--branch", "b")
    said = f"repoint: {parted.root}: {what} is under way; finish or abort it, then run repoint again\n"
    assert (result.exit_code, result.stderr) == (2, said)
    assert parted.state() == before


@pytest.mark.parametrize("root", [(), ("--root", "."), ("--root", "app")])
def test_files_outside_of_the_folder_that_one_stands_in_are_not_taken_for_its_own(
    root: tuple[str, ...], repo: UserRepository
) -> None:
    repo.commit({"app/user.py": USER})
    other = repo.clone("other")
    repo.git("config", "core.worktree", os.fspath(other.root))
    for command in ("check", "diff", "apply"):
        result = repo.run(command, "--migration", os.fspath(repo.migration), *root)
        assert result.exit_code == 2
        assert f"has its files in {other.root}, by its setting core.worktree" in result.stderr
    assert other.git("status", "--porcelain") == ""


def test_what_is_under_way_elsewhere_does_not_count(parted: UserRepository) -> None:
    linked = UserRepository(parted.root.with_name("linked"), parted.migration)
    parted.git("worktree", "add", "--quiet", str(linked.root), "main")
    linked.git("merge", "side", status=1)
    repository = open_repository(linked.root)
    assert repository is not None
    with pytest.raises(RepointError, match="a merge is under way"):
        check_at_rest(repository)
    assert parted.apply().exit_code == 0


def test_a_dry_run_and_one_without_the_index_go_on_in_a_merge(parted: UserRepository) -> None:
    parted.git("merge", "main", status=1)
    assert parted.diff().exit_code == 0
    index = parted.git("ls-files", "-s")
    assert parted.apply("--no-stage").exit_code == 0
    assert parted.git("ls-files", "-s") == index


@pytest.mark.parametrize("words", [[], ["--index-only"], ["--commit"], ["--commit", "--branch", "b"]])
def test_an_index_that_another_process_has_locked_is_left_alone(
    words: list[str], repo: UserRepository
) -> None:
    repo.commit({"app/user.py": USER})
    lock = repo.git_dir / "index.lock"
    lock.touch()
    before = repo.state()
    result = repo.apply(*words)
    said = f"repoint: {lock} exists: another git process is at work here; wait for it, or remove the file if"
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert result.stderr.startswith(said)
    assert (repo.state(), lock.read_bytes()) == (before, b"")


@pytest.mark.parametrize("command", ["diff", "apply", "log", "undo"])
def test_a_bare_repository_has_no_files_to_change(command: str, repo: UserRepository, tmp_path: Path) -> None:
    repo.commit({"app/user.py": USER})
    repo.git("clone", "--quiet", "--bare", str(repo.root), str(tmp_path / "bare.git"))
    words = ["--migration", str(repo.migration)] if command in ("diff", "apply") else []
    result = repo.run(command, *words, folder=tmp_path / "bare.git")
    expected = (
        f"repoint: {tmp_path}/bare.git: a bare repository has no files to change; clone it, and work there\n"
    )
    assert (result.exit_code, result.stderr) == (2, expected)


def wrapper(folder: Path, script: str) -> str:
    """A PATH on which git is a script."""
    folder.mkdir()
    (folder / "git").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "git").chmod(0o755)
    return str(folder)


def run_program(
    repo: UserRepository, command: str, env: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run repoint in a process of its own: whether there is a git is found out once in each."""
    words = [] if command in ("undo", "log") else ["--migration", str(repo.migration)]
    program = [sys.executable, "-m", "codemods", command, *words]
    own = {**os.environ, "PYTHONPATH": str(ROOT), **env}
    return subprocess.run(program, cwd=repo.root, env=own, capture_output=True, text=True, check=False)


COMMANDS = ["check", "apply", "undo"]


@pytest.mark.parametrize("command", COMMANDS)
def test_without_git_a_repository_is_not_a_folder(command: str, repo: UserRepository, tmp_path: Path) -> None:
    repo.commit({"app/user.py": USER})
    for path, reason in {
        str(tmp_path): "there is no git on PATH",
        wrapper(tmp_path / "bin", "exit 127"): "`git version` does not run",
    }.items():
        before = repo.state()
        done = run_program(repo, command, {"PATH": path})
        said = (
            f"repoint: git cannot read the repository at {repo.root}: {reason}; mend that, or move .git away"
        )
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(said)
        assert repo.state() == before


@pytest.mark.parametrize("command", COMMANDS)
def test_a_work_tree_whose_repository_moved_is_not_a_folder(command: str, repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER})
    linked = UserRepository(repo.root.with_name("linked"), repo.migration)
    repo.git("worktree", "add", "--quiet", str(linked.root))
    repo.root.rename(repo.root.with_name("moved"))
    words = [] if command in ("undo", "log") else ["--migration", str(repo.migration)]
    result = linked.run(command, *words, folder=linked.root / "app")
    said = f"repoint: git cannot read the repository at {linked.root}: fatal: not a git repository"
    assert (result.exit_code, result.stdout) == (2, b"")
    assert result.stderr.startswith(said)
    assert linked.read("app/user.py") == USER


def test_a_damaged_repository_inside_another_is_not_part_of_it(repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER})
    inner = UserRepository(repo.root / "inner", repo.migration)
    inner.root.mkdir()
    inner.git("init", "--quiet")
    inner.commit({"user.py": USER})
    (inner.root / ".git/HEAD").write_text("")
    with pytest.raises(RepointError, match=f"cannot read the repository at {inner.root}: it takes the files"):
        open_repository(inner.root)


def test_git_looks_no_further_than_it_was_told_to(
    repo: UserRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit({"app/user.py": USER})
    (repo.root / "app/deep").mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(repo.root / "app"))
    assert open_repository(repo.root / "app/deep") is None
    assert open_repository(repo.root / "app") is not None


def test_what_is_under_way_is_seen_where_references_are_no_files(tmp_path: Path) -> None:
    repo = UserRepository(tmp_path / "table", tmp_path / "m.toml")
    repo.root.mkdir()
    repo.git("init", "--quiet", "--ref-format=reftable", status=None)
    if not (repo.root / ".git/reftable").exists():
        pytest.skip("this git has no reftable")
    repo.commit({"a": "1\n"})
    repo.commit({"a": "2\n"})
    repo.git("checkout", "--quiet", "-b", "side", "HEAD~1")
    repo.commit({"a": "3\n"})
    for words, what in {("cherry-pick", "main"): "a cherry-pick", ("revert", "HEAD~1"): "a revert"}.items():
        repo.git(*words, status=1)
        repository = open_repository(repo.root)
        assert repository is not None
        with pytest.raises(RepointError, match=f"{what} is under way"):
            check_at_rest(repository)
        repo.git(words[0], "--abort")
        check_at_rest(repository)


def test_a_folder_may_have_any_name(repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER})
    odd = UserRepository(repo.root.with_name("a\nb \x1b[31m"), repo.migration)
    repo.root.rename(odd.root)
    for words in ([], ["--commit"]):
        assert odd.apply(*words, "--root", str(odd.root)).exit_code == 0
        assert odd.read("app/user.py", ":") == MOVED
        assert odd.run("undo").exit_code == 0
    assert odd.git("status", "--porcelain") == ""
