"""Every system call by which a command writes to a tree, made to fail, or to be the last one, by strace.

`python -m tests.apply.fault_points` tries each call with each fault, and prints a table of the ends seen.
Arguments leave out the others of their kind: commands, faults, and `own` or `git`, whose calls they are.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.apply.work_tree import Snapshot, WorkTree

ROOT = Path(__file__).parents[2]
CALLS = ("rename", "renameat2", "link", "write", "fsync", "unlink")
FAULTS = {
    "EIO": "error=EIO",
    "ENOSPC": "error=ENOSPC",
    "EINTR": "error=EINTR",
    "SIGKILL": "signal=SIGKILL",
    "SIGINT": "signal=SIGINT",
}
PROCESSES = ("own", "git")
GITS_LOCK = ".git/HEAD.lock"
"""It stays where git cannot remove it, which git does not report; docs/security.md says so."""
COMMIT = ("apply", "--commit")
COMMANDS: Mapping[str, tuple[Sequence[Sequence[str]], Sequence[str]]] = {
    "apply": ([], ["apply"]),
    "commit": ([], COMMIT),
    "undo": ([["apply"]], ["undo"]),
    "undo of a commit": ([COMMIT], ["undo"]),
    "retire": ([COMMIT], ["retire"]),
    "undo of retire": ([COMMIT, ["retire"]], ["undo"]),
}
"""Each with what is run before it."""
FILES = {
    "pkg/__init__.py": "",
    "pkg/old.py": "from pkg.new import build\n\n\ndef make():\n    return build()\n",
    "pkg/new.py": "def build():\n    return 1\n",
    "pkg/part.py": "def gone():\n    return 1\n\n\ndef kept():\n    return 2\n",
    "app/one.py": "from pkg.old import make\n\nmake()\n",
    "app/two.py": "from pkg.old import make\n\nmake()\n",
}
MIGRATION = """\
[[symbol]]
old = "pkg.old:make"
new = "pkg.new:build"

[[symbol]]
old = "pkg.part:gone"
new = "pkg.new:build"

[retire]
modules = ["pkg.old"]
symbols = ["pkg.part:gone"]
"""
ENVIRONMENT = {
    **{f"GIT_{who}_NAME": "A" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "a@b.c" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_DATE": "2024-01-01T00:00:00Z" for who in ("AUTHOR", "COMMITTER")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "PYTHONPATH": os.fspath(ROOT),
    "PYTHONDONTWRITEBYTECODE": "1",
    "REPOINT_NO_CACHE": "1",
}


@dataclass(frozen=True)
class Point:
    """One call of a command: the number of the call among those of its name, and what it is about."""

    call: str
    number: int
    about: str
    by_git: bool = False
    """Whether it is a call of a process that was started; then that number fails in each process."""


@dataclass(frozen=True)
class Trial:
    """What became of a tree when one call failed."""

    point: Point
    fault: str
    end: str
    """`before` or `after`; `before, by undo` and the like where the next command brought it there, and
    `after, but for git's lock` where nothing else is left."""
    status: int
    said: str


class Command:
    """A command, on copies of a tree."""

    def __init__(self, folder: Path, name: str) -> None:
        """`folder` is a new one, for the trees."""
        # A shell starts what runs in the background with SIGINT ignored, and a command would inherit that.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        earlier, self._words = COMMANDS[name]
        self._folder = folder
        self._migration = folder / "m.toml"
        self._migration.write_text(MIGRATION)
        self._start = WorkTree(folder / "start")
        for path, text in FILES.items():
            (self._start / path).parent.mkdir(parents=True, exist_ok=True)
            (self._start / path).write_text(text)
        self._start.git("init", "--quiet", "--template=", "--initial-branch=main")
        self._start.git("add", ".")
        self._start.git("commit", "--quiet", "--message=x")
        for words in earlier:
            done = self._run(self._start.root, words)
            assert done.returncode == 0, done.stderr
        self.before = self._start.snapshot()
        self._number = 0

    def points(self, by_git: bool = False) -> Iterator[Point]:
        """The calls that write to the tree, in order; afterwards it is known how the tree ends.

        With `by_git` those of the processes that the command starts.
        """
        tree, log = self._copy(), self._folder / "log"
        traced = f"trace=execve,{','.join(CALLS)}"
        done = self._run(tree.root, self._words, ("-f", "-o", os.fspath(log), "-e", traced))
        assert done.returncode == 0, done.stderr
        self.after = tree.snapshot()
        assert self.after != self.before
        lines = [line.split(maxsplit=1) for line in log.read_text(errors="replace").splitlines()]
        own = lines[0][0]
        numbers: Counter[tuple[str, str]] = Counter()
        given: set[tuple[str, int]] = set()
        for process, said in lines:
            call = said.partition("(")[0]
            numbers[process, call] += 1
            point = call, numbers[process, call]
            is_of_tree = call in CALLS and os.fspath(tree.root) in said
            if is_of_tree and by_git == (process != own) and point not in given:
                given.add(point)
                about = re.sub(r"[0-9a-f]{8,}", "…", said.replace(f"{tree.root}/", ""))
                yield Point(*point, about, by_git)

    def run(self, point: Point, fault: str) -> Trial:
        """Run the command with a fault, and whatever it takes to bring the tree to an end."""
        tree = self._copy()
        inject = f"inject={point.call}:{FAULTS[fault]}:when={point.number}"
        follow = ("-f",) if point.by_git else ()
        done = self._run(tree.root, self._words, (*follow, "-o", os.devnull, "-e", inject))
        end = self._end(tree)
        if end and point.by_git and tree.leftovers() == [GITS_LOCK]:
            end = f"{end}, but for git's lock"
        elif end is None or tree.leftovers():
            self._run(tree.root, ("undo",))
            # Where all but the lock was done, undo takes its next step, too.
            settled = end or self._end(tree)
            end = f"{settled}, by undo" if settled and not tree.leftovers() else "neither"
        shutil.rmtree(tree.root)
        return Trial(point, fault, end, done.returncode, done.stderr)

    def _end(self, tree: WorkTree) -> str | None:
        ends: dict[str, Snapshot] = {"before": self.before, "after": self.after}
        now = tree.snapshot()
        return next((name for name, each in ends.items() if now == each), None)

    def _copy(self) -> WorkTree:
        self._number += 1
        folder = self._folder / f"tree-{self._number}"
        shutil.copytree(self._start.root, folder, symlinks=True)
        return WorkTree(folder)

    def _run(
        self, root: Path, words: Sequence[str], strace: Sequence[str] = ()
    ) -> subprocess.CompletedProcess[str]:
        tracer = ("strace", "-qq", "-y", "--signal=none", *strace) if strace else ()
        options: tuple[str, ...] = ("--root", os.fspath(root))
        if words[0] != "undo":
            options = (*options, "--migration", os.fspath(self._migration))
        command = [*tracer, sys.executable, "-m", "codemods", *words, *options]
        env = {**os.environ, **ENVIRONMENT}
        return subprocess.run(command, env=env, cwd=self._folder, capture_output=True, text=True, check=False)


def is_good(trial: Trial) -> bool:
    """Whether a tree came to one of its ends, and the message says what is left to do, if anything.

    Whoever asked it to stop is told so, and 0 is for what was done.
    """
    if trial.end == "neither" or "Traceback" in trial.said:
        return False
    if trial.fault == "SIGINT" and trial.status != 130 and not trial.point.by_git:
        return False
    end = trial.end.removesuffix(", but for git's lock")
    if trial.status == 0 and end != "after":
        return False
    settled = end in ("before", "after")
    says_what_to_do = "`repoint undo`" in trial.said or "remove it" in trial.said
    return settled or trial.fault == "SIGKILL" or says_what_to_do


def main(names: Sequence[str], faults: Sequence[str], processes: Sequence[str]) -> int:
    """Try everything; print a table and what is not good. Gives the number of these."""
    bad = 0
    print(f"{'command':17}{'call':16}{'fault':9}{'points':>7}  ends seen")
    for name in names:
        with tempfile.TemporaryDirectory(prefix="faults-") as folder:
            command = Command(Path(folder), name)
            points = [point for each in processes for point in command.points(by_git=each == "git")]
            with ThreadPoolExecutor(2) as pool:
                pairs = [(point, fault) for fault in faults for point in points]
                trials = list(pool.map(command.run, *zip(*pairs, strict=True)))
        for call in CALLS:
            for fault in faults:
                for by_git in (False, True):
                    kind = (call, fault, by_git)
                    own = [
                        each for each in trials if (each.point.call, each.fault, each.point.by_git) == kind
                    ]
                    ends = ", ".join(f"{end}: {n}" for end, n in sorted(Counter(e.end for e in own).items()))
                    if own:
                        what = f"git's {call}" if by_git else call
                        print(f"{name:17}{what:16}{fault:9}{len(own):>7}  {ends}")
        for each in trials:
            if not is_good(each):
                bad += 1
                said = " ".join(each.said.split())[-200:]
                print(
                    f"NOT GOOD: {name}, {each.fault} at {each.point.about}: {each.end}, {each.status}: {said}"
                )
    return bad


if __name__ == "__main__":
    given = sys.argv[1:]
    chosen = (
        [word for word in given if word in known] or list(known) for known in (COMMANDS, FAULTS, PROCESSES)
    )
    sys.exit(min(main(*chosen), 1))
