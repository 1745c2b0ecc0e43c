"""Only regular files are read, and of those that a target names only its own."""

import os
from pathlib import Path

import pytest

from codemods.values.named_files import read_named_file
from tests.command_line import MIGRATION, Run
from tests.command_line import run as run
from tests.command_line import tree as tree


def test_a_regular_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "link").symlink_to("a")
    assert read_named_file(tmp_path / "link", tmp_path) == b"a"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="it is not a regular file"):
        read_named_file(tmp_path / "pipe")
    with pytest.raises(OSError, match="it is not a regular file"):
        read_named_file(Path(os.devnull))


@pytest.mark.parametrize("option", ["--baseline", "--migration"])
def test_a_pipe_for_an_option_is_one_message(option: str, tree: Path, run: Run) -> None:
    os.mkfifo(tree / "pipe")
    others = () if option == "--migration" else ("--migration", "m.toml")
    result = run("check", option, "pipe", *others)
    assert (result.exit_code, "it is not a regular file" in result.stderr) == (2, True)


@pytest.mark.parametrize("name", ["../outside.toml", "link.toml", "pipe", "/dev/zero"])
def test_a_target_names_files_of_its_own(name: str, tree: Path, run: Run) -> None:
    outside = tree.with_name("outside.toml")
    outside.write_text(MIGRATION)
    (tree / "link.toml").symlink_to(outside)
    os.mkfifo(tree / "pipe")
    (tree / "pyproject.toml").write_text(f"[tool.repoint]\nmigration = {name!r}\n")
    result = run("check")
    assert result.exit_code == 2
    assert "it is not below" in result.stderr or "it is not a regular file" in result.stderr
    assert run("check", "--migration", str(outside)).exit_code == 1


def test_settings_in_a_pipe_are_one_message(tree: Path, run: Run) -> None:
    os.mkfifo(tree / "pyproject.toml")
    result = run("check", "--migration", "m.toml")
    assert (result.exit_code, "pyproject.toml: cannot be read: it is not a regular" in result.stderr) == (
        2,
        True,
    )
