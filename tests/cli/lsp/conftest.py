"""A tree for the language server, with its migration in its settings."""

from collections.abc import Mapping
from pathlib import Path

import pytest

FILES = {
    "pyproject.toml": '[tool.repoint]\nmigration = "m.toml"\n',
    "m.toml": '[[symbol]]\nold = "pkg.old:make"\nnew = "pkg.new:build"\n',
    "pkg/__init__.py": "",
    "pkg/old.py": "def make(): ...\n",
    "pkg/new.py": "def build(): ...\n",
    "app/hub.py": "from pkg.old import make\n",
    "app/user.py": "from pkg.old import make\n\nmake()\nmake()\n",
    "app/follower.py": "from app.hub import make\n\nmake()\n",
}


def write_files(folder: Path, files: Mapping[str, str]) -> Path:
    """Write some texts below a folder; gives it."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder outside git, so that the workspace folder is the root."""
    return write_files(tmp_path / "tree", FILES)
