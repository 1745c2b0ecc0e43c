"""Fixtures of the tests that work in a repository."""

import os
from pathlib import Path

import pytest

from tests.git.user_repository import HOMES, MIGRATION, UserRepository

SETTINGS = """\
[user]
    name = Ada L
    email = ada@example.org
[init]
    defaultBranch = main
[protocol "file"]
    allow = always
"""


MORE = "REPOINT_TEST_GIT_SETTINGS"
"""The variable with further lines for that file, by which the tests run once more with other formats."""


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the user's git settings; nothing of the real user's is seen."""
    home = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", os.fspath(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", os.fspath(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", os.fspath(tmp_path_factory.getbasetemp()))
    (home / ".gitconfig").write_text(SETTINGS + os.environ.get(MORE, ""))
    return home / ".gitconfig"


@pytest.fixture
def repo(tmp_path: Path) -> UserRepository:
    """A repository with both homes of the symbol on disk, and no commit yet."""
    migration = tmp_path / "m.toml"
    migration.write_text(MIGRATION)
    made = UserRepository(tmp_path / "shop", migration)
    made.root.mkdir()
    made.git("init", "--quiet")
    made.write(HOMES)
    return made
