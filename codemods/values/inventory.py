"""An inventory: every reference with the kind of file that it is in, and what else spells the names."""

from dataclasses import dataclass
from enum import StrEnum

from codemods.values.finding import Finding
from codemods.values.reference import Applicability, Reference


@dataclass(frozen=True, slots=True, order=True)
class InventoryEntry:
    """A reference, and what its file is."""

    reference: Reference
    category: str
    owner: str
    """Empty where the tree has no CODEOWNERS file."""

    @property
    def path(self) -> str:
        """The file's path."""
        return self.reference.path

    @property
    def applicability(self) -> Applicability:
        """The reference's."""
        return self.reference.applicability


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A line that spells deprecated names in a file that is not Python, or in a string that names nothing."""

    path: str
    line: int
    """1-based."""
    column: int
    """1-based, in characters: the first name's."""
    type: str
    """`markdown`, `yaml`, `shell`, ...; `python` for a string in Python that is not a reference."""
    names: tuple[str, ...]
    """As they are spelled, each once, in order."""
    code: bool = False
    """Whether it stands in a code block or a code cell."""


@dataclass(frozen=True, slots=True)
class DeprecatedModule:
    """A module that deprecated symbols come from."""

    module: str
    path: str | None
    """Its file; None where the tree has none."""
    is_deprecated: bool
    """Whether the module itself is deprecated, not only names in it."""
    names: tuple[str, ...]
    """The deprecated names that it still has."""


class CriterionState(StrEnum):
    """Whether a criterion is met."""

    DONE = "done"
    OPEN = "open"
    NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition that holds when a migration is over."""

    text: str
    state: CriterionState
    detail: str
    """What was measured, or why nothing was."""
    left: int = 0
    """How many things are in the way; 0 when nothing was measured."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """What is left of a migration in a tree, or in the part of it that was asked for."""

    migration: str
    entries: tuple[InventoryEntry, ...]
    mentions: tuple[Mention, ...]
    criteria: tuple[Criterion, ...]
    """Always about the whole tree."""
    categories: tuple[str, ...]
    """In their order; the one of files in no category comes last, where there are any."""
    unread: tuple[Finding, ...]
    """Findings on the files that could not be read or parsed."""
    candidates: int
    """How many files of the tree held one of the names and were parsed."""
    definitions: tuple[Finding, ...] = ()
    """Findings on the deprecated definitions, which stay until they are retired."""
    has_owners: bool = False
    """Whether the tree has a CODEOWNERS file."""
