"""What to say when the system refuses something."""

from codemods.values.errors import RepointError


def system_refusal(error: OSError, so: str) -> RepointError:
    """The error to raise instead: the file, the reason, and how things stand now."""
    where = f"{error.filename}: " if error.filename else ""
    return RepointError(f"{where}{error.strerror or error}; {so}")
