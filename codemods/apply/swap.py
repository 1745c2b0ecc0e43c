"""Putting new files, index entries and a branch in the place of old ones, in two steps.

What needs room on the disk, or can be refused, comes first and beside the old ones: `prepare_swap`. Then only
renames are left: `PreparedSwap.run`.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from codemods.apply.atomic import write_beside
from codemods.git.index import IndexEntry, hold_index, refresh_index, release_index, write_next_index
from codemods.git.refs import move_ref
from codemods.git.repository import Repository

_HOLDER = "repoint-"


@dataclass(frozen=True, slots=True)
class RefMove:
    """A branch and the commits it goes from and to; either may be empty for none."""

    ref: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Swap:
    """What is to change."""

    token: str
    """Part of the names of the files that are beside the old ones meanwhile."""
    files: Mapping[Path, bytes | None]
    """New bytes by file; None removes the file."""
    entries: Mapping[str, IndexEntry | None]
    """New index entries by git's names; None removes the entry."""
    ref: RefMove | None
    why: str
    """What the branch's log says."""


@dataclass(frozen=True, slots=True)
class PreparedSwap:
    """A swap whose new files are all written, under other names."""

    swap: Swap
    fresh: Mapping[Path, Path]
    """For each file the new one that is to replace it."""
    index: Path | None
    repository: Repository | None

    def run(self) -> None:
        """Rename the new files. Raises OSError, or RepointError for the branch, with part of it done."""
        for target, beside in self.fresh.items():
            os.replace(beside, target)
        for target, data in self.swap.files.items():
            if data is None:
                target.unlink(missing_ok=True)
        if self.repository is not None and self.index is not None:
            refresh_index(self.repository, self.index)
            os.replace(self.index, self.repository.index)
        if self.repository is not None and self.swap.ref is not None:
            ref = self.swap.ref
            move_ref(self.repository, ref.ref, ref.before, ref.after, self.swap.why)


def prepare_swap(repository: Repository | None, swap: Swap) -> PreparedSwap:
    """Write everything beside what it is to replace. Raises OSError or RepointError, with part of it left."""
    fresh: dict[Path, Path] = {}
    for target, data in swap.files.items():
        if data is not None:
            fresh[target] = _beside(target, swap.token)
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                write_beside(fresh[target], target, data, durable=True)
            except OSError as error:
                error.filename = os.fspath(target)
                raise
    index = (
        write_next_index(repository, _holder(swap.token), swap.entries)
        if repository and swap.entries
        else None
    )
    return PreparedSwap(swap, fresh, index, repository)


def remove_leftovers(repository: Repository | None, token: str, targets: Sequence[Path]) -> None:
    """Remove the new files, and the lock on the index, of a swap of these files that did not end.

    No other repoint can be at work on the tree, so any lock on the index that names repoint is released.
    """
    for target in targets:
        with suppress(NotADirectoryError):
            _beside(target, token).unlink(missing_ok=True)
    if repository is not None:
        release_index(repository, _HOLDER)


@contextmanager
def hold_index_if(wanted: bool, repository: Repository | None, token: str) -> Iterator[None]:
    """Lock the index of a repository, where there is one and that is wanted."""
    if repository is None or not wanted:
        yield
        return
    with hold_index(repository, _holder(token)):
        yield


def read_regular_file(file: Path) -> bytes | None:
    """A file's bytes; None when nothing has its name. Raises OSError, also for what is not a regular file."""
    try:
        if not stat.S_ISREG(file.lstat().st_mode):
            raise OSError(errno.EINVAL, "is not a regular file", os.fspath(file))
        if os.path.realpath(file) != os.fspath(file):
            raise OSError(errno.ELOOP, "is reached by a link", os.fspath(file))
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def has_content(file: Path, data: bytes | None) -> bool:
    """Whether a file is there with these bytes, or, for None, nothing has its name."""
    try:
        return read_regular_file(file) == data
    except OSError:
        return False


def _beside(target: Path, token: str) -> Path:
    # Not the name itself, which may have the greatest length already.
    name = hashlib.sha256(os.fsencode(target.name)).hexdigest()[:16]
    return target.with_name(f".repoint-{token}-{name}")


def _holder(token: str) -> str:
    return _HOLDER + token
