"""The configuration files of a tree that hold a word: settings of packages and tools, services, logging."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from codemods.tree.open_tree import FolderTree
from codemods.tree.overlay_tree import OverlayTree
from codemods.tree.text_files import texts_holding

if TYPE_CHECKING:
    from codemods.tree.remembered_tree import RememberedTree

_GLOBS = (
    *("*.toml", "*.cfg", "*.ini", "*.conf", "*.yaml", "*.yml", "*logging*.json", "*settings*.json"),
    *("entry_points.txt", "Procfile", "Dockerfile*", "Makefile", "*.mk", "*.service"),
)
"""Files that name code by its path, by their own names."""


def configuration_holding(tree: FolderTree | OverlayTree, words: Iterable[str]) -> dict[str, str]:
    """The configuration files of a tree that hold one of the words, by path, each with its text."""
    base: FolderTree | RememberedTree | OverlayTree = tree
    while not isinstance(base, FolderTree):
        base = base.base
    return dict(texts_holding(base, words, _GLOBS)) if base.paths else {}
