"""Categories: what kind of file a path is, production or test, as a migration or a target names them."""

from dataclasses import dataclass

OTHER = "other"
"""The key of a file that no category is for."""


@dataclass(frozen=True, slots=True)
class Category:
    """A name and the files that it is for; of several categories the first that fits wins."""

    name: str
    globs: tuple[str, ...]
    """In the syntax of .gitignore, relative to the root."""


DEFAULT_CATEGORIES = (
    Category("tests", ("test_*.py", "*_test.py", "tests/", "test/", "conftest.py")),
    Category("production", ("*",)),
)
"""Where neither the migration nor the target says anything."""
