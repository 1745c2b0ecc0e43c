"""Why a rewritten file was not proved."""

from msgspec import Struct


class Unproved(Struct, frozen=True):
    """A reference of the old text (by its 1-based line) that could not be proved, and why."""

    line: int
    reason: str
