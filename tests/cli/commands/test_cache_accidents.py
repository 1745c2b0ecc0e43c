"""What happens while repoint works is not remembered as what the tree is."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from git.cmd import Git

from codemods.cli import plan_cache
from codemods.cli.request import PlanJob
from codemods.tree import disk
from codemods.values.plan import FileChange
from tests.cli.commands.cached_runs import Cached
from tests.git.user_repository import USER


@pytest.fixture
def cached(cached: Cached) -> Cached:
    """One whose tree has settled: another run's answer was found."""
    cached.warm("check", "lib")
    return cached


@contextmanager
def other_git(folder: Path, on_grep: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have a shell command run before git searches the tree."""
    script = folder / "git"
    script.write_text(
        f'#!/bin/sh\nfor word; do [ "$word" = grep ] && {{ {on_grep}; }}; done\nexec git "$@"\n'
    )
    script.chmod(0o755)
    with monkeypatch.context() as patched:
        patched.setattr(Git, "GIT_PYTHON_GIT_EXECUTABLE", os.fspath(script))
        yield


@pytest.mark.parametrize("command", ["diff", "check", "scan"])
def test_a_search_that_is_killed_finds_all_the_same(
    cached: Cached, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cold = cached.cold(command)
    with other_git(tmp_path, "kill -9 $$", monkeypatch):
        assert cached.run(command) == cold
    assert cached.run(command) == cold


@pytest.mark.parametrize("command", ["diff", "check", "scan"])
def test_what_was_unstaged_for_a_moment_is_not_forgotten(
    cached: Cached, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The listing has a file that the search does not see: what came of it must not stand for the tree."""
    cold = cached.cold(command)
    with other_git(tmp_path, "git rm -q --cached app/user.py", monkeypatch):
        assert cached.run(command) != cold
    cached.repo.git("add", "app/user.py")
    assert cached.run(command) == cold
    with other_git(tmp_path, "git rm -q --cached app/user.py; git add app/user.py", monkeypatch):
        cached.run(command)
    assert cached.run(command) == cold


@pytest.mark.parametrize("command", ["diff", "check", "scan"])
def test_a_file_that_could_not_be_read_for_once_is_read_the_next_time(
    cached: Cached, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cold = cached.cold(command)
    real = disk._read

    def failing(full: str) -> bytes:
        if full.endswith("user.py"):
            raise OSError(5, "Input/output error")
        return real(full)

    with monkeypatch.context() as patched:
        patched.setattr(disk, "_read", failing)
        assert cached.run(command) != cold
    assert cached.run(command) == cold


def test_a_file_that_is_edited_after_the_listing_is_no_damage(
    cached: Cached, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached.warm("diff")
    real, file = plan_cache._with_texts, cached.repo.root / "app/user.py"

    def edited(job: PlanJob, change: plan_cache._PackedChange) -> FileChange:
        file.write_text(f"import os\n{USER}")
        return real(job, change)

    with monkeypatch.context() as patched:
        patched.setattr(plan_cache, "_with_texts", edited)
        result = cached.run("diff")
    assert result == cached.cold("diff")
    assert b" import os\n" in result.stdout
    assert cached.run("diff") == result


def test_a_file_that_vanishes_after_the_listing_is_no_damage(
    cached: Cached, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached.warm("diff")
    real, file = plan_cache._with_texts, cached.repo.root / "app/user.py"

    def gone(job: PlanJob, change: plan_cache._PackedChange) -> FileChange:
        file.unlink(missing_ok=True)
        return real(job, change)

    with monkeypatch.context() as patched:
        patched.setattr(plan_cache, "_with_texts", gone)
        assert "damaged" not in cached.run("diff").stderr
    assert cached.run("diff") == cached.cold("diff")
    file.write_text(USER)
    assert cached.run("diff") == cached.cold("diff")
