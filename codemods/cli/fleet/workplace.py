"""The folder of a task: on the worker's own disk, gone when the task is, however that ends.

A worker that is killed cannot tidy up. So each folder has a lock beside it, which ends with the process, and
every task first removes what it finds without one.
"""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

_LOCK = ".lock"
_PATIENCE = 10.0
"""Seconds for somebody who tidies up to let go of a lock that they took for a dead one's."""


@contextmanager
def workplace() -> Iterator[Path]:
    """Give a new folder below the system's folder for temporary files. Raises OSError."""
    place = _place()
    _sweep(place)
    name = secrets.token_hex(8)
    lock, folder = place / f"{name}{_LOCK}", place / name
    # The lock is there before the folder is: nobody sees the folder without it.
    with FileLock(lock, timeout=_PATIENCE):
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            lock.unlink(missing_ok=True)


def _place() -> Path:
    """Where the folders are: one place for each user, which nobody else may write to."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    place = Path(tempfile.gettempdir()).resolve() / f"repoint-fleet-{user}"
    place.mkdir(mode=0o700, exist_ok=True)
    if hasattr(os, "getuid") and place.lstat().st_uid != user:
        raise PermissionError(f"{place}: belongs to somebody else; set TMPDIR to another folder")
    return place


def _sweep(place: Path) -> None:
    """Remove what tasks left that are no more."""
    for lock in place.glob(f"*{_LOCK}"):
        try:
            with FileLock(lock, timeout=0):
                shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
                lock.unlink(missing_ok=True)
        except (Timeout, OSError):
            continue
