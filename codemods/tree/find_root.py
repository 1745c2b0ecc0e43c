"""Where the tree begins, without `--root`."""

import os
from pathlib import Path

from codemods.git.repository import top_level
from codemods.values.errors import RepointError


def chosen_root(root: Path | None) -> Path:
    """The folder that was given for the tree, else what `find_root` finds. Raises RepointError as that does.

    Also where git has the files of that folder's repository elsewhere.
    """
    if root is None:
        return find_root(Path.cwd())
    resolved = root.resolve()
    if resolved.is_dir():
        top_level(resolved)
    return resolved


def find_root(start: Path) -> Path:
    """The git top level around a folder (or around a file's folder), else the folder itself.

    Raises RepointError when there is no such folder, or when git does not read the repository around it.
    """
    if not os.path.lexists(start):
        raise RepointError(f"{start}: there is no such folder to work on")
    folder = start if start.is_dir() else start.parent
    resolved = folder.resolve()
    return top_level(resolved) or resolved
