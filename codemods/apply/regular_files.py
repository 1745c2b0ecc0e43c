"""Reading a file that may be written: a regular one, which no link leads to."""

import errno
import os
import stat
from pathlib import Path


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
