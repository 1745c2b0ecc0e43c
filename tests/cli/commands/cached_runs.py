"""Runs of repoint with a cache: what a cold one says, and the first one that works nothing out."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from codemods.plan.program import Program
from codemods.tree.cache_store import CACHE_FILE
from tests.git.user_repository import HUB, USER, Result, UserRepository

TREE = {
    **HUB,
    "app/user.py": USER,
    "app/odd.py": "from pkg.old import make\n\nmake, other = make, 1\nmake()\n",
    "app/broken.py": "from pkg.old import make\nmake(\n",
    "app/generated.py": f"# @generated\n{USER}",
    "tests/test_user.py": "from unittest.mock import patch\n\n@patch('lib.hub.make')\ndef test(make): ...\n",
    "notes.md": "Call `make` of `pkg.old`.\n",
}
COMMANDS = {
    "diff": ("diff",),
    "diff as json": ("diff", "--format", "json"),
    "check": ("check",),
    "check as json": ("check", "--format", "json"),
    "check some": ("check", "app/user.py", "lib"),
    "scan": ("scan",),
    "scan as json": ("scan", "--format", "json"),
}
ENOUGH = 200
"""So many runs are far more than fit into the time that a tree takes to settle."""


class Cached:
    """A repository, and the cache of its work tree."""

    def __init__(self, repo: UserRepository, monkeypatch: pytest.MonkeyPatch) -> None:
        self.repo = repo
        self._monkeypatch = monkeypatch
        self.root: Path | None = None
        """Where to run; None at the top."""

    @property
    def file(self) -> Path:
        """The cache's file."""
        return self.repo.git_dir / "repoint" / CACHE_FILE

    def cold(self, *words: str) -> Result:
        """What a run says that neither reads nor writes the cache."""
        return self.run(*words, "--no-cache")

    def run(self, *words: str) -> Result:
        """Run a command with the migration."""
        command, *rest = words
        told = (command, "--migration", os.fspath(self.repo.migration), *rest)
        return self.repo.run(*told, folder=self.root)

    def warm(self, *words: str) -> Result:
        """What the first run says that works nothing out."""
        for _ in range(ENOUGH):
            with self.counting() as counted:
                result = self.run(*words)
            if not counted:
                return result
        pytest.fail("no run found the answer of an earlier one")

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """Note how often an engine opens the tree: any plan or survey does."""
        counted: list[str] = []
        real = Program.__init__

        def opened(*arguments: Any) -> None:
            counted.append("opened")
            real(*arguments)

        with self._monkeypatch.context() as patched:
            patched.setattr(Program, "__init__", opened)
            yield counted
