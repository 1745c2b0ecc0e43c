"""`repoint diff`: what goes where, and what can not be done."""

import json
import os
from pathlib import Path

import pytest

from tests.command_line import BROKEN, MOVED, USER, Run, git


def test_the_patch_goes_to_standard_output_and_makes_what_apply_makes(tree: Path, run: Run) -> None:
    result = run("diff", "--migration", "m.toml")
    assert result.exit_code == 0
    assert result.stdout.startswith("diff --git a/app/other.py b/app/other.py\n")
    assert (tree / "app/user.py").read_text() == USER
    git(tree, "apply", text=result.stdout)
    assert (tree / "app/user.py").read_text() == MOVED


def test_everything_else_goes_to_standard_error(tree: Path, run: Run) -> None:
    result = run("diff", "--migration", "m.toml")
    assert "2 files would change" in result.stderr
    assert "RP111" not in result.stderr  # `scan` lists definitions.
    assert "RP111" not in result.stdout


def test_findings_alone_do_not_fail_it(tree: Path, run: Run) -> None:
    (tree / "app/user.py").write_text(BROKEN)
    result = run("diff", "--migration", "m.toml")
    assert result.exit_code == 0
    assert "app/user.py:2:" in result.stderr


def test_paths_restrict_what_changes(tree: Path, run: Run) -> None:
    assert run("diff", "--migration", "m.toml", "app/user.py").stdout.count("diff --git") == 1


def test_stat_counts_lines_per_file(tree: Path, run: Run) -> None:
    result = run("diff", "--migration", "m.toml", "--stat")
    assert result.stdout == (
        " app/other.py | 4 ++--\n app/user.py  | 4 ++--\n 2 files changed, 4 insertions(+), 4 deletions(-)\n"
    )


def test_output_takes_the_patch_instead_of_standard_output(tree: Path, run: Run) -> None:
    patch = run("diff", "--migration", "m.toml").stdout
    result = run("diff", "--migration", "m.toml", "--output", "x.patch")
    assert result.stdout == ""
    assert (tree / "x.patch").read_text() == patch


def test_output_and_stat_go_together(tree: Path, run: Run) -> None:
    result = run("diff", "--migration", "m.toml", "--output", "x.patch", "--stat")
    assert result.stdout.startswith(" app/other.py | 4 ++--")
    assert (tree / "x.patch").exists()


def test_per_file_gives_each_file_its_patch(tree: Path, run: Run) -> None:
    assert run("diff", "--migration", "m.toml", "--per-file", "out").stdout == ""
    assert sorted(os.listdir("out")) == ["0001-app-other.py.patch", "0002-app-user.py.patch"]


def test_json_is_one_document(tree: Path, run: Run) -> None:
    result = run("diff", "--migration", "m.toml", "--format", "json")
    document = json.loads(result.stdout)
    assert document["schema"] == 1
    assert [file["path"] for file in document["files"]] == ["app/other.py", "app/user.py"]
    assert "RP111" in {finding["code"] for finding in document["findings"]}
    assert "RP111" not in result.stderr


def test_nothing_to_do_is_fine(tree: Path, run: Run) -> None:
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
def test_what_can_not_run_is_one_message(words: list[str], message: str, tree: Path, run: Run) -> None:
    result = run("diff", "--migration", "m.toml", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_debug_shows_the_traceback(tree: Path, run: Run) -> None:
    result = run("diff", "--migration", "no.toml", "--debug")
    assert result.exit_code == 2
    assert "Traceback" in result.stderr
