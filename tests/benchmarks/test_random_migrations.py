"""Random migrations: they hold over the miniature, what they make works, and what fails is seen."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.random_migrations.loose_ends import loose_ends
from benchmarks.random_migrations.making import Made, Names, make
from benchmarks.random_migrations.run import main, run_migration
from benchmarks.random_migrations.trees import Tree
from tests.support import NETRA, copy_tree

FILES = {
    "lib/__init__.py": "",
    "lib/files.py": (
        "import os\n\n\ndef locate(name):\n    return _clean(name)\n\n\n"
        "def _clean(name):\n    return os.path.normpath(name)\n"
    ),
    "lib/use.py": (
        "from lib import files\n\n\ndef both(name):\n    return files.locate(name), files.locate(name)\n"
    ),
    "tests/test_use.py": (
        "from unittest.mock import patch\n\nfrom lib import files, use\n\n\n"
        "def test_both():\n"
        "    with patch('lib.files.locate', len), patch.object(files, 'locate', len):\n"
        "        assert use.both('ab') == (2, 2)\n"
    ),
}


def clone(root: Path, files: dict[str, str]) -> Path:
    """A git repository with these files."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qnm", "files")
    return root


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True)


def edited(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def test_the_miniature(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = clone(copy_tree(NETRA, tmp_path / "netra"), {})
    code = main(["--path", str(root), "--count", "1", "--names", "3", "--modules", "2"])
    said = capsys.readouterr().out
    assert code == 0, said
    assert "0 stay (100.0%)" in said


def test_names_that_can_be_made(tmp_path: Path) -> None:
    names = Names(Tree(clone(tmp_path / "tree", FILES)))
    assert names.definitions() == ["lib.files:locate"]
    assert names.modules() == []
    assert names.used("lib.files:locate") == 3
    assert names.used("lib.files") == 2


def test_what_is_made_works_and_is_moved(tmp_path: Path) -> None:
    root, made = clone(tmp_path / "tree", FILES), Made()
    make(Tree(root), "lib.files:locate", made)
    test = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", ".", "tests"]
    ran = subprocess.run(test, cwd=root, env={"PYTHONPATH": "."}, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    result = run_migration([str(Path(sys.executable).with_name("repoint"))], root, made)
    assert result.faults == []
    assert (result.moved > 3, result.stay) == (True, 0)


def test_a_shim_has_the_names_that_a_star_leaves_out(tmp_path: Path) -> None:
    root = clone(tmp_path / "tree", FILES)
    make(Tree(root), "lib.files", Made())
    assert (root / "lib/files.py").read_text(encoding="utf-8") == (
        "from lib.files_moved import *  # noqa\nfrom lib.files_moved import _clean  # noqa\n"
    )


def test_a_program_that_fails_is_a_fault(tmp_path: Path) -> None:
    root, made = clone(tmp_path / "tree", FILES), Made()
    make(Tree(root), "lib.files:locate", made)
    result = run_migration([sys.executable, "-c", "raise SystemExit(2)"], root, made)
    assert result.faults == ["diff ended with 2: "]


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        ("lib/use.py", "import files", "import folders", ["lib/use.py: import lib.folders"]),
        (
            "lib/use.py",
            "files.locate",
            "files.find",
            ["lib/use.py: attribute lib.files.find", "dead patch: lib.files.locate"],
        ),
        ("lib/use.py", "files.locate(name),", "locate(name),", ["lib/use.py: name locate"]),
        ("lib/use.py", "def both", "def both both", ["lib/use.py: does not compile"]),
        (
            "tests/test_use.py",
            "'lib.files.locate'",
            "'lib.files.find'",
            ["tests/test_use.py: target lib.files.find"],
        ),
        (
            "tests/test_use.py",
            "files, 'locate'",
            "files, 'find'",
            ["tests/test_use.py: target lib.files.find"],
        ),
    ],
)
def test_loose_ends(tmp_path: Path, path: str, old: str, new: str, expected: list[str]) -> None:
    root = clone(tmp_path / "tree", FILES)
    before = loose_ends(Tree(root), {"files"})
    assert before.since(before) == []
    edited(root, path, old, new)
    found = loose_ends(Tree(root), {"files"}).since(before)
    assert [each for each in expected if each not in found] == []
