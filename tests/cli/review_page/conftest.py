"""A repository to review, a server for it, and a tab of a browser."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.cli.review_page.review_server import ReviewServer, served
from tests.git.git_fixtures import own_settings as own_settings
from tests.git.git_fixtures import repo as repo
from tests.git.user_repository import HOMES, HUB, USER, UserRepository

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

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


@pytest.fixture
def tab(browser: "BrowserContext") -> "Iterator[Page]":
    """A page of the browser on which there must be no error."""
    tab = browser.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield tab
    tab.close()
    # What the server refuses is told to the console by the browser.
    assert [each for each in wrong if "status of 4" not in each] == []
