"""Where the tree begins, without `--root`."""

import shutil
from pathlib import Path

import pytest

from codemods.tree.find_root import find_root
from codemods.values.errors import RepointError
from tests.tree.files import write_files


def test_root_is_the_git_top_level(repository: Path) -> None:
    write_files(repository, "a/b/c.py")
    assert find_root(repository / "a/b") == repository
    assert find_root(repository / "a/b/c.py") == repository


def test_root_may_have_any_name(tmp_path: Path, repository: Path) -> None:
    strange = tmp_path / "ü $HOME\udcff\n"
    repository.rename(strange)
    assert find_root(strange) == strange


def test_root_outside_git_is_the_folder_itself(tmp_path: Path) -> None:
    assert find_root(tmp_path) == tmp_path


def test_root_is_found_through_a_link(tmp_path: Path, repository: Path) -> None:
    (tmp_path / "link").symlink_to(repository)
    assert find_root(tmp_path / "link") == repository


def test_root_without_a_work_tree_is_the_folder_itself(repository: Path) -> None:
    assert find_root(repository / ".git") == repository / ".git"


def test_a_repository_without_git_to_read_it_is_refused(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(repository, "a/b.py")
    monkeypatch.setenv("PATH", str(repository))
    assert shutil.which("git") is None
    said = f"cannot read the repository at {repository}: there is no git on PATH"
    with pytest.raises(RepointError, match=said):
        find_root(repository / "a")
    assert find_root(tmp_path) == tmp_path


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(RepointError, match="nowhere: there is no such folder"):
        find_root(tmp_path / "nowhere")


def test_refusal_of_git_is_passed_on_with_its_advice(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(RepointError, match=r"(?s)cannot read the repository.*git config --global --add safe"):
        find_root(repository)
