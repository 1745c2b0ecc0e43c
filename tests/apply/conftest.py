"""Trees to apply plans to: a plain folder and a git repository."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.apply.tree import NOBODY, Tree

Unprivileged = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def folder(tmp_path: Path) -> Tree:
    """An empty folder outside of any repository."""
    root = tmp_path / "folder"
    root.mkdir()
    return Tree(root)


@pytest.fixture
def repository(tmp_path: Path) -> Tree:
    """An empty git repository on the branch `main`."""
    root = tmp_path / "repository"
    root.mkdir()
    tree = Tree(root)
    tree.git("init", "-q", "-b", "main")
    return tree


@pytest.fixture
def unprivileged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Unprivileged:
    """Give a context in which permissions count: as root they would not."""

    @contextmanager
    def drop() -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        for folder in (tmp_path, *tmp_path.parents):
            if folder.stat().st_uid == 0 and str(folder) != folder.anchor:
                folder.chmod(folder.stat().st_mode | 0o011)
        # Where git looks for the user's settings, and may not.
        monkeypatch.setenv("HOME", str(tmp_path))
        os.seteuid(NOBODY)
        try:
            yield
        finally:
            os.seteuid(0)

    return drop
