"""Categories: kinds of files, such as production and tests, as a migration or a target names them."""

from dataclasses import dataclass

OTHER = "other"
"""The category of a file that none of the others matches."""


@dataclass(frozen=True, slots=True)
class Category:
    """A name and the files that it matches; of several categories the first that matches wins."""

    name: str
    globs: tuple[str, ...]
    """In the syntax of .gitignore, relative to the root."""


DEFAULT_CATEGORIES = (
    Category("tests", ("test_*.py", "*_test.py", "tests/", "test/", "conftest.py")),
    Category("production", ("*",)),
)
"""For a migration and a target that name none."""
