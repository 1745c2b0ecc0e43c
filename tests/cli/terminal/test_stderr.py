"""Messages to people do nothing to their terminal."""

from pathlib import Path

import pytest

from codemods.cli.terminal.stderr import inform
from tests.command_line import Run
from tests.command_line import run as run
from tests.command_line import tree as tree


def test_what_a_terminal_obeys_is_spelled_and_lines_stay(capsys: pytest.CaptureFixture[str]) -> None:
    inform("a\x1b[31m\x07: \x9b2J\nsecond line, ü\r")
    assert capsys.readouterr().err == "a\\x1b[31m\\x07: \\x9b2J\nsecond line, ü\\r\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"\\u001b[31m" = 1\n', 'key "\\x1b[31m": unknown key'),
        ('x = "\x1b[31m"\n', "illegal character '\\x1b'"),
        (
            '[[symbol]]\nold = "pkg.old:m\\u001b[31make"\nnew = "pkg.new:build"\n',
            '"m\\x1b[31make" is not a Python name',
        ),
    ],
    ids=["key", "no TOML", "name"],
)
def test_mistakes_of_a_toml_file_are_spelled(text: str, said: str, tree: Path, run: Run) -> None:
    (tree / "bad.toml").write_text(text)
    result = run("check", "--migration", "bad.toml")
    assert (result.exit_code, said in result.stderr, "\x1b" in result.stderr) == (2, True, False), (
        result.stderr
    )


def test_so_are_categories_of_the_target(tree: Path, run: Run) -> None:
    (tree / "pyproject.toml").write_text('[tool.repoint.categories]\n"main\\u001b[31m" = ["app/"]\n')
    said = run("check", "--migration", "m.toml", "--category", "main").stderr
    assert 'did you mean "main\\x1b[31m"?' in said
    assert "\x1b" not in said
