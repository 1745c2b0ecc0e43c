"""A codemod that a user names: where its class is, with which arguments it runs, and on which files."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodemodChoice:
    """A class of a module, or of a file whose text goes with it: workers of a fleet cannot read the file."""

    name: str
    """`package.module:Class` or `path/to/file.py:Class`, as the user wrote it."""
    text: str | None = None
    """The text of the file; None for a module, which is imported where it runs."""
    arguments: tuple[tuple[str, str], ...] = ()
    """Names and values, in the order in which they were given; a name may come twice."""
    words: tuple[str, ...] = ()
    """It runs over the files that spell one of these; over all files without any."""

    @property
    def home(self) -> str:
        """The module or the file."""
        return self.name.rpartition(":")[0]

    @property
    def leaf(self) -> str:
        """The name of the class."""
        return self.name.rpartition(":")[2]
