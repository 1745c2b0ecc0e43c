"""`repoint test`: the tests that migration files hold."""

from pathlib import Path

import pytest

from tests.command_line import MIGRATION, MOVED, USER, Run
from tests.command_line import run as run
from tests.command_line import tree as tree

GOOD = MIGRATION + f'[[test]]\nname = "moves"\nbefore = """\n{USER}"""\nafter = """\n{MOVED}"""\n'
BAD = MIGRATION + f'[[test]]\nname = "moves"\nbefore = """\n{USER}"""\nstays = true # as it is\n'


def test_tests_that_pass(tree: Path, run: Run) -> None:
    (tree / "m.toml").write_text(GOOD)
    result = run("test", "m.toml")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "m.toml: 1 test passed\n")


def test_what_differs_is_a_patch_of_what_was_expected(tree: Path, run: Run) -> None:
    (tree / "m.toml").write_text(BAD + '[[test]]\nbefore = "x"\nfinding = "RP102"\n')
    (tree / "good.toml").write_text(GOOD)
    result = run("test", "good.toml", "m.toml")
    assert result.exit_code == 1
    assert result.stdout == (
        'm.toml: test[1] "moves"\n'
        "--- example.py as expected\n+++ example.py as it came out\n@@ -1,3 +1,3 @@\n"
        "-from pkg.old import make\n+from pkg.new import build\n \n-make()\n+build()\n\n"
        "m.toml: test[2]\n  example.py: no RP102, which the test names\n\n"
    )
    assert result.stderr == "good.toml: 1 test passed\nm.toml: 2 tests failed, 0 passed\n"


def test_update_writes_what_came_out(tree: Path, run: Run) -> None:
    (tree / "m.toml").write_bytes(b"\xef\xbb\xbf" + BAD.encode())
    result = run("test", "--update", "m.toml")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "m.toml: 1 test written; read them before you commit\n"
    written = GOOD[: -len("\n")] + " # as it is\n"
    assert (tree / "m.toml").read_bytes() == b"\xef\xbb\xbf" + written.encode()


def test_the_tree_has_no_say(tree: Path, run: Run) -> None:
    """Its modules are not there, and its settings do not count."""
    (tree / "pkg/new.py").write_text("")
    (tree / "m.toml").write_text(GOOD)
    (tree / "pyproject.toml").write_text('[tool.repoint]\nexclude = ["*"]\n')
    assert run("test", "m.toml").exit_code == 0


def test_without_a_name_those_of_the_settings_are_tested(tree: Path, run: Run) -> None:
    (tree / "m.toml").write_text(BAD)
    assert run("test").exit_code == 2
    (tree / "pyproject.toml").write_text('[tool.repoint]\nmigration = "m.toml"\n')
    assert run("test", "--root", str(tree)).exit_code == 1


def test_what_a_file_extends_takes_part_and_its_tests_do_not(tree: Path, run: Run) -> None:
    (tree / "base.toml").write_text(BAD)
    (tree / "ours.toml").write_text('extends = ["base.toml"]\n' + GOOD.removeprefix(MIGRATION))
    result = run("test", "ours.toml")
    assert (result.exit_code, result.stderr) == (0, "ours.toml: 1 test passed\n")


def test_a_migration_without_tests_is_an_error_where_there_is_no_other(tree: Path, run: Run) -> None:
    (tree / "good.toml").write_text(GOOD)
    alone = run("test", "m.toml")
    assert alone.exit_code == 2
    assert alone.stderr.startswith("repoint: m.toml: no [[test]] table; ")
    beside = run("test", "m.toml", "good.toml")
    assert (beside.exit_code, beside.stderr) == (0, "m.toml: no [[test]] table\ngood.toml: 1 test passed\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (MIGRATION + '[[test]]\nbefore = "x"\n', "m.toml: test[1]: nothing says what becomes of the code; "),
        (MIGRATION + "[[test]]\nbefore = \n", "m.toml: line 5, column 10: not valid TOML: "),
    ],
)
def test_a_mistake_in_a_test_is_an_error(text: str, message: str, tree: Path, run: Run) -> None:
    (tree / "m.toml").write_text(text)
    result = run("test", "m.toml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"repoint: {message}")
    assert run("diff", "-m", "m.toml").exit_code == 0


def test_what_is_installed_is_not_written_to(tree: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree / "ours.toml").write_text(BAD)
    monkeypatch.setattr("codemods.migration.migration_files._BUILT_IN", tree)
    result = run("test", "--update", "ours")
    assert result.exit_code == 2
    assert "pass the file's path" in result.stderr
    assert (tree / "ours.toml").read_text() == BAD
