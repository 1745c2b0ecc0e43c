"""A program that reviews a plan of two files, run on a pipe or on a pseudo-terminal."""

import fcntl
import os
import pty
import subprocess
import sys
import termios
from pathlib import Path
from select import select

ROOT = Path(__file__).parents[3]
PROGRAM = """
import sys
from pathlib import Path
from codemods.cli.exit_codes import exit_code
from codemods.cli.review.decision_store import DecisionStore
from codemods.cli.review.dialogue import review
from codemods.cli.review.stdio_terminal import StdioTerminal
from tests.cli.review.fake_review import WordPlanning, program

def run():
    planning = WordPlanning({"app/a.py": program(3), "b.py": program(3)})
    planning.refusals = {b"bad\\n": "it is bad"}
    decisions = DecisionStore.load(Path("decisions.json"))
    outcome = review(planning.plan(), planning, StdioTerminal(Path.cwd()), decisions)
    sys.stderr.write(f"{outcome.taken} {dict(outcome.edited)}\\n")
    return 0

sys.exit(exit_code(run, False))
"""
PROMPT = b"Take this file [y,n,a,d,e,g,q,?]?"


def environment(**more: str) -> dict[str, str]:
    """The environment for the program, without settings for colours and editors."""
    own = ("NO_COLOR", "FORCE_COLOR", "GIT_EDITOR", "VISUAL", "EDITOR")
    base = {name: value for name, value in os.environ.items() if name not in own}
    return {**base, "PYTHONPATH": str(ROOT), "TERM": "xterm", "GIT_CONFIG_GLOBAL": os.devnull, **more}


def piped(folder: Path, answers: str, **more: str) -> tuple[str, str]:
    """Run the program with its answers on a pipe; give what it writes to standard output and error."""
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(
        command, cwd=folder, env=environment(**more), input=answers.encode(), capture_output=True, check=True
    )
    return done.stdout.decode(), done.stderr.decode()


class PseudoTerminal:
    """The program on a pseudo-terminal that does not echo what is typed."""

    def __init__(self, folder: Path, **more: str) -> None:
        self._ours, theirs = pty.openpty()
        modes = termios.tcgetattr(theirs)
        modes[3] &= ~termios.ECHO
        termios.tcsetattr(theirs, termios.TCSANOW, modes)
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=folder,
            env=environment(**more),
            start_new_session=True,
            # An interrupt goes to the program only if the terminal is its own.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(theirs)
        self.output = b""

    def wait_for(self, text: bytes) -> None:
        """Read until a text comes; output that was read before does not count."""
        start = len(self.output)
        while text not in self.output[start:]:
            chunk = self._read()
            assert chunk, f"ended without {text!r}: {self.output.decode()}"

    def type(self, text: bytes) -> None:
        """Type a text; a newline is the return key."""
        os.write(self._ours, text)

    def exit_code(self) -> int:
        """Read to the end of the output and give the exit code."""
        while self._read():
            pass
        os.close(self._ours)
        code: int = self._process.wait()
        return code

    def _read(self) -> bytes:
        ready, _, _ = select([self._ours], [], [], 20)
        if not ready:
            self._process.kill()
            self._process.wait()
            raise AssertionError(f"nothing comes after: {self.output.decode()}")
        try:
            chunk = os.read(self._ours, 65536).replace(b"\r\n", b"\n")
        except OSError:  # how Linux says that the other end is closed
            return b""
        self.output += chunk
        return chunk
