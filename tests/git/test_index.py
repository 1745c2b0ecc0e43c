"""The index: its entries, and the lock on it, which names its holder."""

import errno
import os
from pathlib import Path

import pytest

from codemods.git.index import (
    CONFLICT,
    IndexEntry,
    hold_index,
    read_entries,
    release_index,
    write_entries,
    write_next_index,
)
from codemods.git.repository import Repository, open_repository
from codemods.values.errors import RepointError
from tests.git.user_repository import UserRepository


@pytest.fixture
def repository(repo: UserRepository) -> Repository:
    repo.commit({"a.py": "old\n", "sub/b.py": "old\n"})
    found = open_repository(repo.root)
    assert found is not None
    return found


@pytest.fixture
def blob(repository: Repository, repo: UserRepository) -> str:
    """The blob of both files."""
    return repo.git("rev-parse", "HEAD:a.py").strip()


@pytest.mark.parametrize("others", [0, 3000], ids=["few", "more than a command line takes"])
def test_entries_are_read_by_path(others: int, repository: Repository, blob: str) -> None:
    names = [f"{'x' * 30}{number}" for number in range(others)]
    found = read_entries(repository, ["a.py", "none.py", "*.py", *names])
    assert found == {"a.py": IndexEntry("100644", blob), **dict.fromkeys(["none.py", "*.py", *names])}


def test_a_conflict_has_no_mode(repository: Repository, blob: str, repo: UserRepository) -> None:
    stages = f"0 {'0' * 40}\ta.py\n100644 {blob} 1\ta.py\n100644 {blob} 3\ta.py\n"
    repo.git("update-index", "--index-info", stdin=stages.encode())
    assert read_entries(repository, ["a.py"]) == {"a.py": IndexEntry(CONFLICT, blob)}


def test_entries_are_written_and_taken_out(repository: Repository, blob: str, tmp_path: Path) -> None:
    index = tmp_path / "index"
    write_entries(repository, {"new.py": IndexEntry("100755", blob), "a.py": None}, index)
    names = ["a.py", "new.py"]
    assert read_entries(repository, names, index) == {"a.py": None, "new.py": IndexEntry("100755", blob)}
    assert read_entries(repository, names)["new.py"] is None


def test_the_lock_keeps_git_out_and_ends(repository: Repository, repo: UserRepository) -> None:
    with hold_index(repository, "repoint-7"):
        assert repository.lock.read_text() == "held by repoint-7\n"
        repo.git("add", "--all", "--renormalize", status=128)
        with (
            pytest.raises(RepointError, match="another git process is at work here"),
            hold_index(repository, "x"),
        ):
            pass
        assert repository.lock.exists()
    assert not repository.lock.exists()
    assert sorted(path.name for path in repository.git_dir.glob("index*")) == ["index"]


def test_what_a_holder_left_is_released_and_what_is_gits_stays(repository: Repository, blob: str) -> None:
    left = write_next_index(repository, "repoint-7", {"a.py": None})
    repository.lock.write_text("held by repoint-7\n")
    release_index(repository, "repoint-")
    assert (left.exists(), repository.lock.exists()) == (False, False)
    repository.lock.write_bytes(b"DIRC")
    release_index(repository, "repoint-")
    assert repository.lock.read_bytes() == b"DIRC"


def test_the_next_index_is_beside_the_index(repository: Repository, blob: str) -> None:
    fresh = write_next_index(repository, "repoint-7", {"sub/b.py": None})
    assert fresh.parent == repository.index.parent
    assert read_entries(repository, ["a.py", "sub/b.py"], fresh) == {
        "a.py": IndexEntry("100644", blob),
        "sub/b.py": None,
    }
    assert read_entries(repository, ["sub/b.py"])["sub/b.py"] is not None


def test_the_index_is_locked_where_there_are_no_hard_links(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_names: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    with hold_index(repository, "repoint-1"):
        assert repository.lock.read_text() == "held by repoint-1\n"
        with pytest.raises(RepointError, match="another git process is at work"):
            hold_index(repository, "repoint-2").__enter__()
    assert not repository.lock.exists()
