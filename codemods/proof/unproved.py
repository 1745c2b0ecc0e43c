"""Why a rewritten file was not proved."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unproved:
    """A reference of the old text (by its 1-based line) that could not be proved, and why."""

    line: int
    reason: str
