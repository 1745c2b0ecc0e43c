"""Running git: bytes in and out, a clear error, and no setting of the caller's environment has a say."""

import os
import re

import pytest

from codemods.git.process import git_output, join_names, run_git, split_names
from codemods.values.errors import RepointError
from tests.git.user_repository import UserRepository

NAMES = ["a b.py", "new\nline.py", os.fsdecode(b"\xff.py")]


def test_a_command_takes_and_gives_bytes(repo: UserRepository) -> None:
    blob = git_output(repo.root, "hash-object", "-w", "--stdin", stdin=b"\xff\r\n").decode().strip()
    assert git_output(repo.root, "cat-file", "blob", blob) == b"\xff\r\n"


def test_a_command_that_fails_is_named_with_gits_own_reason(repo: UserRepository) -> None:
    result = run_git(repo.root, "rev-parse", "--verify", "nothing")
    assert (result.status, result.stdout) == (128, b"")
    said = re.escape(f"git rev-parse failed in {repo.root}: {result.stderr.strip()}")
    with pytest.raises(RepointError, match=said):
        git_output(repo.root, "-c", "core.editor=false", "--no-pager", "rev-parse", "--verify", "nothing")
    with pytest.raises(RepointError, match=r"git rev-parse failed in .*: it ended with 1 and printed no"):
        git_output(repo.root, "rev-parse", "--verify", "--quiet", "nothing")


def test_settings_of_the_environment_change_nothing(
    repo: UserRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit({"*.py": "", "a.py": ""})
    monkeypatch.setenv("GIT_GLOB_PATHSPECS", "1")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert git_output(repo.root, "ls-files", "--", "*.py") == b"*.py\n"
    assert "unknown revision" in run_git(repo.root, "log", "nothing").stderr


def test_names_are_split_and_joined_as_git_has_them() -> None:
    assert join_names(NAMES) == b"a b.py\0new\nline.py\0\xff.py\0"
    assert split_names(join_names(NAMES)) == NAMES
    assert (join_names([]), split_names(b"")) == (b"", [])
