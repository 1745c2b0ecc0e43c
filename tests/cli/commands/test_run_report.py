"""`repoint report` on the command line: where the page goes, and what can't be done."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from codemods.__main__ import load

MIGRATION = '[[symbol]]\nold = "pkg.old:make"\nnew = "pkg.new:build"\n'
FILES = {
    "pkg/__init__.py": "",
    "pkg/old.py": "def make(): ...\n",
    "pkg/new.py": "def build(): ...\n",
    "app/user.py": "from pkg.old import make\n\nmake()\n",
    "m.toml": MIGRATION,
}

Report = Callable[..., Result]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with something to move; the current folder."""
    root = tmp_path / "tree"
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def report() -> Report:
    """Run `repoint report`."""

    def run(*words: str) -> Result:
        return CliRunner().invoke(load().app, ["report", "--migration", "m.toml", *words])

    return run


def git(folder: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.c", *words]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def test_the_page_goes_to_a_file_and_a_summary_to_standard_error(tree: Path, report: Report) -> None:
    result = report("-o", "r.html")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("r.html: 1 file would change, ")
    page = (tree / "r.html").read_text()
    assert page.startswith("<!doctype html>")
    assert "app/user.py" in page


def test_without_a_file_it_goes_to_standard_output(tree: Path, report: Report) -> None:
    result = report()
    assert result.exit_code == 0
    assert result.stdout.startswith("<!doctype html>")
    assert sorted(os.listdir(tree)) == ["app", "m.toml", "pkg"]


def test_in_a_repository_the_diffs_are_git_s_and_the_commit_is_named(tree: Path, report: Report) -> None:
    git(tree, "init", "-q")
    git(tree, "add", ".")
    git(tree, "commit", "-qm", "x")
    page = report().stdout
    assert git(tree, "rev-parse", "HEAD")[:9] in page
    assert "<mark>build</mark>" in page
    assert git(tree, "status", "--porcelain") == ""


def test_two_runs_make_the_same_page(tree: Path, report: Report) -> None:
    assert report().stdout == report().stdout


def test_paths_restrict_what_changes(tree: Path, report: Report) -> None:
    assert "The plan changes no file" in report("pkg").stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(["-o", "no/r.html"], "no/r.html: can't be written: No such file", id="no such folder"),
        pytest.param(["-o", "m.toml/r.html"], "can't be written: Not a directory", id="below a file"),
        pytest.param(["--history"], "no git repository, so there is no history", id="no history"),
    ],
)
def test_what_can_not_be_done_is_one_message_before_anything_takes_time(
    words: list[str], message: str, tree: Path, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("codemods.plan.engine.Engine.plan", lambda *_: pytest.fail("planned"))
    result = report(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert sorted(os.listdir(tree)) == ["app", "m.toml", "pkg"]


def test_a_folder_is_no_file(tree: Path, report: Report) -> None:
    assert report("-o", "app").exit_code == 2


def test_a_folder_that_may_not_be_written_is_told_first(
    tree: Path, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: mode != os.W_OK)  # root may write everywhere
    result = report("-o", "app/r.html")
    assert result.exit_code == 2
    assert "Permission denied" in result.stderr


def test_an_old_report_is_whole_until_the_new_one_is(
    tree: Path, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tree / "r.html").write_text("old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    result = report("-o", "r.html")
    assert result.exit_code == 2
    assert "r.html: can't be written: No space left on device" in result.stderr
    assert (tree / "r.html").read_text() == "old"
    assert sorted(os.listdir(tree)) == ["app", "m.toml", "pkg", "r.html"]


def test_a_repository_without_a_commit_has_no_history(tree: Path, report: Report) -> None:
    git(tree, "init", "-q")
    result = report("--history")
    assert result.exit_code == 2
    assert "there is no commit yet" in result.stderr


def test_samples_without_history_is_a_mistake(tree: Path, report: Report) -> None:
    result = report("--samples", "5")
    assert result.exit_code == 2
    assert "add --history" in result.stderr
    assert report("--history", "--samples", "1").exit_code == 2


def test_documents_are_shown_where_they_are_asked_for(tree: Path, report: Report) -> None:
    (tree / "README.md").write_text("```python\nfrom pkg.old import make\n```\n")
    assert "README.md" not in report().stdout
    assert "README.md" in report("--docs").stdout
