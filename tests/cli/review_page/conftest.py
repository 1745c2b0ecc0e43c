"""A repository to review, and a server for it."""

from collections.abc import Iterator

import pytest

from tests.cli.review_page.review_server import ReviewServer, served
from tests.git.git_fixtures import own_settings as own_settings
from tests.git.git_fixtures import repo as repo
from tests.git.user_repository import HOMES, HUB, USER, UserRepository

LONG = (
    "from pkg.old import make\n\n\ndef one():\n    return make()\n"
    + "\n" * 20
    + "def two():\n    return make()\n"
)


@pytest.fixture
def repository(repo: UserRepository) -> UserRepository:
    """Four files to change, two of which land together, and one with two changes."""
    repo.commit({**HOMES, **HUB, "app/user.py": USER, "app/long.py": LONG})
    return repo


@pytest.fixture
def server(repository: UserRepository) -> Iterator[ReviewServer]:
    """A server for it."""
    with served(repository) as server:
        yield server
