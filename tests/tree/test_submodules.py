"""Repositories inside the tree: which count, and that they are no part of it."""

from pathlib import Path

import pytest

from codemods.git.tracked_files import submodules
from codemods.plan.engine import make_plan
from codemods.tree.open_tree import open_tree
from tests.in_memory import HOMES, migration
from tests.tree.files import Git, run_git, write_files

USER = b"from acme.old import make\nmake()\n"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another repository, with a file that uses the deprecated name."""
    root = tmp_path / "other"
    root.mkdir()
    run_git(root, "init", "-q")
    write_files(root, "inner.py", content=USER)
    run_git(root, "add", ".")
    run_git(root, "commit", "-qm", "x")
    return root


@pytest.fixture
def holder(repository: Path, git: Git, other: Path) -> Path:
    """A repository that holds the other one as `vendor/sub`."""
    for path, text in HOMES.items():
        (repository / path).parent.mkdir(exist_ok=True)
        (repository / path).write_text(text)
    git("submodule", "--quiet", "add", str(other), "vendor/sub")
    git("add", ".")
    git("commit", "-qm", "x")
    return repository


def submodule_findings(root: Path) -> list[tuple[str, str]]:
    return [
        (each.path, each.message) for each in make_plan(root, migration()).findings if each.code == "RP011"
    ]


def test_its_files_are_none_of_the_trees(holder: Path) -> None:
    tree = open_tree(holder)
    assert tree.submodules == ("vendor/sub",)
    assert "vendor/sub/inner.py" not in tree.paths
    assert tree.holding(["make"]) == ["acme/old.py"]


def test_one_that_spells_the_names_has_a_finding(holder: Path) -> None:
    said = "1 file of this submodule may hold deprecated names"
    assert submodule_findings(holder) == [("vendor/sub", said)]
    write_files(holder / "vendor/sub", "second.py", content=USER)
    run_git(holder / "vendor/sub", "add", ".")
    assert submodule_findings(holder) == [("vendor/sub", said.replace("1 file", "2 files"))]


def test_one_that_spells_none_has_no_finding(holder: Path) -> None:
    write_files(holder / "vendor/sub", "inner.py", content=b"x = 1\n")
    assert submodule_findings(holder) == []


def test_one_that_is_not_checked_out_is_not_looked_for(holder: Path, tmp_path: Path) -> None:
    run_git(tmp_path, "clone", "-q", str(holder), "clone")
    assert submodules(str(tmp_path / "clone")) == []
    assert submodule_findings(tmp_path / "clone") == []


def test_below_a_folder_only_its_own_count(holder: Path) -> None:
    assert submodules(str(holder / "vendor")) == ["sub"]
    assert submodules(str(holder / "acme")) == []


def test_a_submodule_is_a_tree_of_its_own(holder: Path) -> None:
    tree = open_tree(holder / "vendor/sub")
    assert (tree.paths, tree.submodules) == (("inner.py",), ())


def test_its_plan_changes_nothing_in_it(holder: Path) -> None:
    plan = make_plan(holder, migration())
    assert plan.files == ()
    assert (holder / "vendor/sub/inner.py").read_bytes() == USER


@pytest.mark.parametrize("name", ["with space", "é", "deep/er/down", "new\nline"])
def test_any_name_will_do(name: str, holder: Path, other: Path) -> None:
    run_git(holder, "submodule", "--quiet", "add", "--name", "n", "--", str(other), name)
    assert submodules(str(holder)) == sorted([name, "vendor/sub"])
