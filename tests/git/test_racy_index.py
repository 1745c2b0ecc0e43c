"""A change made in the same instant as the index was written: git tells it by the index's time alone."""

import os

import pytest

from tests.git.user_repository import APPLY_OPTIONS, USER, UserRepository

THEN = 1_700_000_000_000_000_000


@pytest.fixture
def racy(repo: UserRepository) -> UserRepository:
    """`other.py` was changed after it was committed; by size and times alone it looks the same."""
    repo.git("config", "core.trustctime", "false")
    repo.write({"app/user.py": USER, "other.py": "x = 1\n"})
    os.utime(repo.root / "other.py", ns=(THEN, THEN))
    repo.commit()
    repo.write({"other.py": "x = 2\n"})
    for file in (repo.root / "other.py", repo.git_dir / "index"):
        os.utime(file, ns=(THEN, THEN))
    return repo


@pytest.mark.parametrize("way", APPLY_OPTIONS)
def test_git_goes_on_seeing_it(way: str, racy: UserRepository) -> None:
    change = racy.git("diff", "other.py")
    assert "+x = 2" in change
    os.utime(racy.git_dir / "index", ns=(THEN, THEN))
    assert racy.apply(*APPLY_OPTIONS[way]).exit_code == 0
    assert racy.git("diff", "other.py") == change
    assert racy.run("undo").exit_code == 0
    assert racy.git("diff", "other.py") == change
