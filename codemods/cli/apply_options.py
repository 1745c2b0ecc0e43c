"""How a plan is to be applied: what the options of `apply` come to."""

from dataclasses import dataclass
from pathlib import Path

from codemods.apply.apply_plan import WriteTargets as Ends
from codemods.git.commits import Authorship


@dataclass(frozen=True, slots=True)
class SeriesOptions:
    """A plan as a series of commits, one for each batch."""

    commit: bool = True
    """Whether the series lands on a branch; else it is only written as mails."""
    branch: str | None = None
    """The branch to make; None lands on the one that is checked out."""
    batch_by: str = "dir"
    mails: Path | None = None
    message: str | None = None
    blame_ignore: bool = False
    hooks: bool = True
    authorship: Authorship | None = None
    """Who commits, and when; None for what git is configured to say, and now."""


@dataclass(frozen=True, slots=True)
class ApplyOptions:
    """What an apply writes, and what it asks."""

    ends: Ends
    allow_dirty: bool = False
    interactive: bool = False
    json: bool = False
    series: SeriesOptions | None = None
