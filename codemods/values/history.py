"""How often a tree's Python files spelled deprecated names, commit by commit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommitDate:
    """A commit: its name and when it was made, as `2025-09-14`."""

    commit: str
    day: str


@dataclass(frozen=True, slots=True)
class NameCount:
    """What was counted in the files of a category."""

    category: str
    names: int
    files: int


@dataclass(frozen=True, slots=True)
class HistorySample:
    """One commit of a history, and what its tree spelled."""

    moment: CommitDate
    place: int
    """Of the commit among all, the oldest being 0."""
    spelled: tuple[NameCount, ...]

    @property
    def names(self) -> int:
        """How many names its files spell."""
        return sum(each.names for each in self.spelled)

    @property
    def files(self) -> int:
        """How many of its files spell one."""
        return sum(each.files for each in self.spelled)


@dataclass(frozen=True, slots=True)
class History:
    """Samples of the first-parent history, the oldest first."""

    words: tuple[str, ...]
    """What was counted, as whole words."""
    commits: int
    """How many commits there are to sample."""
    samples: tuple[HistorySample, ...]
    skipped: tuple[tuple[CommitDate, str], ...] = ()
    """Commits that could not be counted, each with the reason."""
    shallow: bool = False
    """Whether the repository holds only a part of its history."""
    moved: int = 0
    """How many of the names that are spelled today go away with the plan."""
