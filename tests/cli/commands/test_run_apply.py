"""`repoint apply`: what is written and staged, and what it prints."""

import json
from pathlib import Path

import pytest

from tests.command_line import BROKEN, MIGRATION, MOVED, USER, Run, commit, git


def test_it_writes_and_says_so(tree: Path, run: Run) -> None:
    result = run("apply", "--migration", "m.toml")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "2 files written, 0 staged" in result.stderr
    assert (tree / "app/user.py").read_text() == MOVED


def test_a_second_run_finds_nothing_to_write(tree: Path, run: Run) -> None:
    run("apply", "--migration", "m.toml")
    result = run("apply", "--migration", "m.toml")
    assert result.exit_code == 0
    assert "0 files written" in result.stderr


def test_in_a_repository_it_stages(tree: Path, run: Run) -> None:
    commit(tree)
    run("apply", "--migration", "m.toml")
    assert git(tree, "status", "--porcelain") == "M  app/other.py\nM  app/user.py\n"


def test_no_stage_leaves_the_index(tree: Path, run: Run) -> None:
    commit(tree)
    run("apply", "--migration", "m.toml", "--no-stage")
    assert git(tree, "status", "--porcelain") == " M app/other.py\n M app/user.py\n"


def test_uncommitted_work_is_left_out_with_a_finding(tree: Path, run: Run) -> None:
    commit(tree)
    (tree / "app/user.py").write_text(USER + "# mine\n")
    result = run("apply", "--migration", "m.toml")
    assert result.exit_code == 0
    assert "RP008 uncommitted" in result.stderr
    assert git(tree, "status", "--porcelain") == "M  app/other.py\n M app/user.py\n"


def test_json_says_what_became_of_each_file(tree: Path, run: Run) -> None:
    commit(tree)
    (tree / "app/user.py").write_text(USER + "# mine\n")
    document = json.loads(run("apply", "--migration", "m.toml", "--format", "json").stdout)
    states = {file["path"]: file["state"] for file in document["files"]}
    assert states == {"app/other.py": "staged"}
    assert [f["path"] for f in document["findings"] if f["code"] == "RP008"] == ["app/user.py"]
    assert document["apply"] == 1


def test_a_broken_file_does_not_stop_the_others(tree: Path, run: Run) -> None:
    (tree / "app/user.py").write_text(BROKEN)
    result = run("apply", "--migration", "m.toml")
    assert result.exit_code == 0
    assert "RP001 syntax-error" in result.stderr
    assert (tree / "app/other.py").read_text() == MOVED


def test_when_nothing_could_be_done_it_fails(tree: Path, run: Run) -> None:
    for path in ("pkg/old.py", "app/other.py"):
        (tree / path).unlink()
    (tree / "app/user.py").write_text(BROKEN)
    result = run("apply", "--migration", "m.toml")
    assert result.exit_code == 2
    assert "RP001 syntax-error" in result.stderr


def test_when_all_files_are_left_out_it_fails(tree: Path, run: Run) -> None:
    commit(tree)
    for path in ("app/user.py", "app/other.py"):
        (tree / path).write_text(USER + "# mine\n")
    result = run("apply", "--migration", "m.toml")
    assert result.exit_code == 2
    assert "RP008 uncommitted" in result.stderr


def test_a_mistake_in_the_migration_writes_nothing(tree: Path, run: Run) -> None:
    (tree / "m.toml").write_text(MIGRATION.replace("new =", "nwe ="))
    result = run("apply", "--migration", "m.toml")
    assert result.exit_code == 2
    assert "nwe" in result.stderr
    assert (tree / "app/user.py").read_text() == USER


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--no-stage", "--index-only"], "--no-stage and --index-only leave nothing to write"),
        (["--commit", "--no-stage"], "commits are made of files and index"),
        (["--format-patch", "mails", "--index-only"], "commits are made of files and index"),
        (["--branch", "series"], "--branch says where to commit; add --commit"),
        (["--blame-ignore"], "there is no commit; add --commit"),
        (["--message", "x"], "there is no commit; add --commit"),
        (["-i", "--format", "json"], "--interactive cannot be combined with --format json"),
    ],
)
def test_options_that_cannot_be_combined_are_refused(
    words: list[str], message: str, tree: Path, run: Run
) -> None:
    result = run("apply", "--migration", "m.toml", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    shown = " ".join(word for word in result.stderr.split() if word != "│")
    assert message in shown
    assert (tree / "app/user.py").read_text() == USER
