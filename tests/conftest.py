"""What holds for every test: nothing is remembered in the real user's folders."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes depends on what else the machine does.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def state_homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Paths to new folders. Asking pytest for each would look through all that it has made so far."""
    folder = tmp_path_factory.mktemp("state")
    # Tests without the rights of root reach their own folder in it.
    folder.chmod(0o711)
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def state_home(state_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own for journals of trees outside git."""
    folder = next(state_homes)
    folder.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder
