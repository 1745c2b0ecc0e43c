"""A work tree to apply plans to, and a snapshot of everything that an apply may change."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from codemods.apply.apply_plan import ApplyResult, WriteTargets, apply_plan
from codemods.apply.journal import RefRecord
from codemods.apply.land_series import land_here, land_on_branch
from codemods.apply.locked_tree import lock_tree
from codemods.apply.recover import recover
from codemods.apply.staging import staging_entries
from codemods.apply.undo_apply import UndoneApply, undo
from codemods.git.commit_series import build_series
from codemods.git.commits import Commit
from codemods.git.refs import current_ref
from codemods.values.plan import FileChange, Plan, RippleGroup

OLD, NEW = b"old\n", b"new\n"


@dataclass(frozen=True)
class Snapshot:
    """Everything that an apply may change: files on disk, index entries, and the commit of each branch."""

    files: dict[str, bytes]
    index: str
    branches: str


@dataclass(frozen=True)
class WorkTree:
    """A folder whose files read `old` and are to read `new`, mostly in a repository."""

    root: Path

    def __truediv__(self, path: str) -> Path:
        return self.root / path

    def git(self, *arguments: str, text: str = "") -> str:
        """Run git here and give what it prints."""
        command = [
            "git",
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@b.c",
            "-c",
            f"safe.directory={self.root}",
            *arguments,
        ]
        done = subprocess.run(command, cwd=self.root, input=text, check=True, capture_output=True, text=True)
        return done.stdout

    def write(self, *paths: str) -> None:
        """Write files that read `old`."""
        for path in paths:
            (self / path).parent.mkdir(parents=True, exist_ok=True)
            (self / path).write_bytes(OLD)

    def commit(self, *paths: str) -> None:
        """Commit everything, with files that read `old`."""
        self.write(*paths)
        self.git("add", ".")
        self.git("commit", "-qm", "x")

    def apply(self, *paths: str, disk: bool = True, index: bool = True) -> ApplyResult:
        """Apply a plan that turns `old` into `new`."""
        with lock_tree(self.root) as locked:
            return apply_plan(locked, plan(*paths), WriteTargets(disk, index))

    def undo(self, number: int | None = None) -> UndoneApply:
        """Take an apply back."""
        with lock_tree(self.root) as locked:
            return undo(locked, number)

    def recover(self) -> list[UndoneApply]:
        """Bring what was cut short to an end; gives what was taken back."""
        with lock_tree(self.root) as locked:
            return list(recover(locked))

    def land_series(self, *paths: str, branch: str = "", meanwhile: tuple[str, ...] = ()) -> int:
        """Commit a change of files to `new`, and land it: on a branch of its own, or on this one and on disk.

        `meanwhile` are arguments of a git that runs between the two.
        """
        with lock_tree(self.root) as locked:
            repository = locked.repository
            assert repository is not None
            changes = plan(*paths).files
            entries = staging_entries(locked, repository, changes, {})
            commits = [Commit(f"move {path}", {path: entries[path]}) for path in paths]
            made = build_series(repository, repository.head, commits, locked.state, hooks=False)
            if meanwhile:
                self.git(*meanwhile)
            if branch:
                ref = RefRecord(f"refs/heads/{branch}", "", made[-1], len(made))
                return land_on_branch(locked, "m", ref)
            ref = RefRecord(current_ref(repository), repository.head, made[-1], len(made))
            return land_here(locked, "m", changes, entries, ref, planned={})

    def staged(self) -> list[str]:
        """The files whose index entry is not the last commit's."""
        return self.git("diff", "--cached", "--name-only", "-z").split("\0")[:-1]

    def snapshot(self) -> Snapshot:
        """Everything as it is now."""
        files = {os.fspath(path): (self.root / path).read_bytes() for path in _files(self.root)}
        if not (self / ".git").exists():
            return Snapshot(files, "", "")
        branches = self.git("for-each-ref", "--format=%(refname) %(objectname)", "refs/heads")
        return Snapshot(files, self.git("ls-files", "-s"), branches + self.git("symbolic-ref", "HEAD"))

    def leftovers(self) -> list[str]:
        """What no run may leave: files beside others, locks, work trees."""
        names = [os.fspath(path.relative_to(self.root)) for path in self.root.rglob("*")]
        own = re.compile(r"(^|/)(\.repoint-[^/]*|index\.[^/]*|series|[^/]+\.lock)$")
        return [name for name in names if own.search(name)]


def plan(*paths: str, together: tuple[str, ...] = ()) -> Plan:
    """A plan that turns `old` into `new` in the named files."""
    changes = tuple(FileChange(path, OLD, NEW, (), 1) for path in paths)
    alone = (RippleGroup(path, (path,)) for path in paths if path not in together)
    groups = (RippleGroup(together[0], together), *alone) if together else tuple(alone)
    return Plan("m", changes, (), groups=groups)


def codes(result: ApplyResult) -> list[tuple[str, str]]:
    """The findings by code and path."""
    return [(finding.code, finding.path) for finding in result.findings]


def _files(root: Path) -> list[Path]:
    found = (path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink())
    return [path.relative_to(root) for path in found if ".git" not in path.relative_to(root).parts]
