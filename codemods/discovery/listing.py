"""What the listed paths are on disk: files, links to other files of the tree, and what git cannot search."""

import os
import stat
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

_ALL_READ = 0o444


@dataclass(slots=True)
class Listing:
    """The paths of a tree, sorted out by `examine`."""

    paths: list[str] = field(default_factory=list)
    """Files, and links that stand for no file of the tree."""
    links: dict[str, str] = field(default_factory=dict)
    """Links to other files of the tree, with the file that each stands for."""
    unsearched: list[str] = field(default_factory=list)
    """Paths that `git grep` passes over: links, pipes, files it may not read or was told to skip."""


def examine(root: str, listed: Iterable[str], skipped: Container[str] = ()) -> Listing:
    """Look at each listed path once, without opening it.

    A path that is not there is left out: deleted but not yet staged, or outside a sparse checkout. So is one
    below a folder that has become a link, and one that is a folder (a submodule). `skipped` are files that
    git was told not to look at on disk. The root must be an absolute path without links.
    """
    found = Listing()
    links = []
    linked: dict[str, bool] = {"": False}
    for path in sorted(listed):
        if _is_below_link(root, path.rpartition("/")[0], linked):
            continue
        kind = _kind(os.path.join(root, path))
        if kind == "link":
            links.append(path)
        elif kind != "none":
            found.paths.append(path)
            if kind == "odd" or path in skipped:
                found.unsearched.append(path)
    _follow(root, links, found)
    return found


def _is_below_link(root: str, folder: str, known: dict[str, bool]) -> bool:
    answer = known.get(folder)
    if answer is None:
        parent = folder.rpartition("/")[0]
        answer = _is_below_link(root, parent, known) or os.path.islink(os.path.join(root, folder))
        known[folder] = answer
    return answer


def _kind(full: str) -> str:
    """`file`, `link`, `none` (not there, or a folder) or `odd` (no file, or one that cannot be read)."""
    try:
        mode = os.lstat(full).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "none"
    except OSError:
        return "odd"
    if stat.S_ISREG(mode):
        return "file" if mode & _ALL_READ == _ALL_READ or _may_read(full) else "odd"
    if stat.S_ISLNK(mode):
        return "link"
    return "none" if stat.S_ISDIR(mode) else "odd"


def _may_read(full: str) -> bool:
    return os.access(full, os.R_OK, effective_ids=os.access in os.supports_effective_ids)


def _follow(root: str, links: Iterable[str], found: Listing) -> None:
    files = frozenset(found.paths)
    for path in links:
        target = os.path.realpath(os.path.join(root, path))
        inside = os.path.relpath(target, root).replace(os.sep, "/") if target.startswith(root) else ""
        if inside in files:
            found.links[path] = inside
        elif not os.path.isdir(target):
            found.paths.append(path)
            found.unsearched.append(path)
    found.paths.sort()
