"""Trees to apply plans to: a plain folder and a git repository."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from codemods.values.plan import FileChange, Plan

Git = Callable[..., str]


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
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.c", *words]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def plan() -> Callable[..., Plan]:
    """Make a plan that turns `old` into `new` in the named files."""

    def make(*paths: str) -> Plan:
        return Plan("m", tuple(FileChange(path, b"old\n", b"new\n", (), 1) for path in paths), ())

    return make


@pytest.fixture
def lay() -> Callable[..., None]:
    """Write files that read `old` under a root."""

    def write(root: Path, *paths: str) -> None:
        for path in paths:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(b"old\n")

    return write


@pytest.fixture
def unprivileged(tmp_path: Path) -> Callable[[], object]:
    """Give a context in which permissions count: as root they would not."""

    @contextmanager
    def drop() -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        for folder in (tmp_path, *tmp_path.parents):
            if folder.stat().st_uid == 0 and str(folder) != folder.anchor:
                folder.chmod(folder.stat().st_mode | 0o011)
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)

    return drop
