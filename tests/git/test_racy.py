"""A change made in the same instant as the index was written: git tells it by the index's time alone."""

import os

import pytest

from tests.git.git_repository import USER, WAYS, Workshop

THEN = 1_700_000_000_000_000_000


@pytest.fixture
def racy(shop: Workshop) -> Workshop:
    """`other.py` was changed after it was committed; by size and times alone it looks the same."""
    shop.git("config", "core.trustctime", "false")
    shop.lay({"app/user.py": USER, "other.py": "x = 1\n"})
    os.utime(shop.root / "other.py", ns=(THEN, THEN))
    shop.commit()
    shop.lay({"other.py": "x = 2\n"})
    for file in (shop.root / "other.py", shop.git_dir / "index"):
        os.utime(file, ns=(THEN, THEN))
    return shop


@pytest.mark.parametrize("way", WAYS)
def test_git_goes_on_seeing_it(way: str, racy: Workshop) -> None:
    change = racy.git("diff", "other.py")
    assert "+x = 2" in change
    os.utime(racy.git_dir / "index", ns=(THEN, THEN))
    assert racy.apply(*WAYS[way]).exit_code == 0
    assert racy.git("diff", "other.py") == change
    assert racy.run("undo").exit_code == 0
    assert racy.git("diff", "other.py") == change
