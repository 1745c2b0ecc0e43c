"""A fleet: repositories that one migration goes through, what is asked of each, and what became of it."""

from dataclasses import dataclass, field
from enum import StrEnum


class RepositoryState(StrEnum):
    """How far a repository has come in a run."""

    WAITING = "waiting"
    RUNNING = "running"
    """Handed to a worker."""
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class MigrationText:
    """A migration file as it travels: its text, for workers that do not see the file."""

    origin: str
    """The file, or the built-in, for messages."""
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FleetRepository:
    """One repository of a fleet, as its list names it."""

    name: str
    """Unique in the fleet; what the files of its results are called."""
    url: str = field(repr=False)
    """Where it is cloned from and pushed to: a URL, or an absolute path. It may hold a password."""
    migration: MigrationText
    base: str = ""
    """The branch to migrate; empty for the one that the remote's HEAD names."""
    paths: tuple[str, ...] = ()
    """Only these files and folders may change; empty for all."""
    exclude: tuple[str, ...] = ()
    """Globs of files that are not changed, beside those of its own pyproject.toml."""
    roots: tuple[str, ...] = ()
    """Source roots, in place of those of its own pyproject.toml."""


@dataclass(frozen=True, slots=True)
class FleetOptions:
    """What is asked of every repository of a run alike; other options, other commits."""

    author: str
    """`NAME <EMAIL>`, of author and committer."""
    branch: str = ""
    """The branch to make; empty for one named after the migration."""
    batch_by: str = "dir"
    message: str | None = None
    """The template of the commits' messages; None for the repository's own, or the default."""
    generated: bool = False
    docs: bool = False
    date: int = 0
    """Of the commits, in seconds since 1970; 0 for the start of the run."""


@dataclass(frozen=True, slots=True)
class FleetTask:
    """One repository's work. The same task makes the same commits, wherever and however often it runs."""

    member: FleetRepository
    options: FleetOptions
    when: int
    """The date of the commits, in seconds since 1970."""
    push: bool


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
        """All of them."""
        return self.clone + self.plan + self.commit + self.push


@dataclass(frozen=True, slots=True)
class TaskSummary:
    """What a task came to, without the patch."""

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
    """How many there are of each code, by code."""
    pushed: bool = False
    """Whether the remote has the branch, with just these commits."""
    branch: str = ""
    """Where they are, or would be with a push."""
    takes: str = ""
    """The command that takes the patch: `git am`, with `--keep-cr` where it needs that."""
    version: str = ""
    """Of repoint, where the task ran."""
    python: str = ""
    """Of Python there, `3.11`."""
    seconds: TaskSeconds = TaskSeconds()


@dataclass(frozen=True, slots=True)
class TaskFailure:
    """Why a task came to nothing."""

    message: str
    """In words, without passwords and without paths of the worker."""
    passing: bool = False
    """Whether it may go well the next time: the network, or the worker, not the repository."""


@dataclass(frozen=True, slots=True)
class TaskOutcome:
    """What a worker gives back. A failed push leaves a summary, a patch and findings all the same."""

    summary: TaskSummary | None = None
    failure: TaskFailure | None = None
    patch: bytes = field(default=b"", repr=False)
    """The commits as mails, one after another; empty where there are none, or they are too large to send."""
    document: bytes = field(default=b"", repr=False)
    """The findings and files, as JSON."""


@dataclass(frozen=True, slots=True)
class FleetRun:
    """One run over a fleet, as the ledger has it."""

    number: int
    started: str
    """ISO 8601, in UTC, in whole seconds."""
    when: int
    """The date of its commits, in seconds since 1970: when it started, if nobody gave another."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What the ledger knows of one repository in a run."""

    name: str
    url: str
    """With passwords masked."""
    state: RepositoryState = RepositoryState.WAITING
    attempts: int = 0
    error: str = ""
    summary: TaskSummary | None = None
    changed: str = ""
    """When the state was last set, ISO 8601 in UTC; empty while nothing has happened."""

    @property
    def nothing_to_do(self) -> bool:
        """Whether it is done, and there was nothing to change."""
        return self.state is RepositoryState.DONE and self.summary is not None and not self.summary.tip

    def needs_work(self, push: bool) -> bool:
        """Whether there is something left to do for it; what is done but not pushed yet is, for a push."""
        if self.state is not RepositoryState.DONE or self.summary is None:
            return True
        return push and bool(self.summary.tip) and not self.summary.pushed
