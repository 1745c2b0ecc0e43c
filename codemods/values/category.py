"""Categories: kinds of files, such as production and tests, as a migration or a target names them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from codemods.values.errors import RepointError
from codemods.values.glob import Globs, is_glob

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


def category_names(categories: Sequence[Category]) -> tuple[str, ...]:
    """The names that a file's category may have, in order; the default ones where none are named."""
    return (*(kind.name for kind in categories or DEFAULT_CATEGORIES), OTHER)


def category_key(categories: Sequence[Category]) -> Callable[[str], str]:
    """A function that gives the name of the first category one of whose globs matches a path, or `other`.

    Without any category it goes by the default ones. Raises RepointError for a glob that is not valid.
    """
    for glob in (each for kind in categories for each in kind.globs):
        if not is_glob(glob):
            raise RepointError(f'categories: "{glob}" is not a valid glob; expected the syntax of .gitignore')
    matchers = [(kind.name, Globs(kind.globs)) for kind in categories or DEFAULT_CATEGORIES]

    def key(path: str) -> str:
        return next((name for name, globs in matchers if globs.holds(path)), OTHER)

    return key
