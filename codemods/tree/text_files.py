"""The files of a tree that are no Python and hold a word: documents, settings, scripts, notebooks."""

import os
from collections.abc import Iterable, Iterator

from codemods.git.tracked_files import TEXT_FILES, grep
from codemods.tree.disk import read_bytes
from codemods.tree.folder_walk import SUFFIXES, walk
from codemods.tree.open_tree import FolderTree, GitTree
from codemods.tree.word_search import finder, git_patterns, read_words
from codemods.values.tree import Unreadable

_LARGEST = 16 * 1024 * 1024
"""Bytes; what is larger is data and no text that somebody would mend."""
_HEAD = 8000
"""Git takes a file for binary that has a NUL among so many bytes."""


def texts_holding(tree: FolderTree, words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The same as text; bytes that are no UTF-8 are replaced."""
    for path, data in files_holding(tree, words):
        yield path, data.decode("utf-8", "replace").replace("\r\n", "\n")


def files_holding(tree: FolderTree, words: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Give the text files that hold one of the words, by path, each with its bytes.

    In a repository the tracked ones, elsewhere what a walk finds. Binary files, links and files that can't be
    read are passed over.
    """
    wanted = read_words(words)
    if not (wanted.whole or wanted.loose):
        return
    holds = finder(wanted)
    for path in _candidates(tree, git_patterns(wanted)):
        data = _read(tree.root, path)
        if data is not None and holds(data):
            yield path, data


def _candidates(tree: FolderTree, patterns: list[str]) -> list[str]:
    found = grep(tree.root, patterns, TEXT_FILES) if isinstance(tree, GitTree) else None
    if found is not None:
        return sorted(found)
    return sorted(path for path in walk(tree.root, ("",)).paths if not path.endswith(SUFFIXES))


def _read(root: str, path: str) -> bytes | None:
    """A file's bytes; None for one that is no text."""
    try:
        if os.lstat(os.path.join(root, path)).st_size > _LARGEST:
            return None
        data = read_bytes(root, path)
    except (OSError, Unreadable):
        return None
    return None if b"\0" in data[:_HEAD] else data
