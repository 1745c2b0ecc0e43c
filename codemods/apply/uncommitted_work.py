"""The user's uncommitted work: the files that an apply must leave, and what git has of them."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from codemods.apply.locked_tree import LockedTree
from codemods.git.index import read_entries
from codemods.git.read_blobs import read_blobs
from codemods.git.repository import Repository
from codemods.git.status import UncommittedFile, uncommitted_files
from codemods.values import finding_texts as texts
from codemods.values.source import NOTEBOOK_SUFFIX
from codemods.values.tree import ProtectedFile

_PYTHON = (".py", ".pyi", NOTEBOOK_SUFFIX)
"""The files that are planned once for each snapshot of the tree; documents are planned as on disk."""


@dataclass(frozen=True, slots=True)
class UncommittedWork:
    """The files of a tree that differ between the last commit, the index and the disk, by path."""

    files: Mapping[str, UncommittedFile] = field(default_factory=dict)
    untracked: frozenset[str] = frozenset()
    head: Mapping[str, bytes | None] = field(default_factory=dict)
    """What the Python files among `files` hold in the last commit; None where it has no such file."""
    index: Mapping[str, bytes | None] = field(default_factory=dict)
    """What they hold in the index."""
    disk: Mapping[str, bytes | None] = field(default_factory=dict)

    @property
    def contents(self) -> list[bytes]:
        """Everything that the Python files among them hold: in the last commit, in the index, on disk."""
        snapshots = (self.head, self.index, self.disk)
        return [data for snapshot in snapshots for data in snapshot.values() if data is not None]

    def protected(self, allow_dirty: bool) -> list[ProtectedFile]:
        """The files that must stay: all of them, or only those of which the index cannot be staged alone."""
        return sorted(self._protected(allow_dirty), key=lambda each: each.path)

    def _protected(self, allow_dirty: bool) -> Iterator[ProtectedFile]:
        for path, each in self.files.items():
            if each.conflict or not allow_dirty or self.index.get(path) is None:
                text = texts.CANNOT_SEPARATE if allow_dirty else texts.HOLDS_UNCOMMITTED
                yield ProtectedFile(path, text.fill(what=each.description))
        for path in self.untracked:
            yield ProtectedFile(path, texts.NOT_TRACKED.fill())


def find_uncommitted_work(tree: LockedTree, paths: Iterable[str]) -> UncommittedWork:
    """Ask git which of a tree's files have uncommitted changes; none outside a repository."""
    repository = tree.repository
    if repository is None:
        return UncommittedWork()
    below = os.path.relpath(tree.root, repository.top)
    prefix = "" if below == "." else f"{below}/"
    changed = {
        name.removeprefix(prefix): each
        for name, each in uncommitted_files(repository).items()
        if name.startswith(prefix)
    }
    tracked = read_entries(repository, [prefix + path for path in paths])
    untracked = frozenset(name.removeprefix(prefix) for name, entry in tracked.items() if entry is None)
    # Of others nothing is planned, and a partial clone may lack what they hold.
    python = {path: each for path, each in changed.items() if path.endswith(_PYTHON)}
    blobs = read_blobs(repository.top, [blob for each in python.values() for blob in (each.head, each.index)])
    return UncommittedWork(
        changed,
        untracked - changed.keys(),
        {path: blobs[each.head] if each.head else None for path, each in python.items()},
        {path: blobs[each.index] if each.index else None for path, each in python.items()},
        {path: _on_disk(tree, path) for path in python},
    )


def first_changed(
    tree: LockedTree, repository: Repository, paths: Iterable[str], planned: Mapping[str, UncommittedFile]
) -> str | None:
    """The first file whose uncommitted changes are not what they were when planned; None where there is none.

    `planned` is what was uncommitted then, by path.
    """
    now = uncommitted_files(repository)
    names = ((path, repository.git_path(tree.root, path)) for path in paths)
    return next((path for path, name in names if now.get(name) != planned.get(path)), None)


def _on_disk(tree: LockedTree, path: str) -> bytes | None:
    file = tree.root / path
    return file.read_bytes() if file.is_file() else None
