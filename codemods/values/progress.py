"""How a long stage tells how far it is, without knowing who listens."""

from typing import Protocol


class Progress(Protocol):
    """Somebody who wants to know how far a run is."""

    def step(self, stage: str, done: int, total: int) -> None:
        """Take in that `done` of `total` units of a stage are through; cheap enough to call per file."""


class NoProgress:
    """A Progress that nobody watches."""

    def step(self, stage: str, done: int, total: int) -> None:
        """Do nothing."""
