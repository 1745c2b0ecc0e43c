"""`repoint scan`: the inventory of a tree, and how it ends."""

import json
from pathlib import Path

import pytest

from tests.command_line import Result, Run, git

M = ("--migration", "m.toml")
CATEGORIES = '[tool.repoint.categories]\nmain = ["app/"]\nunused = ["nothing/"]\n'


def document(result: Result) -> dict[str, object]:
    made: dict[str, object] = json.loads(result.stdout)
    return made


def test_it_counts_references_by_category_kind_and_folder(tree: Path, run: Run) -> None:
    result = run("scan", *M)
    assert result.exit_code == 0
    assert result.stdout.startswith("m: 4 references in 2 Python files; 1 mention in text, in 1 file")
    assert "  production           4      2" in result.stdout
    assert "  import           2      2" in result.stdout
    assert "  app                 4      2" in result.stdout
    assert "By owner" not in result.stdout


def test_the_migration_itself_is_no_surprise_among_the_mentions(tree: Path, run: Run) -> None:
    made = document(run("scan", *M, "--format", "json"))
    assert made["mentions"] == [
        {"path": "m.toml", "line": 2, "column": 16, "type": "toml", "names": ["make"], "code": False}
    ]


def test_nothing_is_written(tree: Path, run: Run) -> None:
    before = sorted(path for path in tree.rglob("*"))
    run("scan", *M)
    assert sorted(path for path in tree.rglob("*")) == before


def test_owners_are_counted_where_a_file_names_them(tree: Path, run: Run) -> None:
    (tree / "CODEOWNERS").write_text("app/user.py @ann\n")
    made = run("scan", *M).stdout
    assert "  @ann              2      1" in made
    assert "  unowned           2      1" in made


def test_categories_of_the_target_win_and_globs_for_nothing_are_noted(tree: Path, run: Run) -> None:
    (tree / "pyproject.toml").write_text(CATEGORIES)
    result = run("scan", *M)
    assert "  main               4      2" in result.stdout
    assert '[tool.repoint] categories.unused: "nothing/" matches no Python file' in result.stderr
    assert "categories.main" not in result.stderr


def test_a_category_twice_is_refused_as_toml_refuses_it(tree: Path, run: Run) -> None:
    (tree / "pyproject.toml").write_text(CATEGORIES + 'main = ["x/"]\n')
    result = run("scan", *M)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "pyproject.toml: not valid TOML" in result.stderr


def test_paths_narrow_what_is_listed_and_not_the_checklist(tree: Path, run: Run) -> None:
    result = run("scan", *M, "app/user.py")
    assert result.stdout.startswith("m: 2 references in 1 Python file; 0 mentions in text, in 0 files")
    assert "[ ] 0 deprecated references in production: 4 left, in 2 files" in result.stdout


def test_a_path_without_python_is_noted(tree: Path, run: Run) -> None:
    assert "m.toml: no Python file of the tree is there" in run("scan", *M, "m.toml").stderr


def test_the_checklist_follows_the_tree(tree: Path, run: Run) -> None:
    (tree / "m.toml").write_text('[[module]]\nold = "pkg.old"\nnew = "pkg.new"\n')
    assert "[ ] pkg.old removed: pkg/old.py exists; references to it: 4, in 2 files" in run("scan", *M).stdout
    for path in ("app/user.py", "app/other.py", "pkg/old.py"):
        (tree / path).unlink()
    assert "[x] pkg.old removed: it is gone" in run("scan", *M).stdout


def test_a_deprecated_name_in_a_module_that_stays_is_open_until_it_is_gone(tree: Path, run: Run) -> None:
    assert "[ ] no deprecated name in pkg.old: pkg/old.py has make" in run("scan", *M).stdout
    (tree / "pkg/old.py").write_text("")
    assert "[x] no deprecated name in pkg.old" in run("scan", *M).stdout


def test_csv_has_a_line_for_each_reference(tree: Path, run: Run) -> None:
    lines = run("scan", *M, "--format", "csv").stdout.splitlines()
    assert lines[:2] == [
        "path,line,column,kind,symbol,category,owner,difficulty",
        "app/other.py,1,21,import,pkg.old:make,production,,automatic",
    ]
    assert len(lines) == 5


def test_output_takes_the_data_instead_of_standard_output(tree: Path, run: Run) -> None:
    for words in (("--format", "csv"), ("--format", "table")):
        (tree / "x.txt").write_text("")
        shown = run("scan", *M, *words).stdout
        assert run("scan", *M, *words, "--output", "x.txt").stdout == ""
        assert (tree / "x.txt").read_text() == shown


def test_a_file_that_can_not_be_parsed_is_told_and_nothing_counts_as_done(tree: Path, run: Run) -> None:
    (tree / "app/other.py").write_text("make(\n")
    (tree / "app/user.py").unlink()
    result = run("scan", *M)
    assert "app/other.py:1: could not be looked into" in result.stderr
    assert "[?] 0 deprecated references in production: not measured: none left, but 1 file" in result.stdout


def test_it_could_not_run_where_nothing_could_be_looked_into(tree: Path, run: Run) -> None:
    for path in ("app/user.py", "app/other.py", "pkg/old.py"):
        (tree / path).write_text("make(\n")
    assert run("scan", *M).exit_code == 2


def test_an_output_that_can_not_be_written_is_one_message(tree: Path, run: Run) -> None:
    result = run("scan", *M, "--output", "no/x")
    assert result.exit_code == 2
    assert "no/x: can't be written: No such file" in result.stderr


@pytest.mark.parametrize("words", [("--depth", "0"), ("--format", "xml")])
def test_options_that_make_no_sense_are_refused(tree: Path, run: Run, words: tuple[str, str]) -> None:
    assert run("scan", *M, *words).exit_code == 2


def test_only_tracked_text_is_looked_at(tree: Path, run: Run) -> None:
    git(tree, "init", "-q")
    git(tree, "add", "app", "pkg")
    assert "0 mentions in text" in run("scan", *M).stdout
