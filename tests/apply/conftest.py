"""Trees to apply plans to: a plain folder and a git repository."""

from pathlib import Path

import pytest

from tests.apply.work_tree import WorkTree
from tests.permissions import unprivileged as unprivileged


@pytest.fixture
def folder(tmp_path: Path) -> WorkTree:
    """An empty folder outside of any repository."""
    root = tmp_path / "folder"
    root.mkdir()
    return WorkTree(root)


@pytest.fixture
def repository(tmp_path: Path) -> WorkTree:
    """An empty git repository on the branch `main`."""
    root = tmp_path / "repository"
    root.mkdir()
    tree = WorkTree(root)
    tree.git("init", "-q", "-b", "main")
    return tree
