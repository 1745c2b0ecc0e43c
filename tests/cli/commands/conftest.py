"""A repository for each test, apart from the git settings of the user who runs the tests."""

import pytest

from tests.cli.commands.cached_runs import TREE, Cached
from tests.git.git_fixtures import own_settings as own_settings
from tests.git.git_fixtures import shop as shop
from tests.git.git_repository import HUB, USER, Workshop


@pytest.fixture
def cached(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> Cached:
    """A repository with something to find, and no cache yet."""
    shop.commit(TREE)
    return Cached(shop, monkeypatch)


@pytest.fixture
def used(shop: Workshop) -> Workshop:
    """Three applies: staged and taken back, on a branch, and on the one that is checked out."""
    shop.commit({**HUB, "app/user.py": USER})
    shop.apply()
    shop.run("undo")
    shop.apply("--commit", "--branch", "series")
    shop.apply("--commit", "--blame-ignore")
    return shop
