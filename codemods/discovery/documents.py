"""The documents of a tree that may hold Python: those that spell some words."""

from collections.abc import Iterable

from codemods.discovery import git
from codemods.discovery.disk import read_bytes
from codemods.discovery.tree import FolderTree, GitTree
from codemods.discovery.walk import walk
from codemods.discovery.words import finder, git_patterns, read_words
from codemods.values.tree import Unreadable


def documents_holding(tree: FolderTree, words: Iterable[str], suffixes: tuple[str, ...]) -> dict[str, bytes]:
    """The tracked files with one of the suffixes that spell one of the words, with their bytes, in order.

    Links, and files that cannot be read, are left out.
    """
    wanted = read_words(words)
    if not (wanted.whole or wanted.loose):
        return {}
    files = ("--", *(f"*{suffix}" for suffix in suffixes))
    hits = git.grep(tree.root, git_patterns(wanted), files) if isinstance(tree, GitTree) else None
    paths = walk(tree.root, suffixes).paths if hits is None else hits
    holds = finder(wanted)
    found = ((path, _read(tree.root, path)) for path in sorted(paths))
    return {path: data for path, data in found if data is not None and holds(data)}


def _read(root: str, path: str) -> bytes | None:
    try:
        return read_bytes(root, path)
    except Unreadable:
        return None
