"""Replacing a file in one step, so that whoever looks sees the old bytes or the new, never a part."""

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path


def replace_file(target: Path, data: bytes) -> None:
    """Give a file new bytes, or create it; mode bits and owner stay. Raises OSError, file untouched."""
    old = target.stat() if target.exists() else None
    # Not named after the target, whose name may be as long as a name can be.
    temporary = target.with_name(f".repoint-{secrets.token_hex(8)}")
    try:
        with open(temporary, "xb") as file:
            file.write(data)
        if old:
            _take_over(temporary, old)
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _take_over(path: Path, old: os.stat_result) -> None:
    fresh = path.stat()
    if (fresh.st_uid, fresh.st_gid) != (old.st_uid, old.st_gid):
        # Only root may give files away; for anyone else the file becomes theirs, as with any editor.
        with suppress(PermissionError):
            os.chown(path, old.st_uid, old.st_gid)
    path.chmod(stat.S_IMODE(old.st_mode))
