"""Watch one command from its start to its end: the script that `measuring` runs.

    python -I -S watching.py LIMIT SAMPLED OUTPUT COMMAND...

Prints what the command cost as JSON. It imports little: Linux counts the memory that a parent held at the
fork as the child's, so a process that holds much could not measure one that holds less.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence

SAMPLED_EVERY = 0.02
"""Seconds between two looks at the memory of a process tree, at least."""


def watch(command: Sequence[str], limit: float, sampled: bool, output: str) -> dict[str, float]:
    """Run a command; its standard output and error go to a file.

    The whole process group is killed after `limit` seconds, and when standard input comes to its end: then
    the measuring process is gone. Raises OSError when the command can't be started.
    """
    with open(output, "wb") as written:
        start = time.perf_counter()
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        over, ended = threading.Event(), threading.Event()
        timer = threading.Timer(limit, _end, (child.pid, over))
        sampler = None
        try:
            threading.Thread(target=_end_with_input, args=(child.pid, over), daemon=True).start()
            timer.start()
            sampler = _Sampler(child.pid, ended) if sampled else None
            _, status, usage = os.wait4(child.pid, 0)
        except BaseException:
            _end(child.pid, over)
            child.wait()
            raise
        finally:
            wall = time.perf_counter() - start
            timer.cancel()
            ended.set()
        child.returncode = os.waitstatus_to_exitcode(status)
    return {
        "wall": wall,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        "tree": sampler.most() if sampler else 0,
        "code": child.returncode,
        "timed_out": over.is_set(),
    }


def _end_with_input(group: int, over: threading.Event) -> None:
    # Not by way of sys.stdin, whose lock this thread would still hold at the end.
    while os.read(0, 1):
        pass
    _end(group, over)


def _end(group: int, over: threading.Event) -> None:
    over.set()
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        # It ended by itself in the meantime.
        return


class _Sampler:
    """Adds up the memory of a process and its descendants, again and again, on a thread."""

    def __init__(self, root: int, ended: threading.Event) -> None:
        self._root = root
        self._ended = ended
        self._most = 0
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def most(self) -> int:
        """The largest sum seen, in bytes; waits for the thread."""
        self._thread.join()
        return self._most

    def _watch(self) -> None:
        while not self._ended.is_set():
            start = time.thread_time()
            self._most = max(self._most, sum(map(_proportional, _descendants(self._root))))
            # A look at much memory takes long; it may cost a twentieth of one core.
            self._ended.wait(max(SAMPLED_EVERY, 20 * (time.thread_time() - start)))


def _descendants(pid: int) -> Iterator[int]:
    """A process and all below it."""
    waiting = [pid]
    while waiting:
        pid = waiting.pop()
        yield pid
        try:
            # Each thread lists the children that it started.
            for task in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{task}/children") as children:
                    waiting.extend(map(int, children.read().split()))
        except OSError:
            # It has ended, or this system has no such files.
            continue


def _proportional(pid: int) -> int:
    """Bytes that a process holds, each shared page divided by its holders; 0 once it has ended."""
    try:
        with open(f"/proc/{pid}/smaps_rollup") as rollup:
            for line in rollup:
                if line.startswith("Pss:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        # Likewise.
        return 0
    return 0


def _noted(number: int, frame: object) -> None:
    # A signal to the whole group ends the measuring process too, and then standard input ends.
    return


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _noted)
    signal.signal(signal.SIGINT, _noted)
    limit, sampled, output, *command = sys.argv[1:]
    print(json.dumps(watch(command, float(limit), sampled == "sampled", output)))
