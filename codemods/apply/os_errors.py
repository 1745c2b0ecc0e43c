"""What repoint says when the system refuses something."""

from codemods.values.errors import RepointError


def from_os_error(error: OSError, outcome: str) -> RepointError:
    """The error to raise instead: the file, the system's reason, and how things stand now."""
    file = f"{error.filename}: " if error.filename else ""
    return RepointError(f"{file}{error.strerror or error}; {outcome}")
