"""A repository for each test, apart from the git settings of the user who runs the tests."""

import pytest

from tests.cli.commands.cached_runs import TREE, Cached
from tests.git.git_fixtures import own_settings as own_settings
from tests.git.git_fixtures import repo as repo
from tests.git.user_repository import HUB, USER, UserRepository


@pytest.fixture
def cached(repo: UserRepository, monkeypatch: pytest.MonkeyPatch) -> Cached:
    """A repository with something to find, and no cache yet."""
    repo.commit(TREE)
    return Cached(repo, monkeypatch)


@pytest.fixture
def used(repo: UserRepository) -> UserRepository:
    """Three applies: staged and taken back, on a branch, and on the one that is checked out."""
    repo.commit({**HUB, "app/user.py": USER})
    repo.apply()
    repo.run("undo")
    repo.apply("--commit", "--branch", "series")
    repo.apply("--commit", "--blame-ignore")
    return repo
