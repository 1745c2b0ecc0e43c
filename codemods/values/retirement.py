"""What a retirement removes, and what prevents it."""

from dataclasses import dataclass

from codemods.values.finding import Finding
from codemods.values.plan import FileChange


@dataclass(frozen=True, slots=True)
class RemovedFile:
    """One file that is removed, with the bytes that it has."""

    path: str
    before: bytes


@dataclass(frozen=True, slots=True)
class Retirement:
    """Files that are removed, files that lose definitions and re-exports, and whatever prevents it."""

    migration: str
    retired: tuple[str, ...]
    """What is retired and still there: modules, and symbols as `module:name`."""
    removed: tuple[RemovedFile, ...]
    files: tuple[FileChange, ...]
    blockers: tuple[Finding, ...]
    """What still refers to it, or cannot be taken out; none when it can be removed."""
    notes: tuple[Finding, ...] = ()
    """What a person may want to clean up afterwards."""
