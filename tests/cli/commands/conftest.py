"""A workshop for each test, away from the settings of whoever runs the tests."""

import pytest

from tests.cli.commands.cached_runs import TREE, Cached
from tests.git.git_fixtures import own_settings as own_settings
from tests.git.git_fixtures import shop as shop
from tests.git.git_repository import Workshop


@pytest.fixture
def cached(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> Cached:
    """A repository with something to find, and no cache yet."""
    shop.commit(TREE)
    return Cached(shop, monkeypatch)
