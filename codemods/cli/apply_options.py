"""The options of `apply`, and those of its series of commits, which `fleet` has as well."""

from dataclasses import dataclass
from pathlib import Path

from codemods.apply.apply_plan import WriteTargets
from codemods.git.commits import Authorship


@dataclass(frozen=True, slots=True)
class SeriesOptions:
    """How a plan becomes a series of commits, one for each batch."""

    commit: bool = True
    """Whether the series lands on a branch; else it is only written as mails."""
    branch: str | None = None
    """The branch to make; None lands on the one that is checked out."""
    batch_by: str = "dir"
    mails: Path | None = None
    """A folder for the commits as mails."""
    message: str | None = None
    """A template; None for that of the settings, or the built-in one."""
    blame_ignore: bool = False
    """Whether a last commit lists the others in .git-blame-ignore-revs."""
    hooks: bool = True
    """Whether git's commit hooks run."""
    authorship: Authorship | None = None
    """The author and the time of the commits; None for git's configuration, and now."""


@dataclass(frozen=True, slots=True)
class ApplyOptions:
    """What an apply writes, and how it is decided and shown."""

    targets: WriteTargets
    allow_dirty: bool = False
    """Whether files with uncommitted changes are taken where the edits fit."""
    interactive: bool = False
    json: bool = False
    series: SeriesOptions | None = None
    """None for no commits."""
