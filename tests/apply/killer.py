"""Runs jobs in children that the system kills before their N-th change to the tree.

Changes are counted from where a run begins to write: in the journal. `Killer` starts this file as a program:
it imports everything once and forks a child for each job, so that a kill costs no more than the job.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).parents[2]
CHANGES = frozenset(
    ["BufferedWriter.write", "link", "mkdir", "open", "rename", "replace", "rmdir", "unlink", "write"]
)
"""The functions in C that change the disk; what git changes lies between two of them.

One is called by `_rename`, without Python's knowledge.
"""
BEGIN = frozenset({"begin", "take_back", "remove_series_worktree"})
"""The functions of repoint before which nothing is changed."""
PLUMBING = ("git/process.py", "tempfile.py", "subprocess.py", "git/cmd.py")
"""The modules that write other files than the tree's: what git reads and prints."""


class Killer:
    """Runs jobs on a tree, whole or cut short."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.apply.killer"]
        # With one time for all, the same commits have the same names.
        dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2024-01-01T00:00:00Z")
        self._server = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **dates}
        )

    def run(self, job: str, root: Path, number: int = 0) -> bool:
        """Run a job; with a number, kill it before that change. Gives whether it came to its end."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        pickle.dump((job, root, number), self._server.stdin)
        self._server.stdin.flush()
        said = self._server.stdout.readline().decode().strip()
        assert said in ("ended", "killed"), f"{job}, change {number}: {said}"
        return said == "ended"

    def close(self) -> None:
        """End the program."""
        self._server.communicate()


def _serve() -> None:
    from tests.apply.killed_jobs import JOBS

    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while True:
        try:
            job, root, number = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        child = os.fork()
        if not child:
            _run(JOBS[job], root, number)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said = {0: "ended", -signal.SIGKILL: "killed"}.get(status, f"it ended with {status}")
        answers.write(f"{said}\n".encode())
        answers.flush()


def _changes(frame: FrameType, name: str) -> bool:
    reads = name == "open" and frame.f_back is not None and frame.f_back.f_code.co_name.startswith("read_")
    return name in CHANGES and not reads and not frame.f_code.co_filename.endswith(PLUMBING)


def _run(job: Callable[[Path], object], root: Path, number: int) -> None:
    left = 0

    def count(frame: FrameType, event: str, function: object) -> None:
        nonlocal left
        if event == "call" and not left and frame.f_code.co_name in BEGIN:
            left = number
        name = getattr(function, "__qualname__", "") if event == "c_call" else ""
        exchanges = event == "call" and frame.f_code.co_name == "_rename"
        if left and (exchanges or _changes(frame, name)):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    if number:
        sys.setprofile(count)
    try:
        job(root)
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    _serve()
