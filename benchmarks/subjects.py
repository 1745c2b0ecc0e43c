"""What is measured on: a scratch git repository for each subject, made once and reset before what writes."""

import shutil
import subprocess
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generate import generate
from benchmarks.machine import python_version
from benchmarks.renames import FOLDER, Rename, load_rename, names_of

MIGRATION = "websocket-manager"
BUILT_IN = Path(__file__).parents[1] / "codemods" / "migrations" / f"{MIGRATION}.toml"
COMMIT = (
    "-c",
    "user.name=Benchmark",
    "-c",
    "user.email=benchmark@example.invalid",
    "commit",
    "-q",
    "-m",
    "x",
)


class SubjectError(Exception):
    """A subject could not be made; the message says why."""


@dataclass(frozen=True, slots=True)
class SubjectTree:
    """A subject, ready to be measured on."""

    name: str
    title: str
    folder: Path
    rename: Rename
    functions: bool
    """Whether the rename is that of a function, to another name."""
    migration: str
    """The built-in migration that is measured on it; empty for none."""
    generated: int = 0
    """How many Python files were asked for; 0 for a tree that was there."""

    def reset(self) -> None:
        """Bring the tree back to its commit, index included."""
        git(self.folder, "reset", "-q", "--hard")
        git(self.folder, "clean", "-fdq")
        git(self.folder, "status", "--porcelain")

    @property
    def names(self) -> list[str]:
        """What the migration's names are spelled by."""
        return names_of(BUILT_IN) if self.migration else []

    def spelling(self, names: Sequence[str]) -> int:
        """How many Python files spell one of the names."""
        words = [word for name in names for word in ("-e", name)]
        listed = git(self.folder, "grep", "-lwF", *words, "--", "*.py", fine=(0, 1))
        return listed.count("\n")

    def size(self) -> tuple[int, int]:
        """How many Python files it has, and how many bytes they are."""
        listed = git(self.folder, "ls-tree", "-rl", "--full-tree", "HEAD")
        sizes = [int(line.split()[3]) for line in listed.splitlines() if line.endswith(".py")]
        return len(sizes), sum(sizes)


def given_tree(source: Path, work: Path) -> SubjectTree:
    """The last commit of a repository that the user names, as a clone. Raises SubjectError."""
    folder = work / "path"
    if not (folder / ".git").exists():
        git(work, "clone", "-q", str(source.resolve()), str(folder))
    real = (folder / "netra_backend" / "app" / "websocket_core").is_dir()
    title = "the real repository" if real else "the repository that was given"
    return SubjectTree("path", title, folder, _websocket(), True, MIGRATION)


def generated_tree(files: int, work: Path) -> SubjectTree:
    """A generated tree. Raises SubjectError."""
    folder = work / f"generated-{files}"
    if not (folder / ".git").exists():
        generate(folder, files)
    title = f"generated, {files:,} files"
    return SubjectTree(f"generated-{files}", title, folder, _websocket(), True, MIGRATION, files)


def library_tree(work: Path) -> SubjectTree:
    """The running Python's standard library and site-packages, their Python files. Raises SubjectError."""
    folder = work / "library"
    if not (folder / ".git").exists():
        shutil.rmtree(folder, ignore_errors=True)
        for name, path in (("Lib", "stdlib"), ("site-packages", "purelib")):
            shutil.copytree(sysconfig.get_path(path), folder / name, ignore=_no_python)
        (folder / "pyproject.toml").write_text('[tool.repoint]\nroots = ["Lib", "site-packages"]\n')
        git(folder, "init", "-q")
        git(folder, "add", "-A")
        git(folder, *COMMIT)
    title = f"CPython {python_version()}'s Lib and site-packages"
    return SubjectTree("library", title, folder, load_rename(FOLDER / "typing-callable.toml"), False, "")


def _websocket() -> Rename:
    return load_rename(FOLDER / "create-websocket-manager.toml")


def _no_python(folder: str, names: list[str]) -> set[str]:
    """What is not copied: packages inside the standard library's folder, byte code, links, data."""
    here = Path(folder)
    return {
        name
        for name in names
        if name in {"site-packages", "__pycache__"}
        or (here / name).is_symlink()
        or ((here / name).is_file() and not name.endswith(".py"))
    }


def git(folder: Path, *words: str, fine: tuple[int, ...] = (0,)) -> str:
    """Run git in a folder; gives what it printed. Raises SubjectError when it fails."""
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, check=False)
    if done.returncode not in fine:
        raise SubjectError(f"{folder}: git {words[0]} failed: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode(errors="surrogateescape")
