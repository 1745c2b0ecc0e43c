"""What a retirement removes, and what stands in its way."""

from dataclasses import dataclass

from codemods.values.finding import Finding
from codemods.values.plan import FileChange


@dataclass(frozen=True, slots=True)
class RemovedFile:
    """One file that goes, with the bytes that it has."""

    path: str
    before: bytes


@dataclass(frozen=True, slots=True)
class Retirement:
    """Files that go, files that lose definitions and re-exports, and whatever forbids it."""

    migration: str
    gone: tuple[str, ...]
    """What is retired and still there: modules, and symbols as `module:name`."""
    removed: tuple[RemovedFile, ...]
    files: tuple[FileChange, ...]
    blockers: tuple[Finding, ...]
    """What still refers to it, or cannot be taken out; empty when it can go."""
    notes: tuple[Finding, ...] = ()
    """What a person may want to clean up afterwards."""
