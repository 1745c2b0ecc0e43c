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
    """A tree to apply plans to, with its journal."""

    root: Path
    repository: Repository | None
    """As it was when it was opened last; taking a branch back opens it anew."""
    journal: Journal

    @property
    def top(self) -> Path:
        """What the journal's paths are relative to: the top of the repository, or else the root."""
        return self.repository.top if self.repository else self.root

    @property
    def state(self) -> Path:
        """The folder of everything that is stored about this tree."""
        return self.journal.folder.parent


@contextmanager
def lock_tree(root: Path) -> Iterator[LockedTree]:
    """Lock a tree for one run, so that no other repoint changes it meanwhile.

    Raises RepointError while another one does, for a bare repository, and when the place for the journal
    cannot be written. A KeyboardInterrupt of the block says what is left to do.
    """
    from filelock import FileLock, Timeout

    tree = find_tree(root)
    lock = FileLock(tree.state / "lock", timeout=0)
    try:
        # The journal holds what files hold: outside the tree, only the user may read it.
        tree.state.mkdir(mode=0o777 if tree.repository else 0o700, parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise RepointError(f"{tree.root}: another repoint is at work here; wait for it to end") from None
    except OSError as error:
        message = f"{tree.state}: the journal can't be written: {error.strerror}; nothing was changed"
        raise RepointError(message) from error
    try:
        yield tree
    except KeyboardInterrupt as interrupt:
        if interrupt.args or not tree.journal.unfinished():
            raise
        raise KeyboardInterrupt("`repoint undo` brings what was begun to its end") from interrupt
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
