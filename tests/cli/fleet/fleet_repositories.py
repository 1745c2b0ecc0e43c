"""A fleet of small bare repositories with their list, and runs of `repoint fleet` over it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.git.user_repository import HOMES, HUB, MIGRATION, USER

ROOT = Path(__file__).parents[3]
AUTHOR = "Ada L <ada@example.org>"
_RECORD_PUSHES = '#!/bin/sh\ncat >> "$GIT_DIR/pushes"\n'
"""A post-receive hook, which git calls once for each push that changes something."""
CONTENTS: Mapping[str, Mapping[str, str] | None] = {
    "one": {**HOMES, "app/user.py": USER},
    "many": {**HOMES, **HUB, "app/user.py": USER, "docs/deep/view.py": USER},
    "none": {**HOMES, "app/plain.py": "x = 1\n"},
    "findings": {**HOMES, "app/user.py": USER, "app/bad.py": "from pkg.old import make\nmake(\n"},
    "broken": None,
}
"""Kinds of repositories with their files; a broken one has no commit."""
WITHOUT_BRANCH = frozenset({"none", "broken"})
"""The kinds that no branch is made for."""


def make_bare(folder: Path, files: Mapping[str, str] | None) -> Path:
    """Make a bare repository with one commit of these files, or with none; gives it."""
    for name in ("objects", "refs", "hooks"):
        (folder / name).mkdir(parents=True)
    (folder / "HEAD").write_text("ref: refs/heads/main\n")
    (folder / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tbare = true\n")
    (folder / "hooks/post-receive").write_text(_RECORD_PUSHES)
    (folder / "hooks/post-receive").chmod(0o755)
    if files is not None:
        head = "commit refs/heads/main\ncommitter Bo <bo@example.org> 1700000000 +0000\ndata 4\nwork\n"
        blobs = (f"M 644 inline {name}\ndata {len(text.encode())}\n{text}\n" for name, text in files.items())
        command = ["git", "-C", os.fspath(folder), "fast-import", "--quiet"]
        subprocess.run(command, input=(head + "".join(blobs)).encode(), check=True)
    return folder


def git(repository: Path, *words: str) -> str:
    """Run git in a repository and give what it prints."""
    command = ["git", "-C", os.fspath(repository), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def pushes(repository: Path) -> list[str]:
    """The commits that were pushed as a branch, one for each push."""
    file = repository / "pushes"
    return [line.split()[1] for line in file.read_text().splitlines()] if file.exists() else []


def is_pushed_once(repository: Path, tip: object, branch: str = "repoint/m") -> bool:
    """Whether the branch is at this commit, and no second push brought it there.

    Git moves a branch first and calls the hook afterwards, so where a run was killed in between, the one
    push that there was is not recorded; a second one would be.
    """
    at = git(repository, "for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}").split()
    return at == [tip] and pushes(repository) in ([], [tip])


@dataclass(frozen=True)
class FinishedRun:
    """The exit code of a run, and what it printed."""

    exit_code: int
    stdout: str
    stderr: str

    def entries(self) -> dict[str, dict[str, object]]:
        """The repositories of its JSON, by name."""
        return {each["name"]: each for each in json.loads(self.stdout)["repositories"]}


@dataclass(frozen=True)
class FleetFolder:
    """A folder with bare repositories, their list, and a migration."""

    folder: Path

    @property
    def out(self) -> Path:
        """The folder of the results."""
        return self.folder / "out"

    def fill(self, kinds: Mapping[str, str]) -> None:
        """Make repositories of some kinds, by name, and list them."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, kind in kinds.items():
            make_bare(self.repository(name), CONTENTS[kind])
        self.list(*(f'url = "{name}.git"' for name in kinds))

    def list(self, *tables: str) -> None:
        """Write the list and the migration."""
        text = "".join(f"[[repository]]\n{table}\n" for table in tables)
        (self.folder / "repos.toml").write_text(text)
        (self.folder / "m.toml").write_text(MIGRATION)

    def repository(self, name: str) -> Path:
        """The path of a repository."""
        return self.folder / f"{name}.git"

    def command(self, *words: str) -> Sequence[str]:
        """The command of a run."""
        fixed = ("repos.toml", "--migration", "m.toml", "--out", "out", "--author", AUTHOR)
        return (sys.executable, "-m", "codemods", "fleet", *fixed, *words)

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Begin a run, whose standard error can be read line by line."""
        return subprocess.Popen(
            self.command(*words),
            cwd=self.folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str) -> FinishedRun:
        """Run to the end."""
        with self.start(*words) as process:
            return finish(process)


def environment() -> dict[str, str]:
    """The environment of a run."""
    return {**os.environ, "PYTHONPATH": os.fspath(ROOT)}


def finish(process: subprocess.Popen[str]) -> FinishedRun:
    """Wait for a run to end."""
    stdout, stderr = process.communicate(timeout=300)
    assert "Traceback" not in stderr, stderr
    assert "internal error" not in stderr, stderr
    return FinishedRun(process.returncode, stdout, stderr)


def read_until(stream: IO[str], text: str) -> list[str]:
    """Read lines up to the first that begins with a text; fails where there is none."""
    lines = []
    for line in stream:
        lines.append(line)
        if line.startswith(text):
            return lines
    raise AssertionError(f"no line begins with {text!r}: {''.join(lines)}")
