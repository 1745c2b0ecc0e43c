"""References: the places that resolve to a deprecated symbol, and what can be done about each."""

from dataclasses import dataclass
from typing import Literal

Applicability = Literal["automatic", "unsafe", "manual"]
"""Whether the plan moves it, moves it with a finding that somebody has to read, or leaves it to a person."""
APPLICABILITIES: tuple[Applicability, ...] = ("automatic", "unsafe", "manual")


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
    fate: Applicability
