"""How a long stage reports its progress, whatever shows it."""

from typing import Protocol


class Progress(Protocol):
    """Shows how far a run is."""

    def step(self, stage: str, done: int, total: int) -> None:
        """Report that `done` of `total` units of a stage are through; cheap enough to call for every file.

        `stage` says what is being done. A `total` of 0 is one that nobody knows yet.
        """


class NoProgress:
    """Shows nothing."""

    def step(self, stage: str, done: int, total: int) -> None:
        """Do nothing."""
