"""Trees that are not what is on the disk: with other contents, and with what a sparse checkout leaves out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from codemods.tree.open_tree import open_tree
from codemods.tree.overlay_tree import OverlayTree
from codemods.tree.sparse_tree import SparseTree, add_sparse_files
from codemods.values.tree import UnreadableError

Git = Callable[..., str]
Lay = Callable[..., None]


@pytest.fixture
def overlay(repository: Path, git: Git, lay: Lay) -> OverlayTree:
    """Over `a.py`, `b.py`, `c.py`: another `a.py`, no `b.py`, and a new `d.py`."""
    lay(repository, "a.py", "b.py", "c.py")
    git("add", ".")
    return OverlayTree(open_tree(repository), {"a.py": b"new\n", "b.py": None, "d.py": b"old + new\n"})


def test_its_paths_are_those_that_are_there(overlay: OverlayTree) -> None:
    assert list(overlay.paths) == ["a.py", "c.py", "d.py"]


def test_other_contents_stand_for_those_on_disk(overlay: OverlayTree) -> None:
    assert [overlay.read(path) for path in overlay.paths] == [b"new\n", b"old\n", b"old + new\n"]


def test_a_file_that_is_not_there_cannot_be_read(overlay: OverlayTree) -> None:
    with pytest.raises(UnreadableError) as caught:
        overlay.read("b.py")
    assert caught.value.rejection.code == "RP004"


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        (["old"], ["c.py", "d.py"]),
        (["new"], ["a.py", "d.py"]),
        (["old", "new"], ["a.py", "c.py", "d.py"]),
        (["ne"], []),
        (["größe"], []),
        ([], []),
    ],
)
def test_words_are_searched_in_what_it_holds(
    words: list[str], paths: list[str], overlay: OverlayTree
) -> None:
    assert list(overlay.holding(words)) == paths
    assert list(overlay.holding(iter(words))) == paths


def test_a_link_to_a_file_with_other_contents_is_none(repository: Path, git: Git, lay: Lay) -> None:
    lay(repository, "a.py", "b.py")
    for name in ("a", "b"):
        (repository / f"{name}_link.py").symlink_to(f"{name}.py")
    git("add", ".")
    tree = open_tree(repository)
    assert OverlayTree(tree, {}).links == (("a_link.py", "a.py"), ("b_link.py", "b.py"))
    assert OverlayTree(tree, {"a.py": b""}).links == (("b_link.py", "b.py"),)


@pytest.fixture
def sparse(repository: Path, git: Git, lay: Lay) -> Path:
    """`away` is committed with two files that read `old` and `other`, and not checked out."""
    lay(repository, "a.py", "away/b.py")
    lay(repository, "away/c.py", "away/d.txt", content=b"other\n")
    (repository / "away/link.py").symlink_to("b.py")
    git("add", ".")
    git("commit", "-qm", "x")
    git("sparse-checkout", "set", "--cone")
    assert not (repository / "away").exists()
    return repository


def test_what_a_sparse_checkout_leaves_out_is_added(sparse: Path) -> None:
    tree, left_out = add_sparse_files(open_tree(sparse))
    assert tree.paths == ("a.py", "away/b.py", "away/c.py")
    assert left_out == ("away/b.py", "away/c.py")
    assert [tree.read(path) for path in tree.paths] == [b"old\n", b"old\n", b"other\n"]


def test_words_are_searched_out_there_as_well(sparse: Path) -> None:
    tree, _ = add_sparse_files(open_tree(sparse))
    assert list(tree.holding(["old"])) == ["a.py", "away/b.py"]
    assert list(tree.holding(["other"])) == ["away/c.py"]
    assert list(tree.holding(["nothing"])) == []


def test_below_a_folder_its_own_are_added(repository: Path, git: Git, lay: Lay) -> None:
    lay(repository, "sub/a.py", "sub/away/b.py", "away/c.py")
    git("add", ".")
    git("commit", "-qm", "x")
    git("sparse-checkout", "set", "--cone", "--sparse-index")
    git("sparse-checkout", "set", "--no-cone", "sub/a.py")
    tree, left_out = add_sparse_files(open_tree(repository / "sub"))
    assert (tree.paths, left_out) == (("a.py", "away/b.py"), ("away/b.py",))
    assert list(tree.holding(["old"])) == ["a.py", "away/b.py"]


def test_other_contents_may_stand_over_it(sparse: Path) -> None:
    tree, _ = add_sparse_files(open_tree(sparse))
    over = OverlayTree(tree, {"away/b.py": b"new\n"})
    assert (list(over.holding(["old"])), list(over.holding(["new"]))) == (["a.py"], ["away/b.py"])


def test_a_file_that_is_there_all_the_same_is_read_on_disk(sparse: Path, lay: Lay) -> None:
    lay(sparse, "away/b.py", content=b"new\n")
    tree, left_out = add_sparse_files(open_tree(sparse))
    assert left_out == ("away/c.py",)
    assert tree.read("away/b.py") == b"new\n"


def test_a_blob_that_git_has_lost_cannot_be_read(sparse: Path) -> None:
    tree, _ = add_sparse_files(open_tree(sparse))
    assert isinstance(tree, SparseTree)
    lost = SparseTree(tree.root, tree.paths, blobs={"away/b.py": "1" * 40})
    with pytest.raises(UnreadableError, match="git does not have it"):
        lost.read("away/b.py")


def test_a_whole_checkout_and_a_plain_folder_stay_as_they_are(repository: Path, git: Git, lay: Lay) -> None:
    lay(repository, "a.py")
    plain = open_tree(repository)
    assert add_sparse_files(plain) == (plain, ())
    git("add", ".")
    whole = open_tree(repository)
    assert add_sparse_files(whole) == (whole, ())
