"""Git's own variables, as its hooks have them, lead repoint to no other repository than that of the root."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from codemods.git.environment import REPOSITORY_VARIABLES
from codemods.git.process import git_output, run_git
from tests.git.user_repository import MOVED, USER, UserRepository

ROOT = Path(__file__).parents[2]
REPOINT = f"exec env PYTHONPATH={ROOT} {sys.executable} -m codemods"


def commit_in(repository: UserRepository, *words: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "commit", "--quiet", "--message=more", *words]
    return subprocess.run(command, cwd=repository.root, capture_output=True, text=True, check=False)


def linked_work_tree(repo: UserRepository) -> UserRepository:
    made = UserRepository(repo.root.with_name("linked"), repo.migration)
    repo.git("worktree", "add", "--quiet", os.fspath(made.root))
    return made


def test_what_git_calls_local_is_left_out() -> None:
    done = subprocess.run(
        ["git", "rev-parse", "--local-env-vars"], capture_output=True, text=True, check=True
    )
    settings = {"GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT"}
    assert set(done.stdout.split()) - settings <= REPOSITORY_VARIABLES


@pytest.mark.parametrize("words", [(), ("--all",), ("app/user.py",)])
def test_a_gate_in_a_hook_of_a_linked_work_tree_sees_the_tree(
    words: tuple[str, ...], repo: UserRepository
) -> None:
    repo.commit({"app/user.py": "x = 1\n"})
    linked = linked_work_tree(repo)
    repo.write_hook("pre-commit", f"cd app && {REPOINT} check --migration {repo.migration}")
    linked.write({"app/user.py": USER})
    linked.git("add", "app/user.py")
    done = commit_in(linked, *words)
    assert (done.returncode, "deprecated references in" in done.stderr) == (1, True), done.stderr
    linked.write({"app/user.py": MOVED})
    assert commit_in(linked, "--all").returncode == 0


def test_a_hook_may_apply_to_another_repository(repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER})
    other = repo.clone("other")
    repo.write_hook("pre-commit", f"{REPOINT} apply --migration {repo.migration} --root {other.root}")
    repo.write({"notes": "new\n"})
    repo.git("add", "notes")
    done = commit_in(repo, "--all")
    assert done.returncode == 0, done.stderr
    assert repo.git("status", "--porcelain") == ""
    assert repo.read("app/user.py", "HEAD:") == USER
    assert other.git("status", "--porcelain") == "M  app/user.py\n"
    assert other.read("app/user.py", ":") == MOVED


def test_the_index_of_a_commit_to_be_is_the_one_that_is_looked_at(
    repo: UserRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit({"app/user.py": USER})
    copy = repo.git_dir / "next-index-1.lock"
    copy.write_bytes((repo.git_dir / "index").read_bytes())
    repo.git("update-index", "--force-remove", "app/user.py", env={"GIT_INDEX_FILE": os.fspath(copy)})
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index-1.lock")
    assert b"app/user.py" not in git_output(repo.root / "app", "ls-files", "--full-name")
    monkeypatch.setenv("GIT_INDEX_FILE", os.fspath(repo.root / "index"))
    assert git_output(repo.root / "app", "ls-files") == b"user.py\n"


def test_no_variable_changes_a_patch(repo: UserRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"app/user.py": f"{USER}\n\n# end\n"})
    patch = repo.diff().stdout
    for name in (*REPOSITORY_VARIABLES, "GIT_ATTR_SOURCE"):
        monkeypatch.setenv(name, "elsewhere")
    monkeypatch.setenv("GIT_DIFF_OPTS", "--unified=0")
    assert repo.diff("--no-cache").stdout == patch
    repo.git("apply", "--check", stdin=patch)


def test_settings_of_git_c_are_kept(repo: UserRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", "'user.name'='Grace H'")
    assert run_git(repo.root, "config", "user.name").stdout == b"Grace H\n"


@pytest.mark.parametrize("command", ["diff", "scan", "check", "apply", "undo", "log"])
def test_which_programs_of_the_configuration_are_run(command: str, repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER, ".gitattributes": "*.py filter=f diff=f\n"})
    if command == "undo":
        repo.apply()
    mark = repo.root.with_name("mark")
    programs = ("core.fsmonitor", "diff.external", "diff.f.textconv", "diff.f.command", "core.pager")
    for name in (*programs, "core.editor", "gpg.program", "filter.f.clean"):
        repo.git("config", name, f"echo {name} >>{mark}; cat #")
    for name in ("pre-commit", "post-checkout", "reference-transaction"):
        repo.write_hook(name, f"echo {name} >>{mark}")
    words = [] if command in ("undo", "log") else ["--no-cache"] * (command != "apply")
    repo.run(command, *words, *([] if command in ("undo", "log") else ["--migration", str(repo.migration)]))
    run = set(mark.read_text().split()) if mark.exists() else set()
    assert run == ({"filter.f.clean"} if command in ("diff", "apply", "undo") else set())
