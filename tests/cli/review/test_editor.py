"""The user's editor is found and run as git does, and its failures are shown."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from codemods.cli.review.editor import find_editor
from tests.cli.review.fake_terminal import PROMPT, PseudoTerminal, piped

EDITOR = """#!/bin/sh
printf '%s\\n' "$(basename "$1")" >> seen
sed -i "s/new(3)/new(33)/" "$1"
"""


@pytest.fixture
def editor(tmp_path: Path) -> str:
    """An editor that changes a number and notes the names of the files that it saw."""
    script = tmp_path / "my editor.sh"
    script.write_text(EDITOR)
    script.chmod(0o755)
    return f"'{script}'"


def test_a_text_is_edited_in_a_file_of_the_same_name(tmp_path: Path, editor: str) -> None:
    _, err = piped(tmp_path, "e\nq\n", GIT_EDITOR=editor)
    assert (tmp_path / "seen").read_text() == "a.py\n"
    assert "x = new(33)" in err
    assert not list(tmp_path.glob("**/*a.py")), "nothing is left of it"


def test_an_editor_on_a_terminal_outlives_an_interrupt(tmp_path: Path) -> None:
    script = tmp_path / "slow.sh"
    script.write_text("#!/bin/sh\ntrap 'got=1' INT\necho ready\nread line\nread line\necho pass > \"$1\"\n")
    script.chmod(0o755)
    terminal = PseudoTerminal(tmp_path, GIT_EDITOR=str(script))
    terminal.wait_for(PROMPT)
    terminal.type(b"e\n")
    terminal.wait_for(b"ready")
    terminal.type(b"\x03")
    terminal.type(b"x\nx\n")
    terminal.wait_for(PROMPT)
    terminal.type(b"\x03")
    assert terminal.exit_code() == 130, "an interrupt is one again"
    assert "pass\\n" in piped(tmp_path, "")[1]


def test_an_editor_that_is_interrupted_interrupts_the_review(tmp_path: Path) -> None:
    # It interrupts itself: one that is typed may reach a shell just before what it starts, and is lost there.
    terminal = PseudoTerminal(tmp_path, GIT_EDITOR="kill -INT $$;")
    terminal.wait_for(PROMPT)
    terminal.type(b"e\n")
    assert terminal.exit_code() == 130


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("false", "There was a problem with the editor 'false'."),
        ("exit 3;", "There was a problem with the editor 'exit 3;'."),
        ("no-such-editor", "There was a problem with the editor 'no-such-editor': No such file or directory"),
        ("no-such-editor --wait", "There was a problem with the editor 'no-such-editor --wait'."),
        ("rm", "The text can't be edited: No such file or directory"),
    ],
)
def test_the_failure_of_an_editor_is_shown(command: str, message: str, tmp_path: Path) -> None:
    out, err = piped(tmp_path, "e\nq\n", GIT_EDITOR=command)
    assert message + "\n" in out
    assert "() {}" in err


def test_an_editor_may_tell_of_an_interrupt_by_its_status(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as ended:
        piped(tmp_path, "e\nq\n", GIT_EDITOR="exit 130;")
    assert ended.value.returncode == 130


def test_a_refused_text_is_refused(tmp_path: Path) -> None:
    out, err = piped(tmp_path, "e\nn\nq\n", GIT_EDITOR='f() { echo bad > "$1"; }; f')
    assert 'it is bad\nYour edited file can\'t be taken. Edit again (saying "no" discards!) [y/n]? ' in out
    assert "() {}" in err


@pytest.fixture
def editors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Find the editor, with variables set and `core.editor` configured; both stay for the next call."""
    for name in ("GIT_EDITOR", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("TERM", "xterm")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)

    def found(configured: str = "", **variables: str) -> str:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        if configured:
            subprocess.run(["git", "config", "core.editor", configured], cwd=tmp_path, check=True)
        return find_editor(tmp_path)

    return found


def test_the_editor_is_found_as_git_finds_it(editors: Callable[..., str]) -> None:
    assert editors() in ("vi", "editor")
    assert editors(EDITOR="ed") == "ed"
    assert editors(VISUAL="vis --wait") == "vis --wait"
    assert editors(configured="conf") == "conf"
    assert editors(GIT_EDITOR="mine") == "mine"


def test_without_git_the_environment_names_the_editor(
    editors: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert editors(configured="") == "vi"
    assert editors(EDITOR="ed") == "ed"
    assert editors(VISUAL="vis") == "vis"
    assert editors(GIT_EDITOR="mine") == "mine"


def test_on_a_dumb_terminal_git_says_what_is_missing(tmp_path: Path) -> None:
    out, _ = piped(tmp_path, "e\nq\n", TERM="dumb")
    # From 2.50 on git says nothing, so that repoint says it.
    assert "erminal is dumb" in out
    assert "EDITOR" in out
