"""A folder for a fleet in each test, away from the settings of the user who runs the tests."""

from pathlib import Path

import pytest

from tests.cli.fleet.fleet_repositories import FleetFolder
from tests.git.git_fixtures import own_settings as own_settings
from tests.git.git_fixtures import repo as repo


@pytest.fixture
def fleet(tmp_path: Path) -> FleetFolder:
    """A folder without repositories."""
    return FleetFolder(tmp_path / "fleet")


@pytest.fixture(autouse=True)
def own_temporary(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files of this test and of the processes that it starts."""
    folder = tmp_path_factory.mktemp("tmp")
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    return folder
