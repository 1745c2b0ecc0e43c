"""What the listed paths are on disk: files, links to other files of the tree, and what git cannot search."""

import hashlib
import os
import stat
import time
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from enum import Enum, auto

_READABLE_BY_ALL = 0o444
_SECOND = 1_000_000_000
_CLOCK_STEP = 100_000_000
_COARSE_CLOCK_STEP = 2 * _SECOND
"""Nanoseconds by which a file's time may lag behind the clock; the second for times in whole seconds."""


MOST_LINKED = 100_000
"""Files that are reached by links: of many links to one large folder the number is a product."""


@dataclass(slots=True)
class FileKinds:
    """The paths of a tree by what they are."""

    paths: list[str] = field(default_factory=list)
    """Files, and links that do not stand for a file of the tree."""
    links: dict[str, str] = field(default_factory=dict)
    """Links to other files of the tree, with the file that each stands for."""
    outside: list[str] = field(default_factory=list)
    """Links to folders that may be packages and are not looked into: outside the tree, or too many."""
    unsearched: list[str] = field(default_factory=list)
    """Paths that `git grep` passes over: links, pipes, files it may not read or was told to skip."""
    stamp: bytes = b""
    """A digest of the paths and of their modes, inodes, sizes and times, which any change to a file changes.

    Empty where a later change might not, since a file's time is as recent as the clock's step.
    """


class _Kind(Enum):
    FILE = auto()
    LINK = auto()
    ABSENT = auto()
    """Not there, or a folder."""
    UNSEARCHABLE = auto()
    """Not a regular file, or one that cannot be read."""


def classify_paths(
    root: str, listed: Iterable[str], unwatched: Container[str] = (), stamped: bool = True
) -> FileKinds:
    """Ask the system once about each listed path, without opening it.

    A path that is not there is left out: deleted but not yet staged, or outside a sparse checkout. So is one
    below a folder that has become a link, and one that is a folder (a submodule). `unwatched` are files that
    git was told not to look at on disk. The root must be an absolute path without links. Without `stamped`
    there is no stamp.
    """
    found = FileKinds()
    links = []
    linked_folders: dict[str, bool] = {"": False}
    stamp = _Stamp()
    for path in sorted(listed):
        if _is_below_link(root, path.rpartition("/")[0], linked_folders):
            continue
        full = os.path.join(root, path)
        try:
            status = os.lstat(full)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:
            kind = _Kind.UNSEARCHABLE
        else:
            if stamped:
                stamp.add(path, status)
            kind = _kind(full, status)
        if kind is _Kind.LINK:
            links.append(path)
        elif kind is not _Kind.ABSENT:
            found.paths.append(path)
            if kind is _Kind.UNSEARCHABLE or path in unwatched:
                found.unsearched.append(path)
    _follow(root, links, found, stamp)
    if stamped and stamp.is_settled():
        found.stamp = stamp.digest()
    return found


def add_linked_folders(root: str, links: Iterable[str], found: FileKinds) -> None:
    """Add what is reached by a link to a folder of the tree: each file stands for the one in the folder.

    Not where the link lies in the folder itself, which has no end.
    """
    for link in sorted(links):
        target = os.path.realpath(os.path.join(root, link))
        inside = os.path.relpath(target, root).replace(os.sep, "/")
        if not os.path.isdir(target) or f"{link}/".startswith(f"{inside}/"):
            continue
        if inside.startswith("../"):
            # A folder around the tree holds the link itself.
            around = root.startswith(os.path.join(target, ""))
            found.outside += [link] if link.rpartition("/")[2].isidentifier() and not around else []
            continue
        below = [path for path in found.paths if path.startswith(f"{inside}/")]
        if len(found.links) + len(below) > MOST_LINKED:
            found.outside.append(link)
            continue
        found.links.update((link + path[len(inside) :], path) for path in below)
        if found.stamp:
            told = found.stamp + os.fsencode(f"{link}\0{inside}")
            found.stamp = hashlib.blake2b(told, digest_size=20).digest()


class _Stamp:
    """Makes the digest; see `FileKinds.stamp`."""

    def __init__(self) -> None:
        self._now = time.time_ns()
        self._digest = hashlib.blake2b(digest_size=20)
        self._youngest = 0
        self._whole_seconds = True

    def add(self, path: str, status: os.stat_result) -> None:
        changed, modified = status.st_ctime_ns, status.st_mtime_ns
        values = (status.st_mode, status.st_ino, status.st_size, modified, changed)
        self._youngest = max(self._youngest, modified, changed)
        self._whole_seconds = self._whole_seconds and not modified % _SECOND
        self._digest.update(b"%b\0%b\0" % (os.fsencode(path), b"%d %d %d %d %d" % values))

    def add_target(self, path: str, full: str) -> None:
        """Add what a link leads to outside the tree: searches look into it."""
        try:
            self.add(path, os.stat(full))
        except OSError as error:
            self._digest.update(b"%b\0%d\0" % (os.fsencode(path), error.errno or 0))

    def digest(self) -> bytes:
        return self._digest.digest()

    def is_settled(self) -> bool:
        """Whether a later change to any file is sure to give it another time."""
        step = _COARSE_CLOCK_STEP if self._whole_seconds else _CLOCK_STEP
        return self._youngest < self._now - step


def _is_below_link(root: str, folder: str, known: dict[str, bool]) -> bool:
    answer = known.get(folder)
    if answer is None:
        parent = folder.rpartition("/")[0]
        answer = _is_below_link(root, parent, known) or os.path.islink(os.path.join(root, folder))
        known[folder] = answer
    return answer


def _kind(full: str, status: os.stat_result) -> _Kind:
    mode = status.st_mode
    if stat.S_ISREG(mode):
        # The system is asked only where the mode does not say: it takes longer than all the rest.
        readable = mode & _READABLE_BY_ALL == _READABLE_BY_ALL or _may_read(full)
        return _Kind.FILE if readable else _Kind.UNSEARCHABLE
    if stat.S_ISLNK(mode):
        return _Kind.LINK
    return _Kind.ABSENT if stat.S_ISDIR(mode) else _Kind.UNSEARCHABLE


def _may_read(full: str) -> bool:
    return os.access(full, os.R_OK, effective_ids=os.access in os.supports_effective_ids)


def _follow(root: str, links: Iterable[str], found: FileKinds, stamp: _Stamp) -> None:
    files = frozenset(found.paths)
    for path in links:
        full = os.path.join(root, path)
        target = os.path.realpath(full)
        inside = os.path.relpath(target, root).replace(os.sep, "/") if target.startswith(root) else ""
        if inside in files:
            found.links[path] = inside
        elif not os.path.isdir(target):
            found.paths.append(path)
            found.unsearched.append(path)
            stamp.add_target(path, full)
    found.paths.sort()
