"""Earlier commits are read from the object database, and nothing is fetched for it."""

import os

import pytest

from codemods.git.past_trees import first_parents, is_shallow, missing_objects, python_blobs
from codemods.values.errors import RepointError
from codemods.values.history import CommitDate
from tests.git.user_repository import USER, UserRepository

DATES = {"GIT_AUTHOR_DATE": "2024-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2024-02-03T00:00:00Z"}


def test_the_first_parents_come_oldest_first(repo: UserRepository) -> None:
    for message in ("one", "two"):
        repo.git("commit", "--quiet", "--allow-empty", f"--message={message}", env=DATES)
    repo.git("switch", "--quiet", "--create", "side", "HEAD~1")
    repo.git("commit", "--quiet", "--allow-empty", "--message=side", env=DATES)
    repo.git("switch", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "--message=merge", "side", env=DATES)
    found = first_parents(repo.root)
    commits = repo.git("rev-parse", "HEAD~2", "HEAD~1", "HEAD").split()
    assert found == [CommitDate(commit, "2024-02-03") for commit in commits]


def test_python_files_come_with_their_blobs(repo: UserRepository) -> None:
    repo.commit({"é.py": USER, "b.pyi": USER, "c.txt": USER})
    (repo.root / "link.py").symlink_to("é.py")
    repo.commit()
    blob = repo.git("rev-parse", "HEAD:b.pyi").strip()
    found = python_blobs(repo.root, "HEAD")
    assert found is not None
    assert {name: each for name, each in found.items() if each == blob} == {"é.py": blob, "b.pyi": blob}
    assert "link.py" not in found
    assert python_blobs(repo.root, "1" * 40) is None


def test_what_a_partial_clone_lacks_is_found_out(repo: UserRepository) -> None:
    repo.commit({"a.py": USER})
    commit, blob = (repo.git("rev-parse", name).strip() for name in ("HEAD", "HEAD:a.py"))
    assert missing_objects(repo.root, [commit]) == frozenset()
    repo.git("config", "uploadpack.allowFilter", "true")
    clone = UserRepository(repo.root.with_name("clone"), repo.migration)
    source, target = f"file://{repo.root}", os.fspath(clone.root)
    repo.git("clone", "--quiet", "--bare", "--filter=blob:none", source, target)
    assert blob in missing_objects(clone.root, [commit])
    assert python_blobs(clone.root, commit) == python_blobs(repo.root, commit)


def test_a_shallow_clone_is_told(repo: UserRepository) -> None:
    repo.commit({"a.py": USER})
    repo.commit({"a.py": ""})
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.root}", os.fspath(repo.root.with_name("clone")))
    assert (is_shallow(repo.root), is_shallow(repo.root.with_name("clone"))) == (False, True)


def test_a_commit_that_is_not_there_is_no_clone_without_gaps(repo: UserRepository) -> None:
    repo.commit({"a.py": USER})
    repo.git("config", "remote.origin.promisor", "true")
    with pytest.raises(RepointError, match="rev-list"):
        missing_objects(repo.root, ["1" * 40])
