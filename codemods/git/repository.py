"""Finding the repository around a folder, and refusing one that is in the middle of something."""

import os
from dataclasses import dataclass
from pathlib import Path

from codemods.git.process import is_available, run_git
from codemods.values.errors import RepointError

_UNDER_WAY = {
    "MERGE_HEAD": "a merge",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase, or `git am`,",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "BISECT_LOG": "a bisect",
    "sequencer": "a series of cherry-picks or reverts",
}
"""What git keeps in its folder while something is under way."""
_OUTSIDE = "not a git repository"
_ANSWERS = 6


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with a work tree. Paths are absolute and without links."""

    top: Path
    """Where the work tree begins."""
    git_dir: Path
    """Where git keeps what belongs to this work tree; each linked one has its own."""
    index: Path
    objects: Path
    """The folder of git's objects, which linked work trees share."""
    head: str
    """The last commit's name, as HEAD gives it; empty where there is none yet."""

    @property
    def lock(self) -> Path:
        """What git creates while it writes the index."""
        return self.index.with_name(self.index.name + ".lock")

    def index_state(self) -> tuple[int, ...]:
        """What the system tells of the index: another one once anything was staged, or taken back."""
        try:
            facts = os.stat(self.index)
        except OSError:
            return ()
        return (facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns)

    def name(self, root: Path, path: str) -> str:
        """The name that git has for a path below a folder of the work tree."""
        return Path(os.path.normpath(root / path)).relative_to(self.top).as_posix()


def open_repository(root: Path) -> Repository | None:
    """Open the repository that holds a folder; None where there is none, or no git.

    Raises RepointError for a bare repository, and where git refuses to read it.
    """
    if not is_available():
        return None
    # What comes after what cannot be answered is missing, and the command fails; what came before counts.
    places = ("--git-path", "index", "--git-path", "objects")
    asked = ("--is-bare-repository", "--absolute-git-dir", *places, "--show-toplevel", "HEAD")
    answer = run_git(root, "rev-parse", *asked)
    lines = [os.fsdecode(line) for line in answer.out.splitlines()]
    if _OUTSIDE in answer.said:
        return None
    if lines[:1] == ["true"]:
        raise RepointError(f"{lines[1]}: a bare repository has no files to change; clone it, and work there")
    if len(lines) < _ANSWERS:
        raise RepointError(f"git cannot read the repository at {root}: {answer.said.strip()}")
    _, git_dir, index, objects, top, head = lines
    return Repository(
        Path(top).resolve(),
        Path(git_dir).resolve(),
        (root / index).resolve(),
        (root / objects).resolve(),
        head if answer.status == 0 else "",
    )


def check_at_rest(repository: Repository) -> None:
    """Raise RepointError while a merge, rebase, bisect or the like is under way, or the index is held."""
    for name, what in _UNDER_WAY.items():
        if (repository.git_dir / name).exists():
            raise RepointError(
                f"{repository.top}: {what} is under way; finish or abort it, then run repoint again"
            )
    check_unlocked(repository)


def check_identity(repository: Repository) -> None:
    """Raise RepointError where git does not know who commits."""
    for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        if run_git(repository.top, "var", who).status:
            raise RepointError(
                f"{repository.top}: git does not know who commits here; "
                "set `git config user.name` and `git config user.email`"
            )


def check_unlocked(repository: Repository) -> None:
    """Raise RepointError while another process holds the index."""
    if os.path.lexists(repository.lock):
        raise locked(repository)


def locked(repository: Repository) -> RepointError:
    """The error that the index is held."""
    return RepointError(
        f"{repository.lock} exists: another git process is at work here; wait for it, "
        "or remove the file if you are sure that none is"
    )
