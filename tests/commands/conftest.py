"""A workshop for each test, away from the settings of whoever runs the tests."""

import pytest

from tests.commands.caching import TREE, Cached
from tests.repository.fixtures import own_settings as own_settings
from tests.repository.fixtures import shop as shop
from tests.repository.workshop import Workshop


@pytest.fixture
def cached(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> Cached:
    """A repository with something to find, and no cache yet."""
    shop.commit(TREE)
    return Cached(shop, monkeypatch)
