"""Where the journal of a tree lies, and the lock that lets one repoint at a time work on a tree."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from codemods.apply.journal import Journal
from codemods.git.repository import Repository, open_repository
from codemods.values.errors import RepointError

_NAME = "repoint"


@dataclass(slots=True)
class LockedTree:
    """A tree to apply plans to."""

    root: Path
    repository: Repository | None
    """As it was when it was looked at last; what moves the branch back looks anew."""
    journal: Journal

    @property
    def top(self) -> Path:
        """What the journal counts paths from: the top of the repository, or the root where there is none."""
        return self.repository.top if self.repository else self.root

    @property
    def state(self) -> Path:
        """The folder for whatever is to be remembered about this tree."""
        return self.journal.folder.parent


@contextmanager
def lock_tree(root: Path) -> Iterator[LockedTree]:
    """Hold a tree for one run: no other repoint changes it meanwhile.

    Raises RepointError while another one does, for a bare repository, and when the place for the journal
    cannot be written.
    """
    from filelock import FileLock, Timeout

    place = find_tree(root)
    lock = FileLock(place.state / "lock", timeout=0)
    try:
        # Outside the tree, what the files hold is not everybody's to read.
        place.state.mkdir(mode=0o777 if place.repository else 0o700, parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise RepointError(f"{place.root}: another repoint is at work here; wait for it to end") from None
    except OSError as error:
        said = f"{place.state}: the journal can't be written: {error.strerror}; nothing was changed"
        raise RepointError(said) from error
    try:
        yield place
    finally:
        lock.release()


def find_tree(root: Path) -> LockedTree:
    """Find where the journal of a tree lies, without making anything. Raises RepointError as `lock_tree`."""
    real = Path(os.path.realpath(root))
    repository = open_repository(real)
    folder = repository.git_dir / _NAME if repository else _state_folder(real)
    return LockedTree(real, repository, Journal(folder / "applies"))


def _state_folder(root: Path) -> Path:
    from platformdirs import user_state_path

    known = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
    return user_state_path(_NAME, appauthor=False) / known
