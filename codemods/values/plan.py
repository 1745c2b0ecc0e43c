"""The plan: a pure function of a tree and a migration, which everything after it consumes."""

from dataclasses import dataclass

from codemods.values.edits import Edit
from codemods.values.findings import Finding


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file that the plan rewrites, its proof passed. `before` and `after` are the file's own bytes."""

    path: str
    before: bytes
    after: bytes
    edits: tuple[Edit, ...]
    """Over the decoded source (UTF-8, no BOM), in order."""
    references: int
    """How many references the edits move."""


@dataclass(frozen=True, slots=True)
class RippleGroup:
    """Changed files that must land together: the tree is whole before and after all of them, not between."""

    name: str
    """The path of the file that the others follow, or of the only one."""
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Edits and findings for a whole tree, files and findings in a fixed order."""

    migration: str
    files: tuple[FileChange, ...]
    findings: tuple[Finding, ...]
    moved: tuple[tuple[str, int], ...] = ()
    """References that the edits move, by kind (import, name, call, attribute, string, ...)."""
    kept: tuple[tuple[str, int], ...] = ()
    """References that stay, by kind; each has a finding."""
    groups: tuple[RippleGroup, ...] = ()
    """Every changed file is in just one."""
    candidates: int = 0
    """How many files held a leaf name and were parsed."""
