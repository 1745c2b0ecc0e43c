"""What a command works on: the tree, the migration and the files, from the options and the settings."""

from pathlib import Path

import pytest

from tests.command_line import Run, commit


def test_the_root_is_the_git_top_level(tree: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tree)
    monkeypatch.chdir(tree / "app")
    assert "a/app/user.py" in run("diff", "--migration", "../m.toml").stdout


def test_paths_are_relative_to_the_current_folder(
    tree: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(tree)
    monkeypatch.chdir(tree / "app")
    result = run("diff", "--migration", "../m.toml", "user.py")
    assert result.stdout.count("diff --git") == 1


def test_the_root_can_be_given(tree: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree.parent)
    result = run("diff", "--root", str(tree), "--migration", str(tree / "m.toml"))
    assert "a/app/user.py" in result.stdout


def test_the_targets_settings_name_the_migration(
    tree: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tree / "pyproject.toml").write_text('[tool.repoint]\nmigration = "m.toml"\nexclude = ["app/other.py"]\n')
    monkeypatch.chdir(tree / "app")
    result = run("diff", "--root", str(tree))
    assert "a/app/user.py" in result.stdout
    assert "a/app/other.py" not in result.stdout
