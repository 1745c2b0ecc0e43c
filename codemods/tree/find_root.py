"""Where the tree begins, without `--root`."""

import os
from pathlib import Path

from codemods.git.repository import top_level
from codemods.values.errors import RepointError


def find_root(start: Path) -> Path:
    """The git top level around a folder (or around a file's folder), else the folder itself.

    Raises RepointError when there is no such folder, or when git does not read the repository around it.
    """
    if not os.path.lexists(start):
        raise RepointError(f"{start}: there is no such folder to work on")
    folder = start if start.is_dir() else start.parent
    resolved = folder.resolve()
    return top_level(resolved) or resolved
