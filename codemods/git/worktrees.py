"""Linked work trees of the last commit, in a temporary folder, for as long as they are needed.

The user's work tree, index and branches have no part in them. Whoever holds such a folder holds a lock in it,
which ends with the process, so that what a crash left can be told from what is in use.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from codemods.git.process import ask_git, run_git
from codemods.git.repository import Repository
from codemods.values.errors import RepointError

PREFIX = "repoint-verify-"
_LOCK = "lock"
_LISTED = b"worktree "
_NO_HOOKS = {
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "core.hooksPath",
    "GIT_CONFIG_VALUE_0": os.devnull,
}
_PATIENCE = 60.0
"""Seconds to wait while another repoint adds or removes work trees."""


@contextmanager
def linked_worktrees(repository: Repository, names: Sequence[str]) -> Iterator[Mapping[str, Path]]:
    """Check the last commit out once for each name; gives the folders, which are gone afterwards.

    What an earlier run left when it crashed is removed first. Raises RepointError when git refuses, or there
    is no room.
    """
    from filelock import FileLock

    remove_left(repository)
    try:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX)).resolve()
    except OSError as error:
        raise RepointError(
            f"{tempfile.gettempdir()}: no folder can be made there: {error.strerror}"
        ) from error
    try:
        with FileLock(folder / _LOCK, timeout=0):
            with _alone(repository):
                for name in names:
                    words = ("--quiet", "--detach", os.fspath(folder / name), repository.head)
                    ask_git(repository.top, "worktree", "add", *words, env=_NO_HOOKS)
            yield {name: folder / name for name in names}
    finally:
        with _alone(repository):
            _remove(repository, folder, [folder / name for name in names])


@contextmanager
def _alone(repository: Repository) -> Iterator[None]:
    """Hold what git keeps of linked work trees: it does not expect two to be added at once."""
    from filelock import FileLock, Timeout

    state = repository.git_dir / "repoint"
    state.mkdir(exist_ok=True)
    try:
        with FileLock(state / "worktrees.lock", timeout=_PATIENCE):
            yield
    except Timeout:
        raise RepointError(
            f"{repository.top}: another repoint is adding work trees; wait for it to end"
        ) from None


def remove_left(repository: Repository) -> None:
    """Remove the work trees of runs that ended without doing so; those of runs that go on stay."""
    with _alone(repository):
        _remove_left(repository)


def _remove_left(repository: Repository) -> None:
    from filelock import FileLock, Timeout

    left: dict[Path, list[Path]] = {}
    for line in ask_git(repository.top, "worktree", "list", "--porcelain").splitlines():
        place = Path(os.fsdecode(line.removeprefix(_LISTED)))
        if line.startswith(_LISTED) and place.parent.name.startswith(PREFIX):
            left.setdefault(place.parent, []).append(place)
    for folder, places in left.items():
        if not folder.exists():
            _remove(repository, folder, places)
            continue
        try:
            with FileLock(folder / _LOCK, timeout=0):
                _remove(repository, folder, places)
        except (Timeout, OSError):
            continue


def _remove(repository: Repository, folder: Path, places: Sequence[Path]) -> None:
    for place in places:
        run_git(repository.top, "worktree", "remove", "--force", "--force", os.fspath(place))
    shutil.rmtree(folder, ignore_errors=True)
    for place in places:
        # git keeps what it cannot delete whole; with the folder gone, nothing is in its way any more.
        run_git(repository.top, "worktree", "remove", "--force", "--force", os.fspath(place))
