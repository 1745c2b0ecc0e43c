"""The hooks, run by pre-commit itself from a repository that holds their manifest.

pre-commit would build an environment of the clone's own, from the package index. Here the hooks run in this
one (`language: system`); everything else is as the manifest has it.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
PRE_COMMIT = (sys.executable, "-m", "pre_commit")
MIGRATION = '[[symbol]]\nold = "pkg.old:make"\nnew = "pkg.new:build"\n'
FILES = {
    "pkg/__init__.py": "",
    "pkg/old.py": "def make(): ...\n",
    "pkg/new.py": "def build(): ...\n",
    "user.py": "from pkg.old import make\n\nmake()\n",
    "clean.py": "x = 1\n",
    "m.toml": MIGRATION,
    "pyproject.toml": '[tool.repoint]\nmigration = "m.toml"\n',
}


def run_command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    settings = {"GIT_CONFIG_COUNT": "2"}
    for number, (key, value) in enumerate((("user.name", "A"), ("user.email", "a@b.c"))):
        settings |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    home = {"PRE_COMMIT_HOME": str(folder.parent / "cache"), "PYTHONPATH": os.pathsep.join(paths)}
    env = {**os.environ, **settings, **home}
    return subprocess.run(arguments, cwd=folder, env=env, capture_output=True, text=True, check=False)


def commit_files(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "x")):
        assert run_command(folder, "git", *words).returncode == 0


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A repository that uses the hooks, all of it committed but the use of them."""
    hooks, folder = tmp_path / "hooks", tmp_path / "target"
    commit_files(hooks, {".pre-commit-hooks.yaml": MANIFEST.read_text()})
    commit_files(folder, FILES)
    head = run_command(hooks, "git", "rev-parse", "HEAD").stdout.strip()
    entries = {"repoint-check": "check", "repoint-fix": "apply --no-stage"}
    wired = "".join(
        f"      - id: {hook}\n        language: system\n        entry: {sys.executable} -m codemods {entry}\n"
        for hook, entry in entries.items()
    )
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks}\n    rev: {head}\n    hooks:\n{wired}"
    )
    assert run_command(folder, "git", "add", ".").returncode == 0
    return folder


def run_hook(folder: Path, name: str, *files: str) -> subprocess.CompletedProcess[str]:
    return run_command(folder, *PRE_COMMIT, "run", name, "--files", *files)


def test_the_manifest_is_valid() -> None:
    done = run_command(ROOT, *PRE_COMMIT, "validate-manifest", str(MANIFEST))
    assert done.returncode == 0, done.stdout


def test_the_entries_are_commands_of_repoint() -> None:
    entries = [
        line.split(": ")[1].split()[:2] for line in MANIFEST.read_text().splitlines() if "entry:" in line
    ]
    assert entries == [["repoint", "check"], ["repoint", "apply"]]


def test_the_check_fails_a_commit_that_refers_to_a_deprecated_symbol(target: Path) -> None:
    done = run_hook(target, "repoint-check", "user.py", "clean.py")
    assert done.returncode == 1, done.stderr
    assert "user.py:1:21: import of pkg.old:make" in done.stdout


def test_the_check_passes_any_other(target: Path) -> None:
    done = run_hook(target, "repoint-check", "clean.py", "m.toml")
    assert done.returncode == 0, done.stdout
    assert "Passed" in done.stdout


def test_the_fix_moves_the_files_and_stops_the_commit_once(target: Path) -> None:
    first = run_hook(target, "repoint-fix", "user.py")
    assert first.returncode == 1, first.stdout
    assert "files were modified by this hook" in first.stdout
    assert (target / "user.py").read_text() == "from pkg.new import build\n\nbuild()\n"
    assert run_command(target, "git", "diff", "--cached", "--name-only").stdout == ".pre-commit-config.yaml\n"
    assert run_command(target, "git", "add", ".").returncode == 0
    second = run_hook(target, "repoint-fix", "user.py")
    assert second.returncode == 0, second.stdout
    assert run_hook(target, "repoint-check", "user.py").returncode == 0
