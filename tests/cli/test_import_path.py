"""Nothing of the target is imported, however the import path leads there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from codemods.cli.import_path import leave_out_target

ROOT = Path(__file__).parents[2]
LIBRARIES = (
    "typer",
    "click",
    "git",
    "libcst",
    "msgspec",
    "filelock",
    "platformdirs",
    "rich",
    "cli",
)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A tree with modules of our libraries' names, which leave a mark when they are imported."""
    folder = tmp_path / "target"
    (folder / "deep").mkdir(parents=True)
    mark = f"open({os.fspath(folder / 'mark')!r}, 'a').write(__name__)\n"
    for name in LIBRARIES:
        (folder / f"{name}.py").write_text(mark)
    (folder / "m.toml").write_text('[[symbol]]\nold = "typer:run"\nnew = "typer:main"\n')
    (folder / "user.py").write_text("from typer import run\n")
    return folder


@pytest.mark.parametrize("where", ["root", "elsewhere", "repository"])
def test_modules_of_the_target_are_not_run(where: str, target: Path, tmp_path: Path) -> None:
    words = ["check", "--migration", os.fspath(target / "m.toml")]
    here = target / "deep" if where == "repository" else target
    if where == "repository":
        subprocess.run(["git", "init", "--quiet"], cwd=target, check=True)
    else:
        words += ["--root", os.path.relpath(target, tmp_path) if where == "elsewhere" else "."]
    path = os.pathsep.join((os.fspath(target), os.fspath(ROOT)))
    subprocess.run(
        [sys.executable, "-m", "codemods", *words],
        cwd=tmp_path if where == "elsewhere" else here,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        check=False,
    )
    assert not (target / "mark").exists()


def test_the_folders_of_python_and_of_this_package_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, outside = os.fspath(ROOT), os.fspath(tmp_path)
    monkeypatch.chdir(ROOT)
    python = [path for path in sys.path if path not in ("", own)]
    monkeypatch.setattr(sys, "path", ["", own, os.path.join(own, "docs"), outside, *python])
    leave_out_target(["check"])
    assert sys.path == [outside, *python, own]
