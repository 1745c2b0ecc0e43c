"""A small tree with deprecated references, and repoint run in it as a user would."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from codemods.__main__ import load

MIGRATION = '[[symbol]]\nold = "pkg.old:make"\nnew = "pkg.new:build"\n'
USER = "from pkg.old import make\n\nmake()\n"
MOVED = "from pkg.new import build\n\nbuild()\n"
BROKEN = "from pkg.old import make\nmake(\n"


@dataclass(frozen=True)
class Result:
    """How a run ended and what it printed."""

    exit_code: int
    stdout: str
    stderr: str


Run = Callable[..., Result]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a deprecated module, its users and a migration, `m.toml`; the current folder."""
    for path, text in {
        "pkg/__init__.py": "",
        "pkg/old.py": "def make(): ...\n",
        "pkg/new.py": "def build(): ...\n",
        "app/user.py": USER,
        "app/other.py": USER,
        "m.toml": MIGRATION,
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    monkeypatch.chdir(tmp_path)
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def run() -> Run:
    """Run repoint in this process."""

    def invoke(*words: str) -> Result:
        result = CliRunner().invoke(load().app, list(words))
        return Result(result.exit_code, result.stdout, result.stderr)

    return invoke


def git(folder: Path, *words: str, text: str = "") -> str:
    """Run git with an identity and give what it prints."""
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.c", *words]
    done = subprocess.run(command, cwd=folder, input=text, check=True, capture_output=True, text=True)
    return done.stdout


def commit(tree: Path) -> None:
    """Make a tree a repository with everything committed."""
    git(tree, "init", "-q")
    git(tree, "add", ".")
    git(tree, "commit", "-qm", "x")
