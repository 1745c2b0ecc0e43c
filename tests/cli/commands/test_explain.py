"""`repoint explain`: one code, the list of them, the whole catalogue."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line import Run

ROOT = Path(__file__).parents[3]


def test_a_code_is_explained(run: Run) -> None:
    result = run("explain", "RP003")
    assert result.exit_code == 0
    assert result.stdout.startswith("# RP003 undecodable\n")


def test_without_a_code_all_are_listed(run: Run) -> None:
    lines = run("explain").stdout.splitlines()
    assert lines[0].startswith("RP001  syntax-error")
    assert len(lines) > 25


@pytest.mark.parametrize("columns", [80, 120])
def test_the_list_fits_a_terminal(columns: int, on_terminal: Callable[..., bytes]) -> None:
    program = "import sys\nfrom codemods.__main__ import main\nsys.argv[1:] = ['explain']\nmain()"
    lines = on_terminal(program, COLUMNS=str(columns)).decode().splitlines()
    assert max(map(len, lines)) <= columns
    text = " ".join(" ".join(lines).split())
    assert "RP118 unresolved-receiver Only run time can tell whether these places name the deprecated" in text


def test_all_is_the_page_in_docs(run: Run) -> None:
    assert run("explain", "--all").stdout == (ROOT / "docs/findings.md").read_text("utf-8")


def test_an_unknown_code_is_an_error_with_a_suggestion(run: Run) -> None:
    result = run("explain", "RP0003")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Did you mean RP003" in result.stderr
