"""Whether a tree is still the one that was planned: its files, and which there are."""

import hashlib
import os
import time
from collections.abc import Iterable

from codemods.cli.request import PlanJob
from codemods.tree.open_tree import open_tree
from codemods.values.errors import RepointError

_SHARE = 20
"""A listing is made anew once so many times its own duration have passed: it takes the longest of a look."""


class WatchedTree:
    """The files of a planned tree. Its stamp is another one once they have changed.

    A file that comes into the tree changes the plan as well as one that is edited or goes: in a repository
    it comes with `git add`, elsewhere once it is there.
    """

    def __init__(self, job: PlanJob) -> None:
        """Look at the tree that a plan was made of."""
        self._job = job
        self._listed = b""
        self._due = 0.0
        self._first = self._stamp()

    def has_changed(self) -> bool:
        """Whether it is another tree now."""
        return self._stamp() != self._first

    def _stamp(self) -> bytes:
        now = time.monotonic()
        if now >= self._due:
            self._listed = self._listing()
            self._due = now + _SHARE * (time.monotonic() - now)
        return _digest(self._states()) + self._listed

    def _states(self) -> Iterable[str]:
        for path in self._job.tree.paths:
            try:
                found = os.stat(os.path.join(self._job.root, path))
                yield f"{found.st_mtime_ns} {found.st_size} {found.st_ino}"
            except OSError as error:
                yield str(error.errno)

    def _listing(self) -> bytes:
        try:
            notebooks = self._job.config.notebooks
            return _digest(open_tree(self._job.root, stamped=False, notebooks=notebooks).paths)
        except RepointError:
            # What is wrong is said when it is planned again.
            return b"gone"


def _digest(texts: Iterable[str]) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for text in texts:
        digest.update(text.encode("utf-8", "surrogateescape") + b"\0")
    return digest.digest()
