"""A git repository with a small tree in it, the user who works there, and repoint run as they would."""

import os
import re
import stat
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from typer.testing import CliRunner

from codemods.__main__ import load

MIGRATION = '[[symbol]]\nold = "pkg.old:make"\nnew = "pkg.new:build"\n'
HOMES = {
    "pkg/__init__.py": "",
    "pkg/old.py": "from pkg.new import build\ndef make(): return build()\n",
    "pkg/new.py": "def build(): return 1\n",
}
USER = "from pkg.old import make\n\nmake()\n"
MOVED = "from pkg.new import build\n\nbuild()\n"
HUB = {"lib/hub.py": "from pkg.old import make\n", "web/reader.py": "from lib.hub import make\n\nmake()\n"}
"""A module that hands the name on, and a file that reads it there: they move together or not at all."""
WAYS: Mapping[str, Sequence[str]] = {
    "apply": (),
    "index only": ("--index-only",),
    "commit": ("--commit",),
    "branch": ("--commit", "--branch", "series"),
}
"""The ways to apply a plan that have to do with git, as options."""
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Result:
    """How a run ended and what it said."""

    exit_code: int
    out: bytes
    said: str

    @property
    def last(self) -> str:
        """The last line that it said."""
        return self.said.rstrip("\n").rpartition("\n")[2]

    def codes(self, path: str) -> set[str]:
        """The codes of the findings on a file."""
        return {code for code, at in self._findings() if at == path}

    def having(self, code: str) -> set[str]:
        """The files with a finding of a code."""
        return {at for each, at in self._findings() if each == code}

    def _findings(self) -> Iterator[tuple[str, str]]:
        code = ""
        for line in self.said.splitlines():
            if line.startswith("RP"):
                code = line.split()[0]
            elif match := re.match(r"\s+(\S+?)(?::\d+)*(?:  |$)", line):
                yield code, match[1]


@dataclass
class Workshop:
    """A repository at `root`; `migration` lies outside it."""

    root: Path
    migration: Path

    def git(
        self, *words: str, given: bytes = b"", status: int | None = 0, env: Mapping[str, str] = NOTHING
    ) -> str:
        """Run git here and give what it prints; `status` is the expected one, None for any."""
        command = ["git", "-C", os.fspath(self.root), *words]
        done = subprocess.run(
            command, input=given, capture_output=True, env={**os.environ, **env}, check=False
        )
        assert status in (None, done.returncode), os.fsdecode(done.stderr)
        return os.fsdecode(done.stdout)

    def lay(self, files: Mapping[str, str | bytes]) -> None:
        """Write files."""
        for name, data in files.items():
            file = self.root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data if isinstance(data, bytes) else data.encode())

    def commit(self, files: Mapping[str, str | bytes] | None = None) -> None:
        """Commit everything there is, with these files written first."""
        self.lay(files or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "--message=work")

    def read(self, name: str, where: str = "") -> str:
        """A file on disk, or in a commit (`HEAD:`) or the index (`:`)."""
        if where:
            return self.git("show", f"{where}{name}")
        return (self.root / name).read_bytes().decode("utf-8", "surrogateescape")

    def run(self, *words: str, folder: Path | None = None) -> Result:
        """Run repoint in this process, in the repository or another folder."""
        with chdir(folder or self.root):
            done = CliRunner().invoke(load().app, list(words))
        assert "Traceback" not in done.stderr
        assert "internal error" not in done.stderr
        return Result(done.exit_code, done.stdout_bytes, done.stderr)

    def apply(self, *words: str, folder: Path | None = None) -> Result:
        """Run `repoint apply` with the migration."""
        return self.run("apply", "--migration", os.fspath(self.migration), *words, folder=folder)

    def diff(self, *words: str) -> Result:
        """Run `repoint diff` with the migration."""
        return self.run("diff", "--migration", os.fspath(self.migration), *words)

    def clone(self, name: str) -> "Workshop":
        """A clone of it with the current branch."""
        folder = self.root.with_name(name)
        self.git("clone", "--quiet", os.fspath(self.root), os.fspath(folder))
        return Workshop(folder, self.migration)

    def hook(self, name: str, script: str, folder: str = ".git/hooks") -> None:
        """Write a hook, in shell."""
        self.lay({f"{folder}/{name}": f"#!/bin/sh\n{script}\n"})
        (self.root / folder / name).chmod(0o755)

    def state(self) -> dict[str, object]:
        """All that is the user's: files with modes and links, index with flags, branches, work trees."""
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
