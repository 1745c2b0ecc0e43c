"""The dialogue on standard input and output: through a pipe, and on a pseudo-terminal."""

import re
import subprocess
import sys
from pathlib import Path

from tests.cli.review.fake_terminal import PROGRAM, PROMPT, PseudoTerminal, environment, piped

BLUE, RED, BOLD, RESET = b"\x1b[1;34m", b"\x1b[1;31m", b"\x1b[1m", b"\x1b[m"


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


def test_answers_that_are_not_text_are_harmless(tmp_path: Path) -> None:
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
    terminal = PseudoTerminal(tmp_path)
    terminal.wait_for(PROMPT + RESET + b" ")
    assert terminal.output.startswith(BOLD + b"(1/2) app/a.py" + RESET + b"\n")
    assert b"\x1b[31m-x = old(3)\x1b[m\n\x1b[32m+x = new(3)\x1b[m\n" in terminal.output
    assert terminal.output.endswith(BLUE + PROMPT + RESET + b" ")
    terminal.type(b"?\n")
    terminal.wait_for(PROMPT)
    assert RED + b"y - take this file" + RESET + b"\n" in terminal.output
    terminal.type(b"a\n")
    assert terminal.exit_code() == 0
    assert terminal.output.endswith(b"2 files taken, 0 left\n('app/a.py', 'b.py') {}\n")


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
    shown = git("add", "-p", answers=b"?\n")
    assert re.search(re.escape(BLUE) + rb"[^\x1b]*Stage this hunk \[[^\x1b]*\]\? ?" + re.escape(RESET), shown)
    assert RED + b"y - stage this hunk" in shown


def test_no_colours_where_none_are_wanted(tmp_path: Path) -> None:
    terminal = PseudoTerminal(tmp_path, NO_COLOR="1")
    terminal.wait_for(PROMPT)
    terminal.type(b"\x04")
    assert terminal.exit_code() == 0
    assert b"\x1b" not in terminal.output


def test_an_interrupt_ends_it_and_keeps_what_was_decided(tmp_path: Path) -> None:
    terminal = PseudoTerminal(tmp_path)
    terminal.wait_for(PROMPT)
    terminal.type(b"y\n")
    terminal.wait_for(PROMPT)
    terminal.type(b"\x03")
    assert terminal.exit_code() == 130
    assert terminal.output.endswith(b"repoint: interrupted\n")
    assert "(2/2) b.py" in piped(tmp_path, "")[0]
