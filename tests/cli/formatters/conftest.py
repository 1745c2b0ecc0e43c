"""A repository whose settings name a formatter, which is a script of the test."""

from pathlib import Path

import pytest

from tests.cli.formatters.house import House
from tests.git.git_fixtures import own_settings as own_settings
from tests.git.git_fixtures import repo as repo
from tests.git.user_repository import UserRepository


@pytest.fixture
def house(repo: UserRepository, tmp_path: Path) -> House:
    """The repository with a user of the old name; no formatter is set yet."""
    return House(repo, tmp_path / "house.py")
