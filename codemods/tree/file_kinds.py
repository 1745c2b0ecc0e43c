"""What the listed paths are on disk: files, links to other files of the tree, and what git cannot search."""

import hashlib
import os
import stat
import time
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

_ALL_READ = 0o444
_SECOND = 1_000_000_000
_TICK = 100_000_000
_COARSE = 2 * _SECOND
"""Nanoseconds by which a file's time may lag behind the clock; the latter where times are whole seconds."""


@dataclass(slots=True)
class FileKinds:
    """The paths of a tree, sorted out by `examine`."""

    paths: list[str] = field(default_factory=list)
    """Files, and links that stand for no file of the tree."""
    links: dict[str, str] = field(default_factory=dict)
    """Links to other files of the tree, with the file that each stands for."""
    unsearched: list[str] = field(default_factory=list)
    """Paths that `git grep` passes over: links, pipes, files it may not read or was told to skip."""
    stamp: bytes = b""
    """Says which paths there are, and what the system tells of each: another one after any change."""
    settled: bool = False
    """Whether a later change to any of them is sure to show: none is as young as the clock is coarse."""


def examine(
    root: str, listed: Iterable[str], skipped: Container[str] = (), stamped: bool = True
) -> FileKinds:
    """Look at each listed path once, without opening it.

    A path that is not there is left out: deleted but not yet staged, or outside a sparse checkout. So is one
    below a folder that has become a link, and one that is a folder (a submodule). `skipped` are files that
    git was told not to look at on disk. The root must be an absolute path without links. Without `stamped`
    there is no stamp.
    """
    found = FileKinds()
    links = []
    linked: dict[str, bool] = {"": False}
    stamps = _Stamps()
    for path in sorted(listed):
        if _is_below_link(root, path.rpartition("/")[0], linked):
            continue
        full = os.path.join(root, path)
        try:
            facts = os.lstat(full)
        except (FileNotFoundError, NotADirectoryError):
            kind = "none"
        except OSError:
            kind = "odd"
        else:
            if stamped:
                stamps.add(path, facts)
            kind = _kind(full, facts)
        if kind == "link":
            links.append(path)
        elif kind != "none":
            found.paths.append(path)
            if kind == "odd" or path in skipped:
                found.unsearched.append(path)
    _follow(root, links, found, stamps)
    found.stamp, found.settled = stamps.digest(), stamped and stamps.settled()
    return found


class _Stamps:
    """Takes in what the system tells of each path; see `FileKinds`."""

    def __init__(self) -> None:
        self._now = time.time_ns()
        self._digest = hashlib.blake2b(digest_size=20)
        self._youngest = 0
        self._whole = True

    def add(self, path: str, facts: os.stat_result) -> None:
        change, age = facts.st_ctime_ns, facts.st_mtime_ns
        told = b"%d %d %d %d %d" % (facts.st_mode, facts.st_ino, facts.st_size, age, change)
        self._youngest = max(self._youngest, age, change)
        self._whole = self._whole and not age % _SECOND
        self._digest.update(b"%b\0%b\0" % (os.fsencode(path), told))

    def add_target(self, path: str, full: str) -> None:
        """Take in what a link leads to, where that is no file of the tree: searches look into it."""
        try:
            self.add(path, os.stat(full))
        except OSError as error:
            self._digest.update(b"%b\0%d\0" % (os.fsencode(path), error.errno or 0))

    def digest(self) -> bytes:
        return self._digest.digest()

    def settled(self) -> bool:
        return self._youngest < self._now - (_COARSE if self._whole else _TICK)


def _is_below_link(root: str, folder: str, known: dict[str, bool]) -> bool:
    answer = known.get(folder)
    if answer is None:
        parent = folder.rpartition("/")[0]
        answer = _is_below_link(root, parent, known) or os.path.islink(os.path.join(root, folder))
        known[folder] = answer
    return answer


def _kind(full: str, facts: os.stat_result) -> str:
    """`file`, `link`, `none` (not there, or a folder) or `odd` (no file, or one that cannot be read)."""
    mode = facts.st_mode
    if stat.S_ISREG(mode):
        return "file" if mode & _ALL_READ == _ALL_READ or _may_read(full) else "odd"
    if stat.S_ISLNK(mode):
        return "link"
    return "none" if stat.S_ISDIR(mode) else "odd"


def _may_read(full: str) -> bool:
    return os.access(full, os.R_OK, effective_ids=os.access in os.supports_effective_ids)


def _follow(root: str, links: Iterable[str], found: FileKinds, stamps: _Stamps) -> None:
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
            stamps.add_target(path, full)
    found.paths.sort()
