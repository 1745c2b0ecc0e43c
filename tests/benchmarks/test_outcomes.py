"""What a rename left behind, counted on a small tree that was renamed by hand, well and badly."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.outcomes import CountsBefore, before_rename, outcome
from benchmarks.renames import Rename, load_rename
from benchmarks.results import Outcome

REPOINT = Path(sys.executable).parent / "repoint"
MIGRATION = '[[symbol]]\nold = "acme.old:make"\nnew = "acme.new:build"\n'
CODE = "from acme.old import make\n\n\ndef run():\n    return make()\n"
RIGHT = CODE.replace("acme.old", "acme.new").replace("make", "build")
TREE = {
    "acme/__init__.py": "",
    "acme/old.py": "def make(): ...\n",
    "acme/new.py": "def build(): ...\n",
    "user.py": CODE,
    "own.py": "class Own:\n    def make(self):\n        return self.make()\n",
    "test_user.py": 'from unittest.mock import patch\n\n\n@patch("user.make")\ndef test(make): ...\n',
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    (root / "acme").mkdir(parents=True)
    for path, text in TREE.items():
        (root / path).write_text(text)
    (tmp_path / "rename.toml").write_text(MIGRATION)
    who = ["-c", "user.name=A", "-c", "user.email=a@example.invalid"]
    for words in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "before"]):
        subprocess.run(["git", *words], cwd=root, check=True)
    return root


@pytest.fixture
def rename(tmp_path: Path, tree: Path) -> Rename:
    return load_rename(tmp_path / "rename.toml")


def found(tree: Path, rename: Rename, files: dict[str, str]) -> Outcome:
    """What these texts, written over the tree's, are counted as."""
    scratch = tree.parent
    before: CountsBefore = before_rename(REPOINT, tree, rename, scratch)
    for path, text in files.items():
        (tree / path).write_text(text)
    return outcome(REPOINT, tree, rename, before, scratch)


def test_everything_moved(tree: Path, rename: Rename) -> None:
    files = {"user.py": RIGHT, "test_user.py": TREE["test_user.py"].replace("user.make", "user.build")}
    assert found(tree, rename, files) == Outcome(
        changed=2, needless=0, broken=0, left=0, moved=3, lost=0, lost_strings=0, astray=0
    )


def test_nothing_done(tree: Path, rename: Rename) -> None:
    assert found(tree, rename, {}) == Outcome(
        changed=0, needless=0, broken=0, left=3, moved=0, lost=0, lost_strings=0, astray=0
    )


def test_a_target_that_nobody_took_along_is_lost(tree: Path, rename: Rename) -> None:
    result = found(tree, rename, {"user.py": RIGHT})
    assert (result.left, result.moved, result.lost, result.lost_strings) == (0, 2, 0, 1)


def test_a_use_without_its_import_is_lost_and_astray(tree: Path, rename: Rename) -> None:
    result = found(tree, rename, {"user.py": CODE.replace("return make", "return build")})
    assert (result.left, result.moved, result.lost, result.astray) == (2, 0, 1, 1)


def test_another_things_name_is_needless_and_astray(tree: Path, rename: Rename) -> None:
    result = found(tree, rename, {"own.py": TREE["own.py"].replace("make", "build")})
    assert (result.changed, result.needless, result.astray) == (1, 1, 2)


def test_a_file_that_no_longer_compiles_is_broken(tree: Path, rename: Rename) -> None:
    result = found(tree, rename, {"user.py": CODE.replace("import make", "import acme.new.build")})
    assert result.broken == 1


def test_a_long_import_of_the_new_name_is_not_astray(tree: Path, rename: Rename) -> None:
    long = RIGHT.replace("import build", "import (\n    build,\n)")
    assert found(tree, rename, {"user.py": long}).astray == 0
