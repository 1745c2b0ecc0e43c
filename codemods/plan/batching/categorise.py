"""Which category a file is of."""

from collections.abc import Callable, Sequence

from codemods.tree.path_globs import glob_matcher
from codemods.values.category import DEFAULT_CATEGORIES, Category
from codemods.values.category import OTHER as OTHER


def category_key(categories: Sequence[Category]) -> Callable[[str], str]:
    """A function that gives the name of the first category one of whose globs matches a path, or `other`.

    Without any category it goes by the default ones. Raises RepointError for a glob that is not valid.
    """
    matchers = [(kind.name, glob_matcher(kind.globs)) for kind in categories or DEFAULT_CATEGORIES]

    def key(path: str) -> str:
        return next((name for name, matches in matchers if matches(path)), OTHER)

    return key
