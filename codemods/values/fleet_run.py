"""A fleet: repositories that one migration goes through, the options for all of them, and the results."""

from dataclasses import dataclass, field
from enum import StrEnum

from codemods.values.codemod import CodemodChoice
from codemods.values.migration_text import MigrationText


class RepositoryState(StrEnum):
    """How far a repository has come in a run."""

    WAITING = "waiting"
    RUNNING = "running"
    """Handed to a worker."""
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FleetRepository:
    """One repository of a fleet, as its list names it."""

    name: str
    """Unique in the fleet; the files of its results are named after it."""
    url: str = field(repr=False)
    """Where it is cloned from and pushed to: a URL, or an absolute path. It may hold a password."""
    migration: MigrationText
    base: str = ""
    """The branch to migrate; where it is empty, the one that the remote's HEAD names."""
    paths: tuple[str, ...] = ()
    """The files and folders that may change; without any, all may."""
    exclude: tuple[str, ...] = ()
    """Globs of files that are not changed, beside those of its own pyproject.toml."""
    roots: tuple[str, ...] = ()
    """Source roots, in place of those of its own pyproject.toml."""
    format: bool = False
    """Whether the formatters that its own pyproject.toml names are run."""


@dataclass(frozen=True, slots=True)
class FleetOptions:
    """The options for all repositories of a run; other options make other commits."""

    author: str
    """`NAME <EMAIL>`, of author and committer."""
    branch: str = ""
    """The branch to make; where it is empty, one named after the migration."""
    batch_by: str = "dir"
    message: str | None = None
    """The template of the commits' messages; None for the repository's own, or the default."""
    generated: bool = False
    docs: bool = False
    date: int = 0
    """Of the commits, in seconds since 1970; 0 for the start of the run."""


@dataclass(frozen=True, slots=True)
class FleetTask:
    """The work on one repository. The same task makes the same commits wherever it runs."""

    repository: FleetRepository
    options: FleetOptions
    when: int
    """The date of the commits, in seconds since 1970."""
    push: bool
    timeout: float = 0.0
    """Seconds that it may take; 0 for as long as it takes."""
    codemod: CodemodChoice | None = None
    """What makes the plan in place of the repository's migration, whose text then tells codemods apart."""


@dataclass(frozen=True, slots=True)
class TaskSeconds:
    """How long the parts of a task took."""

    clone: float = 0.0
    plan: float = 0.0
    commit: float = 0.0
    """Batches, commits and the patch."""
    push: float = 0.0

    @property
    def total(self) -> float:
        """Their sum."""
        return self.clone + self.plan + self.commit + self.push


@dataclass(frozen=True, slots=True)
class TaskSummary:
    """The result of a task, without the patch."""

    base: str
    """The commit that was migrated."""
    tip: str = ""
    """The last commit that was made; empty where there was nothing to do."""
    commits: int = 0
    files: int = 0
    moved: int = 0
    """References that moved."""
    kept: int = 0
    """References that stay, each with a finding."""
    findings: tuple[tuple[str, int], ...] = ()
    """The number of findings of each code, by code."""
    pushed: bool = False
    """Whether the remote has the branch, with just these commits."""
    branch: str = ""
    """The branch of the commits, whether it was pushed or not; empty where there are none."""
    takes: str = ""
    """The command that applies the patch: `git am`, with `--keep-cr` where it needs that."""
    version: str = ""
    """The version of repoint that ran the task."""
    python: str = ""
    """The version of Python that ran it, as in `3.11`."""
    seconds: TaskSeconds = TaskSeconds()


@dataclass(frozen=True, slots=True)
class TaskFailure:
    """Why a task failed."""

    message: str
    """Without passwords, and without paths of the worker."""
    transient: bool = False
    """Whether it may succeed the next time: the network failed, or the worker, not the repository."""


@dataclass(frozen=True, slots=True)
class TaskOutcome:
    """What a worker gives back. After a failed push, it has a summary, a patch and findings all the same."""

    summary: TaskSummary | None = None
    failure: TaskFailure | None = None
    patch: bytes = field(default=b"", repr=False)
    """The commits as mails, one after another; empty where there are none, or they are too large."""
    document: bytes = field(default=b"", repr=False)
    """The findings and files, as JSON."""


@dataclass(frozen=True, slots=True)
class FleetRun:
    """One run over a fleet, as the ledger stores it."""

    number: int
    started: str
    """ISO 8601, in UTC, in whole seconds."""
    when: int
    """The date of its commits, in seconds since 1970: by default, the start of the run."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """The ledger's row of one repository in a run."""

    name: str
    url: str
    """With passwords masked."""
    state: RepositoryState = RepositoryState.WAITING
    attempts: int = 0
    error: str = ""
    summary: TaskSummary | None = None
    changed: str = ""
    """When the state was last set, ISO 8601 in UTC; empty as long as it was not."""

    @property
    def nothing_to_do(self) -> bool:
        """Whether it is done, and there was nothing to change."""
        return self.state is RepositoryState.DONE and self.summary is not None and not self.summary.tip

    def needs_work(self, push: bool) -> bool:
        """Whether there is work left: with `push`, also where the commits are made but not pushed."""
        if self.state is not RepositoryState.DONE or self.summary is None:
            return True
        return push and bool(self.summary.tip) and not self.summary.pushed
