"""Globs in the syntax of .gitignore, over paths relative to the root."""

import re

import pytest

from codemods.tree.path_globs import glob_matcher
from codemods.values.errors import RepointError


@pytest.mark.parametrize(
    ("globs", "path", "matches"),
    [
        pytest.param(["*_pb2.py"], "a/b_pb2.py", True, id="no slash matches at any depth"),
        pytest.param(["a/*.py"], "a/b.py", True, id="a slash counts from the root"),
        pytest.param(["a/*.py"], "x/a/b.py", False, id="and not from elsewhere"),
        pytest.param(["vendor/"], "x/vendor/y/a.py", True, id="folders with all they hold"),
        pytest.param(["vendor/"], "vendor.py", False, id="a trailing slash means folders"),
        pytest.param(["a/**/b.py"], "a/x/y/b.py", True, id="two stars span folders"),
        pytest.param(["*.py", "!keep.py"], "keep.py", False, id="an exclamation mark takes back in"),
        pytest.param([], "a.py", False, id="nothing excluded"),
    ],
)
def test_globs_are_those_of_gitignore(globs: list[str], path: str, matches: bool) -> None:
    assert glob_matcher(globs)(path) is matches


@pytest.mark.parametrize("glob", ["!", "[", "[z-a]", "# note", "", " ", "a\\"])
def test_an_invalid_glob_is_named(glob: str) -> None:
    with pytest.raises(RepointError, match=f'exclude: "{re.escape(glob)}" is not a valid glob'):
        glob_matcher(["ok", glob])
