"""A git repository with a small tree in it, as a user has it, and repoint run as the user runs it."""

import os
import re
import stat
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from typer.testing import CliRunner

from codemods.__main__ import load
from codemods.git.environment import REPOSITORY_VARIABLES

MIGRATION = '[[symbol]]\nold = "pkg.old:make"\nnew = "pkg.new:build"\n'
HOMES = {
    "pkg/__init__.py": "",
    "pkg/old.py": "from pkg.new import build\ndef make(): return build()\n",
    "pkg/new.py": "def build(): return 1\n",
}
USER = "from pkg.old import make\n\nmake()\n"
MOVED = "from pkg.new import build\n\nbuild()\n"
HUB = {"lib/hub.py": "from pkg.old import make\n", "web/reader.py": "from lib.hub import make\n\nmake()\n"}
"""A module that re-exports the name, and a file that imports it from there: both move, or neither."""
APPLY_OPTIONS: Mapping[str, Sequence[str]] = {
    "apply": (),
    "index only": ("--index-only",),
    "commit": ("--commit",),
    "branch": ("--commit", "--branch", "series"),
}
"""The ways to apply a plan that involve git, each with its options."""
HOOK_VARIABLES: Mapping[str, str] = MappingProxyType(
    {name: os.environ[name] for name in REPOSITORY_VARIABLES & os.environ.keys()}
)
"""What git has set for the hook that the tests run in; nothing elsewhere. CI runs them in one, too."""
_NO_VARIABLES: Mapping[str, str] = MappingProxyType({})


@contextmanager
def _as_in_the_hook() -> Iterator[None]:
    """Have repoint see the variables of the hook, which the tests' own git must not see."""
    own = HOOK_VARIABLES.keys() - os.environ.keys()
    os.environ.update({name: HOOK_VARIABLES[name] for name in own})
    try:
        yield
    finally:
        for name in own:
            os.environ.pop(name, None)


@dataclass(frozen=True)
class Result:
    """How a run of repoint ended and what it printed."""

    exit_code: int
    stdout: bytes
    stderr: str

    @property
    def last_line(self) -> str:
        """The last line on standard error."""
        return self.stderr.rstrip("\n").rpartition("\n")[2]

    def codes(self, path: str) -> set[str]:
        """The codes of the findings on a file."""
        return {code for code, at in self._findings() if at == path}

    def files_with(self, code: str) -> set[str]:
        """The files with a finding of a code."""
        return {at for each, at in self._findings() if each == code}

    def _findings(self) -> Iterator[tuple[str, str]]:
        code = ""
        for line in self.stderr.splitlines():
            if line.startswith("RP"):
                code = line.split()[0]
            elif match := re.match(r"(\S+?)(?::\d+)*  ", line):
                yield code, match[1]


@dataclass
class UserRepository:
    """A repository at `root`; `migration` lies outside it."""

    root: Path
    migration: Path

    def git(
        self,
        *arguments: str,
        stdin: bytes = b"",
        status: int | None = 0,
        env: Mapping[str, str] = _NO_VARIABLES,
    ) -> str:
        """Run git here and give what it prints; `status` is the expected one, None for any."""
        command = ["git", "-C", os.fspath(self.root), *arguments]
        done = subprocess.run(
            command, input=stdin, capture_output=True, env={**os.environ, **env}, check=False
        )
        assert status in (None, done.returncode), os.fsdecode(done.stderr)
        return os.fsdecode(done.stdout)

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files, by name."""
        for name, data in files.items():
            file = self.root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data if isinstance(data, bytes) else data.encode())

    def commit(self, files: Mapping[str, str | bytes] | None = None) -> None:
        """Commit everything there is, with these files written first."""
        self.write(files or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "--message=work")

    def read(self, name: str, revision: str = "") -> str:
        """A file on disk, or in a commit (`HEAD:`) or the index (`:`)."""
        if revision:
            return self.git("show", f"{revision}{name}")
        return (self.root / name).read_bytes().decode("utf-8", "surrogateescape")

    def run(self, *arguments: str, folder: Path | None = None) -> Result:
        """Run repoint in this process, in the repository or another folder."""
        with chdir(folder or self.root), _as_in_the_hook():
            done = CliRunner().invoke(load().app, list(arguments))
        assert "Traceback" not in done.stderr
        assert "internal error" not in done.stderr
        return Result(done.exit_code, done.stdout_bytes, done.stderr)

    def apply(self, *arguments: str, folder: Path | None = None) -> Result:
        """Run `repoint apply` with the migration."""
        return self.run("apply", "--migration", os.fspath(self.migration), *arguments, folder=folder)

    def diff(self, *arguments: str) -> Result:
        """Run `repoint diff` with the migration."""
        return self.run("diff", "--migration", os.fspath(self.migration), *arguments)

    def clone(self, name: str) -> "UserRepository":
        """A clone of it with the current branch."""
        folder = self.root.with_name(name)
        self.git("clone", "--quiet", os.fspath(self.root), os.fspath(folder))
        return UserRepository(folder, self.migration)

    def write_hook(self, name: str, script: str, folder: str = ".git/hooks") -> None:
        """Write a hook, in shell."""
        self.write({f"{folder}/{name}": f"#!/bin/sh\n{script}\n"})
        (self.root / folder / name).chmod(0o755)

    def state(self) -> dict[str, object]:
        """Everything of the user's: files with modes and links, index with flags, branches, work trees."""
        return {
            "files": self._files(),
            "index": self.git("ls-files", "-s", "-v", "-z"),
            "head": self.git("symbolic-ref", "--quiet", "HEAD", status=None),
            "refs": self.git("for-each-ref") + self.git("rev-parse", "--verify", "HEAD", status=None),
            "worktrees": self.git("worktree", "list"),
            "left": sorted(each.name for each in self.git_dir.iterdir() if "repoint-" in each.name),
        }

    @property
    def git_dir(self) -> Path:
        """Where git keeps what belongs to this work tree."""
        return Path(self.git("rev-parse", "--absolute-git-dir").removesuffix("\n"))

    def _files(self) -> dict[str, tuple[int, bytes]]:
        found = {}
        for folder, folders, names in os.walk(self.root):
            folders[:] = [each for each in folders if each not in (".git", "__pycache__")]
            for file in (Path(folder, name) for name in names if name != ".git"):
                mode = file.lstat().st_mode
                data = os.fsencode(os.readlink(file)) if stat.S_ISLNK(mode) else file.read_bytes()
                found[os.fspath(file.relative_to(self.root))] = (mode, data)
        return found
