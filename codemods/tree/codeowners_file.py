"""Where a tree's CODEOWNERS file is: the places that GitHub looks at, in its order."""

import os
import stat
from pathlib import Path

from codemods.tree.disk import read_bytes
from codemods.values.errors import RepointError
from codemods.values.tree import Unreadable

OWNERS_FILES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Relative to the root; the first that is there counts."""

_LIMIT = 3 * 1024 * 1024


def read_owners(root: Path) -> str | None:
    """The text of the tree's CODEOWNERS file; None where there is none, or only larger than GitHub reads.

    Bytes that are not UTF-8 are kept as surrogate escapes, as in paths. Raises RepointError with the file's
    path when it is there and cannot be read.
    """
    top = os.path.realpath(root)
    for place in OWNERS_FILES:
        try:
            if _counts(os.path.join(top, place)):
                return read_bytes(top, place).decode("utf-8-sig", "surrogateescape")
        except OSError as error:
            raise RepointError(f"{root / place}: cannot be read: {error.strerror}") from None
        except Unreadable as error:
            raise RepointError(f"{root / place}: {error.reason}") from None
    return None


def _counts(full: str) -> bool:
    """Whether something is there that is no folder and not too large."""
    try:
        found = os.lstat(full)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return not stat.S_ISDIR(found.st_mode) and found.st_size <= _LIMIT
