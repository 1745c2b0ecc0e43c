"""The command line as a whole: its help, its start, its end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from codemods import __version__
from codemods.__main__ import load
from tests.command_line import USER, Run
from tests.command_line import run as run
from tests.command_line import tree as tree

ROOT = Path(__file__).parents[1]
HEAVY = {"git", "libcst", "msgspec", "rich", "tomllib", "unidiff"}


def spawn(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run repoint in a process of its own."""
    path = {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "codemods", *words]
    env = {**os.environ, **path, **environment}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_help_names_every_command_in_a_line_each(tmp_path: Path) -> None:
    result = spawn("--help", folder=tmp_path, COLUMNS="80")
    assert result.returncode == 0
    boxes = result.stdout.split("╭─ ")[2:]
    assert [box.partition(" ─")[0] for box in boxes] == list(load().PANELS)
    lines = [line for box in boxes for line in box.splitlines() if line.startswith("│")]
    assert [line.split()[1] for line in lines] == list(load().COMMANDS)


def test_a_shell_completes_commands_and_options(tmp_path: Path) -> None:
    for words, completed in {"di": "diff", "diff --migr": "--migration"}.items():
        asked = {"COMP_WORDS": f"repoint {words}", "COMP_CWORD": str(words.count(" ") + 1)}
        done = spawn(folder=tmp_path, _REPOINT_COMPLETE="complete_bash", **asked)
        assert done.stdout.split() == [completed]
    script = spawn(folder=tmp_path, _REPOINT_COMPLETE="source_bash")
    assert "complete -o default -F _repoint_completion repoint" in script.stdout


def test_help_spells_brackets_and_says_what_types_needs(run: Run) -> None:
    assert "repoint[types]" in run("diff", "--help").stdout


@pytest.mark.parametrize(
    "words",
    [["nonsense"], ["diff", "--nonsense"], ["diff", "--root", "/no/such"], ["diff", "--format", "xml"]],
)
def test_wrong_usage_ends_with_2(words: list[str], run: Run) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


LISTS_MODULES = """
import sys
from codemods.__main__ import load
try:
    load().app(prog_name="repoint")
except SystemExit as ended:
    status = ended.code
print("status", status)
print("modules", *sys.modules)
"""


def imported(*words: str, folder: Path, status: int = 0) -> set[str]:
    """The modules that a run of repoint imports, which ends with an exit code."""
    command = [sys.executable, "-c", LISTS_MODULES, *words]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=True)
    *_, ended, modules = done.stdout.splitlines()
    assert ended == f"status {status}"
    return set(modules.split()[1:])


def of_repoint(modules: set[str]) -> set[str]:
    """Which of them are ours, without the packages and what starts the program."""
    packages = {each.rpartition(".")[0] for each in modules}
    started = {"codemods.__main__", "codemods.cli.app"}
    return {each for each in modules if each.startswith("codemods.")} - packages - started


def test_the_version_needs_typer_and_no_module_of_ours(tmp_path: Path) -> None:
    assert spawn("--version", folder=tmp_path).stdout == f"repoint {__version__}\n"
    modules = imported("--version", folder=tmp_path)
    assert "typer" in modules
    assert of_repoint(modules) == set()
    assert not {each.partition(".")[0] for each in modules} & HEAVY


def test_the_help_needs_the_options_of_the_commands_and_nothing_of_their_work(tmp_path: Path) -> None:
    modules = of_repoint(imported("--help", folder=tmp_path))
    shared = {"codemods.cli.exit_codes", "codemods.cli.formats.registry", "codemods.cli.options"}
    assert modules == shared | {f"codemods.cli.commands.{name}" for name in command_names()}


def test_a_command_imports_no_other_command(tmp_path: Path) -> None:
    modules = of_repoint(imported("log", "--root", str(tmp_path), folder=tmp_path))
    commands = {each for each in modules if each.startswith("codemods.cli.commands.")}
    assert commands == {"codemods.cli.commands.log", "codemods.cli.commands.run_log"}


def test_a_gate_with_nothing_to_find_imports_nothing_that_decides_or_rewrites(tmp_path: Path) -> None:
    words = ("check", "--no-cache", "-m", "websocket-manager")
    modules = imported(*words, folder=tmp_path)
    assert "codemods.plan.engine" in modules
    needless = {"libcst", "codemods.plan.planner", "codemods.project.decide_file"}
    assert modules & needless == set()
    assert len(of_repoint(modules)) <= 168


def command_names() -> set[str]:
    """The commands that there is a module for."""
    modules = (file.stem for file in (ROOT / "codemods/cli/commands").glob("[!_]*.py"))
    return {name for name in modules if not name.startswith("run_")}


def test_the_command_line_only_names_the_commands() -> None:
    assert set(load().COMMANDS) == command_names()
    assert (ROOT / "cli.py").read_text("utf-8").count("\n") < 80


def test_a_mistyped_command_is_told_of_its_neighbour(run: Run) -> None:
    result = run("chekc")
    assert result.exit_code == 2
    assert "check" in result.stderr


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


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", "2>/dev/full"])
def test_a_gate_does_without_streams_for_people(closed: str, tree: Path) -> None:
    for name, status in {"app/user.py": 0, "app": 1}.items():
        (tree / "app/user.py").write_text("x = 1\n")
        words = f"check --migration m.toml --root . {name}"
        done = in_shell(f"{words} {closed}", tree)
        assert (done.returncode, "Traceback" in done.stderr) == (status, False), done.stderr


@pytest.mark.parametrize(
    "words", ["check --migration m.toml", "apply --migration m.toml --format json", "--help"]
)
def test_data_that_cannot_be_written_is_one_message(words: str, tree: Path) -> None:
    done = in_shell(f"{words} >/dev/full", tree)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("repoint: ")
    assert done.stderr.endswith("No space left on device\n")
    if words.startswith("apply"):
        assert "2 files written" in done.stderr


def in_shell(words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = f"exec {sys.executable} -m codemods {words}"
    return subprocess.run(
        command, shell=True, cwd=folder, env=env, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("module", ["typer", "libcst"])
def test_an_interrupt_while_modules_are_loaded_is_no_error(
    module: str, tree: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stub = tmp_path_factory.mktemp("stub")
    (stub / f"{module}.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    path = f"{stub}{os.pathsep}{ROOT}"
    done = spawn("diff", "--migration", "m.toml", "--jobs", "1", folder=tree, PYTHONPATH=path)
    assert (done.returncode, done.stderr) == (130, "repoint: interrupted\n")
