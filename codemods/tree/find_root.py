"""Where the tree begins, without `--root`."""

import os
from pathlib import Path

from codemods.git.process import is_available
from codemods.git.repository import top_level
from codemods.values.errors import RepointError


def find_root(start: Path) -> Path:
    """The git top level around a folder (or around a file's folder), else the folder itself.

    Without git, the nearest folder upwards that holds a `.git` counts as top level. Raises RepointError
    when there is no such folder, or when git refuses to read the repository.
    """
    if not os.path.lexists(start):
        raise RepointError(f"{start}: there is no such folder to work on")
    folder = start if start.is_dir() else start.parent
    resolved = folder.resolve()
    top = top_level(resolved) if is_available() else _folder_with_git(resolved)
    return top or resolved


def _folder_with_git(folder: Path) -> Path | None:
    around = (folder, *folder.parents)
    return next((each for each in around if (each / ".git").exists()), None)
