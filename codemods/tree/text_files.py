"""The text files of a tree that are not Python and hold a word: documents, settings, scripts, notebooks."""

import os
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from codemods.git.grep import TEXT_FILES, grep_files
from codemods.tree.disk import read_bytes
from codemods.tree.folder_walk import PYTHON_SUFFIXES, walk_folder
from codemods.tree.open_tree import FolderTree, GitTree
from codemods.tree.word_search import git_patterns, search_words, word_finder
from codemods.values.tree import UnreadableError

_MAX_SIZE = 16 * 1024 * 1024
"""Bytes; a larger file is data, not a text to be mended by hand."""
_HEAD = 8000
"""Git takes a file for binary that has a NUL among so many bytes."""


def files_holding(
    tree: FolderTree, words: Iterable[str], names: Sequence[str] = ()
) -> Iterator[tuple[str, bytes]]:
    """Give the text files that hold one of the words, by path, each with its bytes.

    In a repository these are tracked files, elsewhere what a walk finds. Binary files, links and files that
    can't be read are passed over. With `names`, only files are looked at whose own name one of these globs
    matches.
    """
    wanted = search_words(words)
    if not wanted:
        return
    holds = word_finder(wanted)
    for path in _candidates(tree, git_patterns(wanted), names):
        data = _read_text(tree.root, path)
        if data is not None and holds(data):
            yield path, data


def texts_holding(
    tree: FolderTree, words: Iterable[str], names: Sequence[str] = ()
) -> Iterator[tuple[str, str]]:
    """The same with their texts, whose lines end in `\\n`; bytes that are not UTF-8 are replaced."""
    for path, data in files_holding(tree, words, names):
        yield path, plain_text(data)


def plain_text(data: bytes) -> str:
    """A text with lines that end in `\\n`; bytes that are not UTF-8 are replaced."""
    return data.decode("utf-8", "replace").replace("\r\n", "\n")


def _candidates(tree: FolderTree, patterns: list[str], names: Sequence[str]) -> list[str]:
    files = ("-I", "--", *(f":(glob)**/{name}" for name in names)) if names else TEXT_FILES
    found = grep_files(tree.root, patterns, files) if isinstance(tree, GitTree) else None
    if found is not None:
        return sorted(found)
    texts = (path for path in walk_folder(tree.root, ("",)).paths if not path.endswith(PYTHON_SUFFIXES))
    return sorted(path for path in texts if not names or _is_called(path, names))


def _is_called(path: str, names: Sequence[str]) -> bool:
    name = path.rpartition("/")[2]
    return any(fnmatchcase(name, each) for each in names)


def _read_text(root: str, path: str) -> bytes | None:
    """A file's bytes; None for one that is not a text."""
    try:
        if os.lstat(os.path.join(root, path)).st_size > _MAX_SIZE:
            return None
        data = read_bytes(root, path)
    except (OSError, UnreadableError):
        return None
    return None if b"\0" in data[:_HEAD] else data
