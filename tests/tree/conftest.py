"""Trees on disk: plain folders and git repositories, away from the user's own settings."""

from pathlib import Path

import pytest

from tests.git.git_fixtures import own_settings as own_settings
from tests.permissions import unprivileged as unprivileged
from tests.tree.cache_folder import CacheFolder
from tests.tree.files import Git, run_git


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """An empty git repository."""
    root = tmp_path / "repository"
    root.mkdir()
    run_git(root, "init", "-q")
    return root


@pytest.fixture
def git(repository: Path) -> Git:
    """Run git in the repository and give what it prints."""
    return lambda *arguments: run_git(repository, *arguments)


@pytest.fixture
def cache(tmp_path: Path) -> CacheFolder:
    """A folder for a cache, which is not there yet."""
    return CacheFolder(tmp_path / "repoint")
