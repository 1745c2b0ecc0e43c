"""Replacing a file in one step: a reader finds the old bytes or the new, never a part of them."""

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

_LABELS = "security."


def replace_file(target: Path, data: bytes, durable: bool = False) -> None:
    """Give a file new bytes, or create it; mode bits and owner stay. Raises OSError, with the file untouched.

    With `durable` the new bytes are on the disk itself before the file is replaced.
    """
    # Not named after the target, whose name may have the greatest length already.
    temporary = target.with_name(f".repoint-{secrets.token_hex(8)}")
    try:
        write_beside(temporary, target, data, durable)
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def write_beside(fresh: Path, target: Path, data: bytes, durable: bool = False) -> None:
    """Write a new file that could take the target's place: with its mode bits, owner and attributes."""
    old = target.stat() if target.exists() else None
    with open(fresh, "xb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    if old:
        _copy_metadata(fresh, target, old)


def _copy_metadata(path: Path, target: Path, old: os.stat_result) -> None:
    fresh = path.stat()
    if (fresh.st_uid, fresh.st_gid) != (old.st_uid, old.st_gid):
        # Only root may give files away; for anyone else the file becomes theirs, as with any editor.
        with suppress(PermissionError):
            os.chown(path, old.st_uid, old.st_gid)
    _copy_attributes(path, target)
    path.chmod(stat.S_IMODE(old.st_mode))


def _copy_attributes(path: Path, target: Path) -> None:
    """Copy extended attributes, access lists among them, where the system has any."""
    if not hasattr(os, "listxattr"):
        return
    try:
        names = os.listxattr(target)
    except OSError:
        return
    for name in names:
        value = os.getxattr(target, name)
        try:
            os.setxattr(path, name, value)
        except OSError:
            # Labels are the system's to give, and it gave the new file some.
            if not name.startswith(_LABELS):
                raise
