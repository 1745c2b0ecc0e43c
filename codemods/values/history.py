"""How often a tree's Python files spelled deprecated names, from commit to commit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommitDate:
    """A commit and its day."""

    name: str
    """The whole name."""
    day: str
    """As in `2025-09-14`."""


@dataclass(frozen=True, slots=True)
class NameCount:
    """The names that the files of one category spell."""

    category: str
    names: int
    files: int


@dataclass(frozen=True, slots=True)
class HistorySample:
    """One commit of a history, and the deprecated names in its tree."""

    commit: CommitDate
    position: int
    """Of the commit among all, 0 for the oldest."""
    counts: tuple[NameCount, ...]
    """By category."""

    @property
    def names(self) -> int:
        """How many names its files spell."""
        return sum(each.names for each in self.counts)

    @property
    def files(self) -> int:
        """How many of its files spell one."""
        return sum(each.files for each in self.counts)


@dataclass(frozen=True, slots=True)
class History:
    """Samples of the first-parent history, the oldest first."""

    words: tuple[str, ...]
    """The names that were counted, as whole words."""
    commits: int
    """How many commits there are to sample."""
    samples: tuple[HistorySample, ...]
    skipped: tuple[tuple[CommitDate, str], ...] = ()
    """Commits that could not be counted, each with the reason."""
    shallow: bool = False
    """Whether the repository holds only a part of its history."""
    moved: int = 0
    """How many of the names that are spelled today the plan removes."""
