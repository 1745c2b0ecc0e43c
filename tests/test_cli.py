"""The command line as a whole: its help, its start, its end."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from codemods import __version__
from tests.command_line import USER, Run
from tests.command_line import run as run
from tests.command_line import tree as tree

ROOT = Path(__file__).parents[1]


def spawn(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run repoint in a process of its own."""
    path = {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "codemods", *words]
    env = {**os.environ, **path, **environment}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_help_names_every_command_and_nothing_about_shells(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert {"diff", "apply", "verify", "retire", "undo", "log", "explain"} <= set(result.stdout.split())
    assert "completion" not in result.stdout


@pytest.mark.parametrize(
    "words",
    [["nonsense"], ["diff", "--nonsense"], ["diff", "--root", "/no/such"], ["diff", "--format", "xml"]],
)
def test_wrong_usage_ends_with_2(words: list[str], run: Run) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


def test_the_version_needs_nothing_heavy(tmp_path: Path) -> None:
    done = spawn("--version", folder=tmp_path, PYTHONPROFILEIMPORTTIME="1")
    assert done.stdout == f"repoint {__version__}\n"
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "typer" in imported
    assert not imported & {"git", "libcst", "msgspec", "rich", "tomllib", "unidiff"}


def test_the_command_line_only_puts_the_commands_together() -> None:
    text = (ROOT / "cli.py").read_text("utf-8")
    imports = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]
    ours = {node.module: node.names for node in imports if node.module not in ("typer", "typing")}
    assert set(ours) == {"codemods", "codemods.cli.commands"}
    commands = {name.name for name in ours["codemods.cli.commands"]}
    modules = {file.stem for file in (ROOT / "codemods/cli/commands").glob("[!_]*.py")}
    assert commands == {name for name in modules if not name.startswith("run_")}
    assert text.count("\n") < 80


def test_no_command_loads_what_it_runs_before_it_runs(tmp_path: Path) -> None:
    done = spawn("--help", folder=tmp_path, PYTHONPROFILEIMPORTTIME="1")
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "codemods.cli.commands.apply" in imported
    assert not any(name.startswith("codemods.cli.commands.run_") for name in imported)
    assert not {name.partition(".")[0] for name in imported} & {"git", "libcst", "msgspec", "unidiff"}


def test_a_reader_that_goes_away_is_no_error(tree: Path) -> None:
    (tree / "app/user.py").write_text(USER + f"make()  # {'x' * 500}\n" * 500)
    command = [sys.executable, "-m", "codemods", "diff", "--migration", "m.toml"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141
