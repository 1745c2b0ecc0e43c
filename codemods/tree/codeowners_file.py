"""Where a tree's CODEOWNERS file is: the places that GitHub looks at, in its order."""

import os
import stat
from pathlib import Path

from codemods.tree.disk import read_bytes
from codemods.values.errors import RepointError
from codemods.values.tree import UnreadableError

OWNERS_FILES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Relative to the root; the first that is there counts."""

_MAX_SIZE = 3 * 1024 * 1024
"""Bytes; GitHub reads no larger one."""


def read_owners(root: Path) -> str | None:
    """The text of the tree's CODEOWNERS file; None where there is none, or only larger than GitHub reads.

    Bytes that are not UTF-8 are kept as surrogate escapes, as in paths. Raises RepointError with the file's
    path when it is there and cannot be read.
    """
    top = os.path.realpath(root)
    for path in OWNERS_FILES:
        try:
            if _is_candidate(os.path.join(top, path)):
                return read_bytes(top, path).decode("utf-8-sig", "surrogateescape")
        except OSError as error:
            raise RepointError(f"{root / path}: cannot be read: {error.strerror}") from None
        except UnreadableError as error:
            raise RepointError(f"{root / path}: {error}") from None
    return None


def _is_candidate(full: str) -> bool:
    """Whether something is there that is not a folder and not too large."""
    try:
        status = os.lstat(full)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return not stat.S_ISDIR(status.st_mode) and status.st_size <= _MAX_SIZE
