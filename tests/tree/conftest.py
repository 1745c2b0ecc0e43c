"""Trees on disk: plain folders and git repositories, away from the user's own settings."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

Git = Callable[..., str]
Lay = Callable[..., None]
Unprivileged = Callable[[], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.mktemp("home")
    home.chmod(0o755)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


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
    return lambda *words: run_git(repository, *words)


def run_git(folder: Path, *words: str) -> str:
    settings = ("user.name=A", "user.email=a@b.c", "protocol.file.allow=always")
    command = ["git", *(word for setting in settings for word in ("-c", setting)), *words]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def lay() -> Lay:
    """Write files under a root; each reads `old` unless a content is given by name."""

    def write(root: Path, *paths: str, **contents: bytes) -> None:
        for path in paths:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(contents.get("content", b"old\n"))

    return write


@pytest.fixture
def unprivileged(tmp_path: Path) -> Unprivileged:
    """Give a context in which permissions count, and everything laid so far is the user's own."""

    @contextmanager
    def drop() -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        for folder in tmp_path.parents:
            if folder.stat().st_uid == 0 and str(folder) != folder.anchor:
                folder.chmod(folder.stat().st_mode | 0o011)
        for place in (tmp_path, *tmp_path.rglob("*")):
            os.chown(place, 65534, -1, follow_symlinks=False)
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)

    return drop
