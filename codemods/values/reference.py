"""References: the places that resolve to a deprecated symbol, and what can be done about each."""

from dataclasses import dataclass
from enum import StrEnum

CODEMOD_PLACE = "codemod"
"""The kind of a reference that is a place which a codemod changes."""
UNRESOLVED_RECEIVER = "unresolved receiver"
"""The kind of a reference that stands for all places of a file that may name a member, by their objects."""


class Applicability(StrEnum):
    """Whether the plan moves a reference; the term is ruff's, for its fixes."""

    AUTOMATIC = "automatic"
    """Moved."""
    UNSAFE = "unsafe"
    """Moved, with a finding that a person has to read."""
    MANUAL = "manual"
    """Left to a person, with a finding that says why."""


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """One place in one file that resolves to a deprecated symbol."""

    path: str
    line: int
    """1-based."""
    column: int
    """1-based, in characters."""
    kind: str
    """`import`, `re-export`, `call`, `attribute`, `name`, `string`, `doctest`, ..."""
    symbol: str
    """`module:name`, or the module; empty where it is one of several."""
    applicability: Applicability
