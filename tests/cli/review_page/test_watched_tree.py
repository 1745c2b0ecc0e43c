"""When a tree is another one than the one that was planned."""

from pathlib import Path

import pytest

from codemods.cli.request import Request, prepare_job
from codemods.cli.review_page.watched_tree import WatchedTree
from tests.git.user_repository import MIGRATION, USER, UserRepository


def watched(root: Path, migration: Path) -> WatchedTree:
    """Watch a tree, and list it at each look."""
    found = WatchedTree(prepare_job(Request(root=root, migration=[str(migration)], jobs=1), root))
    assert not found.has_changed()
    return found


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codemods.cli.review_page.watched_tree._SHARE", 0)


def test_a_file_that_comes_into_a_repository(repository: UserRepository) -> None:
    tree = watched(repository.root, repository.migration)
    repository.write({"app/new.py": USER})
    assert not tree.has_changed()  # It is no part of the tree yet.
    repository.git("add", "app/new.py")
    assert tree.has_changed()


@pytest.mark.parametrize("staged", [False, True])
def test_a_file_that_goes(repository: UserRepository, staged: bool) -> None:
    tree = watched(repository.root, repository.migration)
    if staged:
        repository.git("rm", "--quiet", "app/user.py")
    else:
        (repository.root / "app/user.py").unlink()
    assert tree.has_changed()


def test_an_edit(repository: UserRepository) -> None:
    tree = watched(repository.root, repository.migration)
    repository.write({"app/user.py": USER + "# more\n"})
    assert tree.has_changed()


def test_a_file_that_comes_into_a_folder_outside_git(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(MIGRATION)
    (tmp_path / "tree/app").mkdir(parents=True)
    (tmp_path / "tree/app/user.py").write_text(USER)
    tree = watched(tmp_path / "tree", tmp_path / "m.toml")
    (tmp_path / "tree/app/notes.txt").write_text("make")
    assert not tree.has_changed()
    (tmp_path / "tree/other").mkdir()
    (tmp_path / "tree/other/new.py").write_text(USER)
    assert tree.has_changed()


def test_the_listing_waits_its_turn(repository: UserRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codemods.cli.review_page.watched_tree._SHARE", 1e9)
    tree = watched(repository.root, repository.migration)
    repository.commit({"app/new.py": USER})
    assert not tree.has_changed()
    (repository.root / "app/user.py").unlink()
    assert tree.has_changed()
