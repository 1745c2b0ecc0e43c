"""What `git ls-files` says of a folder: Python files, those left out, submodules."""

import os
from pathlib import Path

from codemods.git.tracked_files import (
    sparse_python_files,
    submodules,
    tracked_links,
    tracked_python_files,
)
from tests.git.user_repository import USER, UserRepository


def test_tracked_python_files_come_with_their_letters(repo: UserRepository) -> None:
    repo.commit({"a.py": USER, "sub/b.pyi": USER, "c.txt": USER})
    repo.write({"untracked.py": USER})
    repo.git("update-index", "--assume-unchanged", "a.py")
    found = tracked_python_files(os.fspath(repo.root))
    assert found is not None
    assert {name: letter for name, letter in found.items() if not name.startswith("pkg/")} == {
        "a.py": "h",
        "sub/b.pyi": "H",
    }
    assert tracked_python_files(os.fspath(repo.root / "sub")) == {"b.pyi": "H"}


def test_outside_a_repository_there_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    assert tracked_python_files(os.fspath(tmp_path / "plain")) is None


def test_files_that_a_sparse_checkout_leaves_out_come_with_their_blobs(repo: UserRepository) -> None:
    repo.commit({"near/a.py": USER, "away/b.py": USER, "away/c.txt": USER})
    repo.git("sparse-checkout", "set", "--cone", "near", "pkg")
    blob = repo.git("rev-parse", "HEAD:away/b.py").strip()
    assert sparse_python_files(os.fspath(repo.root)) == {"away/b.py": blob}
    repo.write({"away/b.py": USER})
    assert sparse_python_files(os.fspath(repo.root)) == {}


def test_links_are_found_in_every_form_of_the_index(repo: UserRepository) -> None:
    repo.commit({"sub/a.py": USER})
    assert tracked_links(os.fspath(repo.root)) == []
    (repo.root / "sub/on").symlink_to("..")
    repo.commit()
    for version in ("2", "4"):
        repo.git("update-index", "--index-version", version)
        assert tracked_links(os.fspath(repo.root)) == ["sub/on"]
    repo.git("update-index", "--split-index")
    assert tracked_links(os.fspath(repo.root)) == ["sub/on"]
    assert tracked_links(os.fspath(repo.root / "sub")) == ["on"]


def test_submodules_that_are_checked_out_are_listed(repo: UserRepository) -> None:
    other = UserRepository(repo.root.with_name("other"), repo.migration)
    other.root.mkdir()
    other.git("init", "--quiet")
    other.commit({"inner.py": USER})
    repo.git("submodule", "--quiet", "add", os.fspath(other.root), "vendor/sub")
    repo.commit()
    assert submodules(os.fspath(repo.root)) == ["vendor/sub"]
    assert submodules(os.fspath(repo.root / "vendor")) == ["sub"]
    assert submodules(os.fspath(repo.clone("clone").root)) == []
