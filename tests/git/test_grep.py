"""`git grep`: on disk and in the index, for Python files and for texts."""

import os

import pytest

from codemods.git.grep import TEXT_FILES, grep_files, grep_matches
from tests.git.user_repository import UserRepository

FILES = {
    "a.py": "old\n",
    "b.pyi": "older\n",
    "new\nline.py": "x = old\n",
    "c.md": "old\n",
    "d.bin": "old\0\n",
}


@pytest.fixture
def folder(repo: UserRepository) -> str:
    """A work tree with one more file that is not tracked."""
    repo.commit(FILES)
    repo.write({"untracked.py": "old\n"})
    return os.fspath(repo.root)


def test_files_of_some_kinds_are_found(folder: str) -> None:
    assert grep_files(folder, [r"\bold\b"]) == ["a.py", "new\nline.py"]
    assert grep_files(folder, [r"\bold\b", "older"]) == ["a.py", "b.pyi", "new\nline.py"]
    assert grep_files(folder, [r"\bold\b"], TEXT_FILES) == ["c.md"]
    assert grep_files(folder, ["nothing"]) == []


def test_the_texts_that_match_are_told_apart_by_file(folder: str) -> None:
    found = grep_matches(folder, [r"\bold\b", r"\bx\b", "older"])
    assert found == {"a.py": {b"old"}, "b.pyi": {b"older"}, "new\nline.py": {b"old", b"x"}}


def test_disk_and_index_are_searched_apart(folder: str, repo: UserRepository) -> None:
    repo.write({"a.py": "fresh\n"})
    assert (grep_files(folder, ["fresh"]), grep_files(folder, ["fresh"], cached=True)) == (["a.py"], [])


def test_what_git_cannot_search_for_is_none(folder: str) -> None:
    assert grep_files(folder, ["("]) is None
    assert grep_matches(folder, ["("]) is None
