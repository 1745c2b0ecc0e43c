"""The command line: what goes where, and how it ends."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from codemods import __version__
from codemods.__main__ import load

ROOT = Path(__file__).parents[1]
MIGRATION = '[[symbol]]\nold = "pkg.old:make"\nnew = "pkg.new:build"\n'
USER = "from pkg.old import make\n\nmake()\n"
MOVED = "from pkg.new import build\n\nbuild()\n"
BROKEN = "from pkg.old import make\nmake(\n"


@dataclass(frozen=True)
class Result:
    """How a run ended and what it said."""

    exit_code: int
    stdout: str
    stderr: str


Run = Callable[..., Result]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a deprecated module, its user and a migration; the current folder."""
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
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.c", *words]
    done = subprocess.run(command, cwd=folder, input=text, check=True, capture_output=True, text=True)
    return done.stdout


def spawn(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run repoint in a process of its own."""
    path = {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "codemods", *words]
    env = {**os.environ, **path, **environment}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


class TestDiff:
    def test_the_patch_goes_to_standard_output_and_makes_what_apply_makes(self, tree: Path, run: Run) -> None:
        result = run("diff", "--migration", "m.toml")
        assert result.exit_code == 0
        assert result.stdout.startswith("diff --git a/app/other.py b/app/other.py\n")
        assert (tree / "app/user.py").read_text() == USER
        git(tree, "apply", text=result.stdout)
        assert (tree / "app/user.py").read_text() == MOVED

    def test_everything_else_goes_to_standard_error(self, tree: Path, run: Run) -> None:
        result = run("diff", "--migration", "m.toml")
        assert "2 files would change" in result.stderr
        assert "RP111" in result.stderr
        assert "RP111" not in result.stdout

    def test_findings_alone_do_not_fail_it(self, tree: Path, run: Run) -> None:
        (tree / "app/user.py").write_text(BROKEN)
        result = run("diff", "--migration", "m.toml")
        assert result.exit_code == 0
        assert "app/user.py:2:" in result.stderr

    def test_paths_restrict_what_changes(self, tree: Path, run: Run) -> None:
        assert run("diff", "--migration", "m.toml", "app/user.py").stdout.count("diff --git") == 1

    def test_stat_counts_lines_per_file(self, tree: Path, run: Run) -> None:
        result = run("diff", "--migration", "m.toml", "--stat")
        assert result.stdout == (
            " app/other.py | 4 ++--\n app/user.py  | 4 ++--\n"
            " 2 files changed, 4 insertions(+), 4 deletions(-)\n"
        )

    def test_output_takes_the_patch_instead_of_standard_output(self, tree: Path, run: Run) -> None:
        patch = run("diff", "--migration", "m.toml").stdout
        result = run("diff", "--migration", "m.toml", "--output", "x.patch")
        assert result.stdout == ""
        assert (tree / "x.patch").read_text() == patch

    def test_output_and_stat_go_together(self, tree: Path, run: Run) -> None:
        result = run("diff", "--migration", "m.toml", "--output", "x.patch", "--stat")
        assert result.stdout.startswith(" app/other.py | 4 ++--")
        assert (tree / "x.patch").exists()

    def test_per_file_gives_each_file_its_patch(self, tree: Path, run: Run) -> None:
        assert run("diff", "--migration", "m.toml", "--per-file", "out").stdout == ""
        assert sorted(os.listdir("out")) == ["0001-app-other.py.patch", "0002-app-user.py.patch"]

    def test_json_is_one_document(self, tree: Path, run: Run) -> None:
        result = run("diff", "--migration", "m.toml", "--format", "json")
        document = json.loads(result.stdout)
        assert document["schema"] == 1
        assert [file["path"] for file in document["files"]] == ["app/other.py", "app/user.py"]
        assert "RP111" in {finding["code"] for finding in document["findings"]}
        assert "RP111" not in result.stderr

    def test_nothing_to_do_is_fine(self, tree: Path, run: Run) -> None:
        result = run("diff", "--root", "pkg", "--migration", "m.toml")
        assert (result.exit_code, result.stdout) == (0, "")

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            pytest.param(["--output", "no/x"], "no/x: can't be written: No such file", id="output nowhere"),
            pytest.param(["--per-file", "app"], "app: is not empty", id="folder that holds something"),
            pytest.param(["--migration", "websocket-manger"], "websocket-manager", id="migration misspelt"),
            pytest.param(["--migration", "no.toml"], "no.toml", id="migration not there"),
            pytest.param(["no/such/path"], "no/such/path", id="path not there"),
        ],
    )
    def test_what_can_not_run_is_one_message(
        self, words: list[str], message: str, tree: Path, run: Run
    ) -> None:
        result = run("diff", "--migration", "m.toml", *words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert message in result.stderr
        assert "Traceback" not in result.stderr


class TestApply:
    def test_it_writes_and_says_so(self, tree: Path, run: Run) -> None:
        result = run("apply", "--migration", "m.toml")
        assert (result.exit_code, result.stdout) == (0, "")
        assert "2 files written, 0 staged" in result.stderr
        assert (tree / "app/user.py").read_text() == MOVED

    def test_a_second_run_finds_nothing_to_write(self, tree: Path, run: Run) -> None:
        run("apply", "--migration", "m.toml")
        result = run("apply", "--migration", "m.toml")
        assert result.exit_code == 0
        assert "0 files written" in result.stderr

    def test_in_a_repository_it_stages(self, tree: Path, run: Run) -> None:
        commit(tree)
        run("apply", "--migration", "m.toml")
        assert git(tree, "status", "--porcelain") == "M  app/other.py\nM  app/user.py\n"

    def test_no_stage_leaves_the_index(self, tree: Path, run: Run) -> None:
        commit(tree)
        run("apply", "--migration", "m.toml", "--no-stage")
        assert git(tree, "status", "--porcelain") == " M app/other.py\n M app/user.py\n"

    def test_uncommitted_work_is_left_out_with_a_finding(self, tree: Path, run: Run) -> None:
        commit(tree)
        (tree / "app/user.py").write_text(USER + "# mine\n")
        result = run("apply", "--migration", "m.toml")
        assert result.exit_code == 0
        assert "RP008 uncommitted" in result.stderr
        assert git(tree, "status", "--porcelain") == "M  app/other.py\n M app/user.py\n"

    def test_json_says_what_became_of_each_file(self, tree: Path, run: Run) -> None:
        commit(tree)
        (tree / "app/user.py").write_text(USER + "# mine\n")
        document = json.loads(run("apply", "--migration", "m.toml", "--format", "json").stdout)
        states = {file["path"]: file["state"] for file in document["files"]}
        assert states == {"app/other.py": "staged"}
        assert [f["path"] for f in document["findings"] if f["code"] == "RP008"] == ["app/user.py"]
        assert document["apply"] == 1

    def test_a_broken_file_does_not_stop_the_others(self, tree: Path, run: Run) -> None:
        (tree / "app/user.py").write_text(BROKEN)
        result = run("apply", "--migration", "m.toml")
        assert result.exit_code == 0
        assert "RP001 syntax-error" in result.stderr
        assert (tree / "app/other.py").read_text() == MOVED

    def test_when_nothing_could_be_done_it_fails(self, tree: Path, run: Run) -> None:
        for path in ("pkg/old.py", "app/other.py"):
            (tree / path).unlink()
        (tree / "app/user.py").write_text(BROKEN)
        result = run("apply", "--migration", "m.toml")
        assert result.exit_code == 2
        assert "RP001 syntax-error" in result.stderr

    def test_when_all_files_are_left_out_it_fails(self, tree: Path, run: Run) -> None:
        commit(tree)
        for path in ("app/user.py", "app/other.py"):
            (tree / path).write_text(USER + "# mine\n")
        result = run("apply", "--migration", "m.toml")
        assert result.exit_code == 2
        assert "RP008 uncommitted" in result.stderr

    def test_a_mistake_in_the_migration_writes_nothing(self, tree: Path, run: Run) -> None:
        (tree / "m.toml").write_text(MIGRATION.replace("new =", "nwe ="))
        result = run("apply", "--migration", "m.toml")
        assert result.exit_code == 2
        assert "nwe" in result.stderr
        assert (tree / "app/user.py").read_text() == USER


class TestWhere:
    def test_the_root_is_the_git_top_level(
        self, tree: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        commit(tree)
        monkeypatch.chdir(tree / "app")
        assert "a/app/user.py" in run("diff", "--migration", "../m.toml").stdout

    def test_paths_are_relative_to_the_current_folder(
        self, tree: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        commit(tree)
        monkeypatch.chdir(tree / "app")
        result = run("diff", "--migration", "../m.toml", "user.py")
        assert result.stdout.count("diff --git") == 1

    def test_the_root_can_be_given(self, tree: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tree.parent)
        result = run("diff", "--root", str(tree), "--migration", str(tree / "m.toml"))
        assert "a/app/user.py" in result.stdout

    def test_the_targets_settings_name_the_migration(
        self, tree: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tree / "pyproject.toml").write_text(
            '[tool.repoint]\nmigration = "m.toml"\nexclude = ["app/other.py"]\n'
        )
        monkeypatch.chdir(tree / "app")
        result = run("diff", "--root", str(tree))
        assert "a/app/user.py" in result.stdout
        assert "a/app/other.py" not in result.stdout


class TestExplain:
    def test_a_code_is_explained(self, run: Run) -> None:
        result = run("explain", "RP003")
        assert result.exit_code == 0
        assert result.stdout.startswith("# RP003 undecodable\n")

    def test_without_a_code_all_are_listed(self, run: Run) -> None:
        lines = run("explain").stdout.splitlines()
        assert lines[0].startswith("RP001  syntax-error")
        assert len(lines) > 25

    def test_all_is_the_page_in_docs(self, run: Run) -> None:
        assert run("explain", "--all").stdout == (ROOT / "docs/findings.md").read_text("utf-8")

    def test_an_unknown_code_is_an_error_with_a_suggestion(self, run: Run) -> None:
        result = run("explain", "RP0003")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "Did you mean RP003" in result.stderr


class TestItself:
    def test_help_names_every_command_and_nothing_about_shells(self, run: Run) -> None:
        result = run("--help")
        assert result.exit_code == 0
        assert {"diff", "apply", "verify", "retire", "undo", "log", "explain"} <= set(result.stdout.split())
        assert "completion" not in result.stdout

    @pytest.mark.parametrize(
        "words",
        [["nonsense"], ["diff", "--nonsense"], ["diff", "--root", "/no/such"], ["diff", "--format", "xml"]],
    )
    def test_wrong_usage_ends_with_2(self, words: list[str], run: Run) -> None:
        result = run(*words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr

    def test_the_version_needs_nothing_heavy(self, tmp_path: Path) -> None:
        done = spawn("--version", folder=tmp_path, PYTHONPROFILEIMPORTTIME="1")
        assert done.stdout == f"repoint {__version__}\n"
        imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
        assert "typer" in imported
        assert not imported & {"git", "libcst", "msgspec", "rich", "tomllib", "unidiff"}

    def test_the_command_line_only_puts_the_commands_together(self) -> None:
        text = (ROOT / "cli.py").read_text("utf-8")
        imports = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]
        ours = {node.module: node.names for node in imports if node.module not in ("typer", "typing")}
        assert set(ours) == {"codemods", "codemods.cli.commands"}
        commands = {name.name for name in ours["codemods.cli.commands"]}
        modules = {file.stem for file in (ROOT / "codemods/cli/commands").glob("[!_]*.py")}
        assert commands == {name for name in modules if not name.startswith("run_")}
        assert text.count("\n") < 80

    def test_no_command_loads_what_it_runs_before_it_runs(self, tmp_path: Path) -> None:
        done = spawn("--help", folder=tmp_path, PYTHONPROFILEIMPORTTIME="1")
        imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
        assert "codemods.cli.commands.apply" in imported
        assert not any(name.startswith("codemods.cli.commands.run_") for name in imported)
        assert not {name.partition(".")[0] for name in imported} & {"git", "libcst", "msgspec", "unidiff"}


class TestEndings:
    def test_debug_shows_the_traceback(self, tree: Path, run: Run) -> None:
        result = run("diff", "--migration", "no.toml", "--debug")
        assert result.exit_code == 2
        assert "Traceback" in result.stderr

    def test_a_reader_that_goes_away_is_no_error(self, tree: Path) -> None:
        (tree / "app/user.py").write_text(USER + f"make()  # {'x' * 500}\n" * 500)
        command = [sys.executable, "-m", "codemods", "diff", "--migration", "m.toml"]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 141


def commit(tree: Path) -> None:
    """Make a tree a repository with everything committed."""
    git(tree, "init", "-q")
    git(tree, "add", ".")
    git(tree, "commit", "-qm", "x")
