"""The real desk: a program that reviews a plan, run through a pipe and on a terminal of its own."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from codemods.cli.review.editor import find_editor
from tests.cli.review.fake_terminal import PROGRAM, Screen, environment, piped

PROMPT = b"Take this file [y,n,a,d,e,g,q,?]?"
BLUE, RED, BOLD, RESET = b"\x1b[1;34m", b"\x1b[1;31m", b"\x1b[1m", b"\x1b[m"
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


def test_through_a_pipe_it_is_plain_text(tmp_path: Path) -> None:
    out, err = piped(tmp_path, "y\nn\n")
    assert out.startswith("(1/2) app/a.py\ndiff --git a/app/a.py b/app/a.py\n")
    assert out.count("Take this file [y,n,a,d,e,g,q,?]? ") == 2
    assert "\x1b" not in out
    assert err == "1 file taken, 1 left\n('app/a.py',) {}\n"


def test_the_end_of_the_input_quits_on_a_new_line(tmp_path: Path) -> None:
    out, err = piped(tmp_path, "y")
    assert out.endswith("]? \n")
    assert err.startswith("1 file taken, 0 left, 1 not decided yet; run the same command again to go on\n")


def test_answers_that_are_no_text_do_no_harm(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment(), input=b"g \xff\x1b\r\n", capture_output=True, check=True
    )
    assert b"No file has this number or matches: \\udcff\\x1b\n" in done.stdout


def test_no_input_at_all_is_its_end(tmp_path: Path) -> None:
    command = f'exec "{sys.executable}" -c "$PROGRAM" <&-'
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, env=environment(PROGRAM=PROGRAM), capture_output=True, check=True
    )
    assert b"not decided yet" in done.stderr


def test_colours_may_be_forced_on_a_pipe(tmp_path: Path) -> None:
    assert "\x1b[31m-x = old(3)\x1b[m\n" in piped(tmp_path, "q\n", FORCE_COLOR="1")[0]


def test_on_a_terminal_it_has_the_colours_of_git(tmp_path: Path) -> None:
    screen = Screen(tmp_path)
    screen.wait_for(PROMPT + RESET + b" ")
    assert screen.said.startswith(BOLD + b"(1/2) app/a.py" + RESET + b"\n")
    assert b"\x1b[31m-x = old(3)\x1b[m\n\x1b[32m+x = new(3)\x1b[m\n" in screen.said
    assert screen.said.endswith(BLUE + PROMPT + RESET + b" ")
    screen.type(b"?\n")
    screen.wait_for(PROMPT)
    assert RED + b"y - take this file" + RESET + b"\n" in screen.said
    screen.type(b"a\n")
    assert screen.end() == 0
    assert screen.said.endswith(b"2 files taken, 0 left\n('app/a.py', 'b.py') {}\n")


def test_git_itself_has_these_colours(tmp_path: Path) -> None:
    def git(*words: str, answers: bytes = b"") -> bytes:
        command = ["git", "-c", "user.name=x", "-c", "user.email=x", "-c", "color.interactive=always", *words]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment(), input=answers, capture_output=True, check=True
        )
        return done.stdout

    git("init", "-q")
    (tmp_path / "a.py").write_text("old\n")
    git("add", ".")
    git("commit", "-qm", "a")
    (tmp_path / "a.py").write_text("new\n")
    said = git("add", "-p", answers=b"?\n")
    assert re.search(re.escape(BLUE) + rb"[^\x1b]*Stage this hunk \[[^\x1b]*\]\? ?" + re.escape(RESET), said)
    assert RED + b"y - stage this hunk" in said


def test_no_colours_where_none_are_wanted(tmp_path: Path) -> None:
    screen = Screen(tmp_path, NO_COLOR="1")
    screen.wait_for(PROMPT)
    screen.type(b"\x04")
    assert screen.end() == 0
    assert b"\x1b" not in screen.said


def test_an_interrupt_ends_it_and_keeps_what_was_decided(tmp_path: Path) -> None:
    screen = Screen(tmp_path)
    screen.wait_for(PROMPT)
    screen.type(b"y\n")
    screen.wait_for(PROMPT)
    screen.type(b"\x03")
    assert screen.end() == 130
    assert screen.said.endswith(b"repoint: interrupted\n")
    assert "(2/2) b.py" in piped(tmp_path, "")[0]


def test_a_text_is_edited_in_a_file_of_the_same_name(tmp_path: Path, editor: str) -> None:
    _, err = piped(tmp_path, "e\nq\n", GIT_EDITOR=editor)
    assert (tmp_path / "seen").read_text() == "a.py\n"
    assert "x = new(33)" in err
    assert not list(tmp_path.glob("**/*a.py")), "nothing is left of it"


def test_an_editor_on_a_terminal_outlives_an_interrupt(tmp_path: Path) -> None:
    script = tmp_path / "slow.sh"
    script.write_text("#!/bin/sh\ntrap 'got=1' INT\necho ready\nread line\nread line\necho pass > \"$1\"\n")
    script.chmod(0o755)
    screen = Screen(tmp_path, GIT_EDITOR=str(script))
    screen.wait_for(PROMPT)
    screen.type(b"e\n")
    screen.wait_for(b"ready")
    screen.type(b"\x03")
    screen.type(b"x\nx\n")
    screen.wait_for(PROMPT)
    screen.type(b"\x03")
    assert screen.end() == 130, "an interrupt is one again"
    assert "pass\\n" in piped(tmp_path, "")[1]


def test_an_editor_that_is_interrupted_interrupts_the_review(tmp_path: Path) -> None:
    # It interrupts itself: one that is typed may reach a shell just before what it starts, and is lost there.
    screen = Screen(tmp_path, GIT_EDITOR="kill -INT $$;")
    screen.wait_for(PROMPT)
    screen.type(b"e\n")
    assert screen.end() == 130


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("false", "There was a problem with the editor 'false'."),
        ("exit 3;", "There was a problem with the editor 'exit 3;'."),
        ("no-such-editor", "There was a problem with the editor 'no-such-editor': No such file or directory"),
        ("no-such-editor --wait", "There was a problem with the editor 'no-such-editor --wait'."),
        ("rm", "The text can't be edited: No such file or directory"),
    ],
)
def test_an_editor_that_fails_is_said(command: str, said: str, tmp_path: Path) -> None:
    out, err = piped(tmp_path, "e\nq\n", GIT_EDITOR=command)
    assert said + "\n" in out
    assert "() {}" in err


def test_an_editor_may_tell_of_an_interrupt_by_its_status(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as ended:
        piped(tmp_path, "e\nq\n", GIT_EDITOR="exit 130;")
    assert ended.value.returncode == 130


def test_a_refused_text_is_refused(tmp_path: Path) -> None:
    out, err = piped(tmp_path, "e\nn\nq\n", GIT_EDITOR='f() { echo bad > "$1"; }; f')
    assert 'it is bad\nYour edited file can\'t be taken. Edit again (saying "no" discards!) [y/n]? ' in out
    assert "() {}" in err


class Environment:
    """The variables and settings that name an editor."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.patch = folder, patch
        for name in ("GIT_EDITOR", "VISUAL", "EDITOR"):
            patch.delenv(name, raising=False)
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("TERM", "xterm")


@pytest.fixture
def editors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Ask for the editor, with variables set and `core.editor` configured."""
    given = Environment(tmp_path, monkeypatch)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)

    def ask(configured: str = "", **variables: str) -> str:
        for name, value in variables.items():
            given.patch.setenv(name, value)
        if configured:
            subprocess.run(["git", "config", "core.editor", configured], cwd=tmp_path, check=True)
        return find_editor(tmp_path)

    return ask


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
    assert "Terminal is dumb, but EDITOR unset" in out
