"""Blobs are read by their names, and each reader says what it makes of one that is missing."""

import pytest

from codemods.git.read_blobs import read_blob, read_blobs, read_present_blobs
from codemods.values.errors import RepointError
from tests.git.user_repository import UserRepository

NONE = "1" * 40
FILES: dict[str, str | bytes] = {"a": "one\n", "b": b"\0\r\n", "c": ""}


@pytest.fixture
def blobs(repo: UserRepository) -> dict[str, str]:
    """The blobs of some files in the last commit."""
    repo.commit(FILES)
    return {name: repo.git("rev-parse", f"HEAD:{name}").strip() for name in FILES}


def test_one_is_read_by_its_name_or_by_its_path(repo: UserRepository, blobs: dict[str, str]) -> None:
    assert read_blob(repo.root, blobs["b"]) == read_blob(repo.root, "HEAD:b") == b"\0\r\n"
    assert read_blob(repo.root, "HEAD:d") is read_blob(repo.root, NONE) is None


def test_several_are_read_at_once(repo: UserRepository, blobs: dict[str, str]) -> None:
    found = read_blobs(repo.root, [blobs["a"], None, blobs["b"], blobs["a"], blobs["c"]])
    assert found == {blobs["a"]: b"one\n", blobs["b"]: b"\0\r\n", blobs["c"]: b""}
    assert read_blobs(repo.root, [None]) == {}


def test_one_that_git_does_not_have_is_an_error_or_left_out(
    repo: UserRepository, blobs: dict[str, str]
) -> None:
    with pytest.raises(RepointError, match=f"git does not have the blob {NONE}"):
        read_blobs(repo.root, [blobs["a"], NONE])
    assert dict(read_present_blobs(repo.root, [NONE, blobs["a"]])) == {blobs["a"]: b"one\n"}


def test_many_are_read_in_several_goes(repo: UserRepository) -> None:
    repo.commit({f"{number}": f"{number}\n" for number in range(1001)})
    listing = [line.split() for line in repo.git("ls-tree", "HEAD").splitlines()]
    numbered = {blob: name for _, _, blob, name in listing if name.isdecimal()}
    found = dict(read_present_blobs(repo.root, list(numbered)))
    assert found == {blob: f"{name}\n".encode() for blob, name in numbered.items()}
