"""Colour and pager belong to terminals; everything else gets plain bytes."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

OnTerminal = Callable[..., bytes]

SHOW = """\
from pathlib import Path
from codemods.cli.terminal.stdout import show_paged
show_paged(b'data\\n', Path('.'))
"""
COLOUR = "import sys; from codemods.cli.terminal.stdout import wants_colour; print(wants_colour(sys.stdout))"
SHOUT = f"{sys.executable} -c \"import sys; print('paged', sys.stdin.read())\""


def run(program: str, environment: dict[str, str]) -> bytes:
    done = subprocess.run([sys.executable, "-c", program], env=environment, check=True, capture_output=True)
    return done.stdout


@pytest.mark.parametrize("variable", ["GIT_PAGER", "PAGER"])
def test_on_a_terminal_the_pager_of_the_environment_shows_it(variable: str, on_terminal: OnTerminal) -> None:
    assert on_terminal(SHOW, **{variable: SHOUT}) == b"paged data\n\n"


def test_git_pager_goes_before_pager(on_terminal: OnTerminal) -> None:
    assert on_terminal(SHOW, GIT_PAGER=SHOUT, PAGER="false").startswith(b"paged")


def test_the_pager_that_git_is_configured_with_shows_it(on_terminal: OnTerminal, tmp_path: Path) -> None:
    config = tmp_path / "config"
    subprocess.run(["git", "config", "--file", config, "core.pager", SHOUT], check=True)
    assert on_terminal(SHOW, GIT_CONFIG_GLOBAL=str(config), PAGER="false").startswith(b"paged")


@pytest.mark.parametrize("pager", ["", "cat"])
def test_no_pager_may_be_wanted(pager: str, on_terminal: OnTerminal) -> None:
    assert on_terminal(SHOW, GIT_PAGER=pager) == b"data\n"


def test_a_pager_that_is_not_there_loses_nothing(on_terminal: OnTerminal) -> None:
    assert on_terminal(SHOW, GIT_PAGER="no-such-pager-anywhere").endswith(b"data\n")


def test_leaving_a_pager_early_is_not_an_error(on_terminal: OnTerminal) -> None:
    many = SHOW.replace("b'data\\n'", "b'data\\n' * 1_000_000")
    assert on_terminal(many, GIT_PAGER="head -1") == b"data\n"


def test_off_a_terminal_nothing_is_paged() -> None:
    assert run(SHOW, {"GIT_PAGER": SHOUT}) == b"data\n"


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        pytest.param({}, b"True", id="a terminal has colours"),
        pytest.param({"NO_COLOR": "1"}, b"False", id="NO_COLOR"),
        pytest.param({"NO_COLOR": ""}, b"True", id="an empty NO_COLOR says nothing"),
        pytest.param({"NO_COLOR": "1", "FORCE_COLOR": "1"}, b"False", id="NO_COLOR goes first"),
        pytest.param({"TERM": "dumb"}, b"False", id="a dumb terminal"),
    ],
)
def test_colour_on_a_terminal(environment: dict[str, str], wanted: bytes, on_terminal: OnTerminal) -> None:
    assert on_terminal(COLOUR, **environment).strip() == wanted


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        pytest.param({}, b"False", id="a pipe has none"),
        pytest.param({"FORCE_COLOR": "1"}, b"True", id="FORCE_COLOR"),
    ],
)
def test_colour_off_a_terminal(environment: dict[str, str], wanted: bytes) -> None:
    assert run(COLOUR, environment).strip() == wanted
