"""Whether a file on disk can take its planned bytes: it is what the plan was made from, and writable."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from codemods.values import finding_texts as texts
from codemods.values.errors import RepointError
from codemods.values.finding import Finding
from codemods.values.plan import FileChange

NOTHING_CHANGED = "nothing was changed; run repoint again"


def require_writable(root: Path, changes: Iterable[FileChange]) -> None:
    """Raise RepointError for the first file that cannot be written."""
    for change in changes:
        finding = check_writable(root, change)
        if finding is not None:
            reason = finding.message.removesuffix("; not written")
            raise RepointError(f"{change.path}: {reason}; {NOTHING_CHANGED}")


def check_writable(root: Path, change: FileChange) -> Finding | None:
    """Why a file cannot be written; None when it can. The root must be a path without links."""
    try:
        return _check(root, change)
    except FileNotFoundError:
        return texts.GONE_MEANWHILE.fill().at(change.path)
    except OSError as error:
        return texts.NOT_WRITTEN.fill(reason=error.strerror or error).at(change.path)


def _check(root: Path, change: FileChange) -> Finding | None:
    file = root / change.path
    status = file.lstat()
    if Path(os.path.realpath(file)) != file or not stat.S_ISREG(status.st_mode):
        return texts.BEHIND_LINK.fill().at(change.path)
    if status.st_nlink > 1 and change.before != change.after:
        return texts.SEVERAL_NAMES.fill(number=status.st_nlink).at(change.path)
    if file.read_bytes() not in (change.before, change.after):
        return texts.CHANGED_MEANWHILE.fill().at(change.path)
    # Replacing a file asks for the folder's permission only; opening it asks for the file's own.
    open(file, "r+b").close()
    if not os.access(file.parent, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(0, "its folder is not writable")
    return None
