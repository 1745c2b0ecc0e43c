"""The only place that opens a file of the tree; it never follows a link and never waits on a pipe."""

import os
import stat
from pathlib import Path

from codemods.values import finding_texts as texts
from codemods.values.tree import UnreadableError

_SAFELY = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def read_bytes(root: str, path: str) -> bytes:
    """Read one regular file below a root, which must be an absolute path without links.

    Raises UnreadableError for a link out of the tree, and for everything else that is not a readable file.
    """
    full = os.path.join(root, path)
    try:
        mode = os.lstat(full).st_mode
        if stat.S_ISLNK(mode):
            raise _unreadable_link(root, full)
        if not stat.S_ISREG(mode):
            kind = _KINDS.get(stat.S_IFMT(mode), "something else")
            raise UnreadableError(texts.NOT_A_FILE.fill(kind=kind))
        return _read(full)
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableError(texts.VANISHED.fill()) from None
    except OSError as error:
        raise UnreadableError(texts.CANNOT_BE_READ.fill(reason=error.strerror)) from None


def _read(full: str) -> bytes:
    with open(full, "rb", opener=lambda name, flags: os.open(name, flags | _SAFELY)) as file:
        return file.read()


def _unreadable_link(root: str, full: str) -> UnreadableError:
    """Why a link that does not stand for a file of the tree cannot be read."""
    target, text = Path(os.path.realpath(full)), texts.LINK_TO_UNLISTED
    if not target.is_relative_to(root):
        text = texts.LINK_LEAVES_TREE
    elif not target.exists():
        text = texts.DEAD_LINK
    return UnreadableError(text.fill(target=os.readlink(full)))


def read_for_search(root: str, path: str) -> bytes | None:
    """A file's content, links followed; empty where there is no file.

    None where it cannot be read and so may hold anything; `read_bytes` says why.
    """
    full = os.path.join(root, path)
    try:
        mode = os.stat(full).st_mode
        if not stat.S_ISREG(mode):
            return b"" if os.path.islink(full) else None
        return Path(full).read_bytes()
    except FileNotFoundError:
        return None if os.path.islink(full) else b""
    except OSError:
        return None
