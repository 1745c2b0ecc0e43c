"""What a run of the team's own command found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verification:
    """One command, run on a commit as it is and with the plan applied."""

    migration: str
    command: str
    commit: str
    """The whole name of the commit."""
    when: str
    """ISO 8601, in UTC."""
    warnings: int
    """Deprecation warnings that name what the migration deprecates, on the commit as it is."""
    tests: int
    """How many tests the command reported; 0 where it made no report."""
    worse: tuple[str, ...]
    """What got worse with the plan applied."""
    planned: bool
    """Whether there was a plan to apply at all."""
