"""Linked work trees of the last commit, in a temporary folder, for as long as they are needed.

The user's work tree, index and branches have no part in them. A run locks a file in its folder, and the lock
ends with the process, so that what a crash left is not mistaken for what is in use.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from codemods.git.process import git_output, run_git
from codemods.git.repository import Repository
from codemods.values.errors import RepointError

PREFIX = "repoint-verify-"
_LOCK = "lock"
_WORKTREE = b"worktree "
_NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}")
_TIMEOUT = 60.0
"""Seconds to wait while another repoint adds or removes work trees."""


@contextmanager
def linked_worktrees(repository: Repository, names: Sequence[str]) -> Iterator[Mapping[str, Path]]:
    """Check the last commit out once for each name; gives the folders, which are gone afterwards.

    What an earlier run left when it crashed is removed first. Raises RepointError when git refuses, or there
    is no room.
    """
    from filelock import FileLock

    remove_stale_worktrees(repository)
    try:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX)).resolve()
    except OSError as error:
        raise RepointError(
            f"{tempfile.gettempdir()}: no folder can be made there: {error.strerror}"
        ) from error
    try:
        with FileLock(folder / _LOCK, timeout=0):
            with _locked(repository):
                for name in names:
                    add = ("--quiet", "--detach", os.fspath(folder / name), repository.head)
                    git_output(repository.top, *_NO_HOOKS, "worktree", "add", *add)
            yield {name: folder / name for name in names}
    finally:
        with _locked(repository):
            _remove(repository, folder, [folder / name for name in names])


@contextmanager
def _locked(repository: Repository) -> Iterator[None]:
    """Lock what git keeps of linked work trees: it does not expect two to be added at once."""
    from filelock import FileLock, Timeout

    state = repository.git_dir / "repoint"
    state.mkdir(exist_ok=True)
    try:
        with FileLock(state / "worktrees.lock", timeout=_TIMEOUT):
            yield
    except Timeout:
        raise RepointError(
            f"{repository.top}: another repoint is adding work trees; wait for it to end"
        ) from None


def remove_stale_worktrees(repository: Repository) -> None:
    """Remove the work trees of runs that ended without doing so; those of runs that go on stay."""
    with _locked(repository):
        _remove_stale(repository)


def _remove_stale(repository: Repository) -> None:
    from filelock import FileLock, Timeout

    by_folder: dict[Path, list[Path]] = {}
    for line in git_output(repository.top, "worktree", "list", "--porcelain").splitlines():
        worktree = Path(os.fsdecode(line.removeprefix(_WORKTREE)))
        if line.startswith(_WORKTREE) and worktree.parent.name.startswith(PREFIX):
            by_folder.setdefault(worktree.parent, []).append(worktree)
    for folder, worktrees in by_folder.items():
        if not folder.exists():
            _remove(repository, folder, worktrees)
            continue
        try:
            with FileLock(folder / _LOCK, timeout=0):
                _remove(repository, folder, worktrees)
        except (Timeout, OSError):
            continue


def _remove(repository: Repository, folder: Path, worktrees: Sequence[Path]) -> None:
    for worktree in worktrees:
        run_git(repository.top, "worktree", "remove", "--force", "--force", os.fspath(worktree))
    shutil.rmtree(folder, ignore_errors=True)
    for worktree in worktrees:
        # git keeps what it cannot delete whole; with the folder gone, nothing is in its way any more.
        run_git(repository.top, "worktree", "remove", "--force", "--force", os.fspath(worktree))
