"""Paths by globs in the syntax of .gitignore.

A glob without a slash matches at any depth (`*_pb2.py`), one with a slash counts from the root
(`vendor/`, `app/**/old_*.py`), a trailing slash means folders, and `!` takes a file back in.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

from codemods.values.errors import RepointError
from codemods.values.glob import Globs, is_glob


def glob_matcher(globs: Sequence[str]) -> Callable[[str], bool]:
    """A function that tells whether one of the globs matches a path relative to the root.

    Raises RepointError for a glob that is not valid.
    """
    return _compile(tuple(globs)) if globs else _never


def _never(path: str) -> bool:
    return False


@lru_cache(maxsize=32)
def _compile(globs: tuple[str, ...]) -> Callable[[str], bool]:
    for glob in globs:
        if not is_glob(glob):
            raise RepointError(f'exclude: "{glob}" is not a valid glob; expected the syntax of .gitignore')
    return Globs(globs).holds
