"""Whether a file on disk can take its planned bytes: it is what the plan was made from, and writable."""

import os
import stat
from pathlib import Path

from codemods.values.finding import Finding
from codemods.values.plan import FileChange

OUTSIDE = "RP005"
CHANGED = "RP007"
UNWRITABLE = "RP010"


def check_file(root: Path, change: FileChange) -> Finding | None:
    """Say why a file cannot be written; None when it can. The root must be a path without links."""
    try:
        return _check(root, change)
    except FileNotFoundError:
        return _finding(change, CHANGED, "the file is gone since the plan was made", "run repoint again")
    except OSError as error:
        reason = error.strerror or str(error)
        advice = "make the file and its folder writable, then run repoint again"
        return _finding(change, UNWRITABLE, f"could not be written: {reason}", advice)


def _check(root: Path, change: FileChange) -> Finding | None:
    file = root / change.path
    if Path(os.path.realpath(file)) != file or not stat.S_ISREG(file.lstat().st_mode):
        advice = "run repoint on what the link points to"
        return _finding(change, OUTSIDE, "is no file, or reached by a link; not written", advice)
    if file.read_bytes() not in (change.before, change.after):
        return _finding(change, CHANGED, "changed since the plan was made; not written", "run repoint again")
    # Replacing a file asks for the folder's permission only; opening it asks for the file's own.
    open(file, "r+b").close()
    if not os.access(file.parent, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(0, "its folder is not writable")
    return None


def _finding(change: FileChange, code: str, message: str, advice: str) -> Finding:
    return Finding(change.path, 0, 0, code, message, advice)
