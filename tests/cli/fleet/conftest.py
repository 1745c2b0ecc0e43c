"""A yard for each test, away from the settings of whoever runs the tests."""

from pathlib import Path

import pytest

from tests.cli.fleet.fleet_repositories import Yard
from tests.git.git_fixtures import own_settings as own_settings
from tests.git.git_fixtures import repo as repo


@pytest.fixture
def yard(tmp_path: Path) -> Yard:
    """A yard with nothing in it."""
    return Yard(tmp_path / "yard")


@pytest.fixture(autouse=True)
def own_temporary(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files of this test and of the processes that it starts."""
    folder = tmp_path_factory.mktemp("tmp")
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    return folder
