"""Every system call by which a command writes to a tree, made to fail, or to be the last one, by strace.

`python -m tests.apply.fault_points` tries each call with each fault, and prints a table of the ends seen.
The first argument names one command; further ones are faults.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
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
COMMANDS = {
    "apply": ((), ("apply",)),
    "commit": ((), ("apply", "--commit")),
    "undo": (("apply",), ("undo",)),
    "undo of a commit": (("apply", "--commit"), ("undo",)),
    "retire": (("apply", "--commit"), ("retire",)),
}
"""Each with what is run before it."""
FILES = {
    "pkg/__init__.py": "",
    "pkg/old.py": "from pkg.new import build\n\n\ndef make():\n    return build()\n",
    "pkg/new.py": "def build():\n    return 1\n",
    "app/one.py": "from pkg.old import make\n\nmake()\n",
    "app/two.py": "from pkg.old import make\n\nmake()\n",
}
MIGRATION = """\
[[symbol]]
old = "pkg.old:make"
new = "pkg.new:build"

[retire]
modules = ["pkg.old"]
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


@dataclass(frozen=True)
class Trial:
    """What became of a tree when one call failed."""

    point: Point
    fault: str
    end: str
    """`before` or `after`; `before, by undo` and the like where the next command brought it there."""
    status: int
    said: str


class Command:
    """A command, on copies of a tree."""

    def __init__(self, folder: Path, name: str) -> None:
        """`folder` is a new one, for the trees."""
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
        if earlier:
            self._run(self._start.root, earlier)
        self.before = self._start.snapshot()
        self._number = 0

    def points(self) -> Iterator[Point]:
        """The calls that write to the tree, in order; afterwards it is known how the tree ends."""
        tree, log = self._copy(), self._folder / "log"
        done = self._run(tree.root, self._words, ("-o", os.fspath(log), "-e", f"trace={','.join(CALLS)}"))
        assert done.returncode == 0, done.stderr
        self.after = tree.snapshot()
        assert self.after != self.before
        numbers: Counter[str] = Counter()
        for line in log.read_text(errors="replace").splitlines():
            call = line.partition("(")[0]
            numbers[call] += 1
            if call in CALLS and os.fspath(tree.root) in line:
                about = re.sub(r"[0-9a-f]{8,}", "…", line.replace(f"{tree.root}/", ""))
                yield Point(call, numbers[call], about)

    def run(self, point: Point, fault: str) -> Trial:
        """Run the command with a fault, and whatever it takes to bring the tree to an end."""
        tree = self._copy()
        inject = f"inject={point.call}:{FAULTS[fault]}:when={point.number}"
        done = self._run(tree.root, self._words, ("-o", os.devnull, "-e", inject))
        end = self._end(tree)
        if end is None:
            self._run(tree.root, ("undo",))
            settled = self._end(tree)
            end = f"{settled}, by undo" if settled else "neither"
        shutil.rmtree(tree.root)
        return Trial(point, fault, end, done.returncode, done.stderr)

    def _end(self, tree: WorkTree) -> str | None:
        ends: dict[str, Snapshot] = {"before": self.before, "after": self.after}
        now = tree.snapshot()
        return next((name for name, each in ends.items() if now == each and not tree.leftovers()), None)

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
    """Whether a tree came to one of its ends, and the message says what is left to do, if anything."""
    if trial.end == "neither" or "Traceback" in trial.said:
        return False
    settled = trial.end in ("before", "after")
    says_what_to_do = "`repoint undo`" in trial.said or "remove it" in trial.said
    return settled or trial.fault == "SIGKILL" or says_what_to_do


def main(names: Sequence[str], faults: Sequence[str]) -> int:
    """Try everything; print a table and what is not good. Gives the number of these."""
    bad = 0
    print(f"{'command':17}{'call':11}{'fault':9}{'points':>7}  ends seen")
    for name in names:
        with tempfile.TemporaryDirectory(prefix="faults-") as folder:
            command = Command(Path(folder), name)
            points = list(command.points())
            with ThreadPoolExecutor(2) as pool:
                pairs = [(point, fault) for fault in faults for point in points]
                trials = list(pool.map(command.run, *zip(*pairs, strict=True)))
        for call in CALLS:
            for fault in faults:
                own = [each for each in trials if (each.point.call, each.fault) == (call, fault)]
                ends = ", ".join(f"{end}: {n}" for end, n in sorted(Counter(e.end for e in own).items()))
                if own:
                    print(f"{name:17}{call:11}{fault:9}{len(own):>7}  {ends}")
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
    commands = [word for word in given if word in COMMANDS] or list(COMMANDS)
    sys.exit(min(main(commands, [word for word in given if word in FAULTS] or list(FAULTS)), 1))
