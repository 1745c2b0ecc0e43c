"""Reading a file that an option, or a setting of the target, names: a regular one, in the tree if need be."""

import errno
import os
import stat
from pathlib import Path

_AT_ONCE = getattr(os, "O_NONBLOCK", 0)
"""A pipe without a writer does not hold up its reader."""


def read_named_file(file: Path, below: Path | None = None) -> bytes:
    """A file's bytes. Raises OSError as `open` does, and with its own reason for any other kind of file.

    With `below`, also for one that is not below that folder, which the target must not reach.
    """
    if below is not None and not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(below)):
        raise PermissionError(errno.EACCES, f"it is not below {below}", os.fspath(file))
    with open(file, "rb", opener=lambda name, flags: os.open(name, flags | _AT_ONCE)) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file", os.fspath(file))
        return stream.read()
