"""Errors that end a run with exit code 2 and one readable message."""


class RepointError(Exception):
    """Something that stops the run; its text names the place, what was expected and what to do."""


class MigrationError(RepointError):
    """A mistake in a migration file, or a migration that does not fit the tree."""
