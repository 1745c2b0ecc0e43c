"""Only regular files are read, and of those that a target names only its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from codemods.cli.target_python import newer_python
from codemods.migration.formatter_settings import read_code_style
from codemods.values.code_style import NO_STYLE
from codemods.values.named_files import read_named_file
from tests.command_line import MIGRATION, Run
from tests.command_line import run as run
from tests.command_line import tree as tree
from tests.time_limits import within


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    """A pipe that is waited for fails the test."""
    with within(30):
        yield


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


@pytest.mark.parametrize(
    "words",
    [
        ("fleet", "pipe", "--migration", "m.toml", "--out", "out", "--author", "A <a@b.c>"),
        ("diff", "--codemod", "pipe.py:Codemod"),
        ("test", "pipe"),
    ],
    ids=lambda words: words[0],
)
def test_nor_is_one_for_another_command(words: tuple[str, ...], tree: Path, run: Run) -> None:
    for name in ("pipe", "pipe.py"):
        os.mkfifo(tree / name)
    result = run(*words)
    assert (result.exit_code, "it is not a regular file" in result.stderr) == (2, True)


@pytest.mark.parametrize("name", ["pyproject.toml", "ruff.toml", ".isort.cfg", "setup.cfg"])
def test_nor_is_one_for_the_settings_of_a_sorter(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    assert read_code_style(tmp_path) == NO_STYLE


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


@pytest.mark.parametrize("name", [".python-version", "pyproject.toml"])
def test_nor_is_one_in_which_the_version_of_python_would_be(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    assert newer_python(tmp_path, (3, 11)) is None


def test_settings_in_a_pipe_are_one_message(tree: Path, run: Run) -> None:
    os.mkfifo(tree / "pyproject.toml")
    result = run("check", "--migration", "m.toml")
    assert (result.exit_code, "pyproject.toml: cannot be read: it is not a regular" in result.stderr) == (
        2,
        True,
    )
