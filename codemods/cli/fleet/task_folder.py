"""The folder of a task: on the worker's own disk, and removed when the task ends.

A worker that is killed cannot remove it. So each folder has a lock file beside it, whose lock ends with the
process, and every task first removes the folders whose locks are free.
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
"""Seconds that another task may hold the lock, which it took for that of a killed worker."""


@contextmanager
def task_folder() -> Iterator[Path]:
    """Give a new folder below the system's folder for temporary files. Raises OSError."""
    parent = _parent()
    _remove_abandoned(parent)
    name = secrets.token_hex(8)
    lock, folder = parent / f"{name}{_LOCK}", parent / name
    # The lock is taken before the folder is made, so that no other task finds the folder without it.
    with FileLock(lock, timeout=_PATIENCE):
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            lock.unlink(missing_ok=True)


def _parent() -> Path:
    """Give the folder of all tasks: one for each user, in which no other user may write."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    parent = Path(tempfile.gettempdir()).resolve() / f"repoint-fleet-{user}"
    parent.mkdir(mode=0o700, exist_ok=True)
    if hasattr(os, "getuid") and parent.lstat().st_uid != user:
        raise PermissionError(f"{parent}: belongs to another user; set TMPDIR to another folder")
    return parent


def _remove_abandoned(parent: Path) -> None:
    """Remove the folders of tasks that ended without doing so."""
    for lock in parent.glob(f"*{_LOCK}"):
        try:
            with FileLock(lock, timeout=0):
                shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
                lock.unlink(missing_ok=True)
        except (Timeout, OSError):
            continue
