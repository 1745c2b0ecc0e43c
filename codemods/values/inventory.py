"""An inventory: every reference with the kind of file that it is in, and what else spells the names."""

from dataclasses import dataclass
from typing import Literal

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
    """A line that spells deprecated names and is no Python, or is a string that names nothing."""

    path: str
    line: int
    """1-based."""
    column: int
    """1-based, in characters: the first name's."""
    type: str
    """`markdown`, `yaml`, `shell`, ...; `python` for a string in Python that is no reference."""
    names: tuple[str, ...]
    """As they are spelled, each once, in order."""
    code: bool = False
    """Whether it stands in a code block or a code cell."""


@dataclass(frozen=True, slots=True)
class DeprecatedModule:
    """A module that deprecated symbols come from."""

    module: str
    path: str
    """Its file; empty where the tree has none."""
    goes: bool
    """Whether the module itself is deprecated, not only names in it."""
    names: tuple[str, ...]
    """The deprecated names that it still has."""


CriterionState = Literal["done", "open", "not measured"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that has to be so before a migration is over."""

    text: str
    state: CriterionState
    said: str
    """What was measured, or why nothing was."""
    left: int = 0
    """How many things are in the way; 0 when nothing was measured."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """What of a migration is left in a tree, or in the part of it that was asked for."""

    migration: str
    entries: tuple[InventoryEntry, ...]
    mentions: tuple[Mention, ...]
    criteria: tuple[Criterion, ...]
    """Always about the whole tree."""
    categories: tuple[str, ...]
    """In their order; whatever no category is for comes last, where there is any."""
    unread: tuple[Finding, ...]
    """The files that could not be looked into."""
    candidates: int
    """How many files of the tree held one of the names and were parsed."""
    owned: bool = False
    """Whether the tree has a CODEOWNERS file."""
