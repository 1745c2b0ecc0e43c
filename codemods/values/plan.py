"""The plan: a pure function of a tree and a migration, which everything after it consumes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from codemods.values.edit import Edit
from codemods.values.finding import Finding
from codemods.values.reference import UNRESOLVED_RECEIVER, Applicability, Reference


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
    references: tuple[Reference, ...] = ()
    """Every place that resolves to a deprecated symbol, in order."""
    groups: tuple[RippleGroup, ...] = ()
    """Every changed file is in just one."""
    candidates: int = 0
    """How many files held a leaf name and were parsed."""
    unmatched: tuple[str, ...] = ()
    """What is wrong with each rule that matched nothing."""

    @property
    def moved(self) -> tuple[tuple[str, int], ...]:
        """How many references the edits move, by kind."""
        return _by_kind(each for each in self.references if each.applicability is not Applicability.MANUAL)

    @property
    def kept(self) -> tuple[tuple[str, int], ...]:
        """How many references stay, by kind; each has a finding."""
        return _by_kind(each for each in self.references if each.applicability is Applicability.MANUAL)


@dataclass(frozen=True, slots=True)
class Survey:
    """The references of a tree, or of some of its files, with nothing planned."""

    references: tuple[Reference, ...]
    """In order; whether one moves is what a plan would try, before any proof."""
    findings: tuple[Finding, ...]
    candidates: int
    unmatched: tuple[str, ...] = ()
    """What is wrong with each rule that matched nothing, where the whole tree was looked at."""

    def without_unresolved(self) -> "Survey":
        """The same without the references that only say that something may be one."""
        kept = tuple(each for each in self.references if each.kind != UNRESOLVED_RECEIVER)
        return replace(self, references=kept)


def _by_kind(references: Iterable[Reference]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(each.kind for each in references).items()))
