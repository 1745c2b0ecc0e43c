"""The tree as the pure stages see it: which files there are, and a way to read one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from codemods.values.rejection import Rejection


class UnreadableError(Exception):
    """A file could not be read as text."""

    def __init__(self, rejection: Rejection) -> None:
        super().__init__(rejection.message)
        self.rejection = rejection


@dataclass(frozen=True, slots=True)
class SearchHits:
    """What one search of a tree found, as sorted paths."""

    holding: Sequence[str]
    """Files whose bytes hold one of the words."""
    star_importers: Sequence[str]
    """Files whose bytes may hold a star import."""
    finders: Sequence[str] | None = None
    """Files that spell `__getattr__`; None where that would have taken a search of its own."""


class Tree(Protocol):
    """The files under a root. Paths are relative to it, with forward slashes, sorted."""

    @property
    def paths(self) -> Sequence[str]:
        """Every `.py`, `.pyi` and `.ipynb` file of the tree."""

    def read(self, path: str) -> bytes:
        """One file's bytes. Raises UnreadableError."""

    def holding(self, words: Iterable[str], before: str = "") -> Sequence[str]:
        """The paths whose bytes hold at least one of the words, as whole identifiers, sorted.

        Words do not count before what the regular expression `before` matches.
        """

    def holding_each(self, words: Iterable[str], before: str) -> Mapping[str, Sequence[str]] | None:
        """For each of some words the same; None where one search does not tell."""

    def search(self, words: Iterable[str]) -> "SearchHits":
        """The same together with the paths that may hold a star import, and more: one search for all."""


@dataclass(frozen=True, slots=True)
class ProtectedFile:
    """A file, or lines of one, that must stay as they are; what depends on them is decided accordingly."""

    path: str
    rejection: Rejection
    """Why it stays."""
    lines: tuple[tuple[int, int], ...] = ()
    """First and last lines, 1-based; none for the whole file."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which files may be changed; the others are read all the same.

    `paths` are files or folders relative to the root, none for everything; `exclude` are globs.
    """

    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    generated: bool = False
    """Whether files marked `@generated` are changed as well."""
    protected: tuple[ProtectedFile, ...] = ()
    """What must stay for reasons of its own: uncommitted work, a reviewer's no."""
