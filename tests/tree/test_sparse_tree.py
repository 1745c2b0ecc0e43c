"""Trees with what a sparse checkout leaves out."""

from pathlib import Path

import pytest

from codemods.tree.open_tree import open_tree
from codemods.tree.overlay_tree import OverlayTree
from codemods.tree.sparse_tree import SparseTree, add_sparse_files
from codemods.tree.word_index import WordIndex
from codemods.values.tree import UnreadableError
from tests.tree.files import Git, write_files


@pytest.fixture
def sparse(repository: Path, git: Git) -> Path:
    """`away` is committed with two files that read `old` and `other`, and not checked out."""
    write_files(repository, "a.py", "away/b.py")
    write_files(repository, "away/c.py", "away/d.txt", content=b"other\n")
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
    assert WordIndex(tree).each_alone({"old", "other"}) == {
        "old": {"a.py", "away/b.py"},
        "other": {"away/c.py"},
    }


def test_below_a_folder_its_own_are_added(repository: Path, git: Git) -> None:
    write_files(repository, "sub/a.py", "sub/away/b.py", "away/c.py")
    git("add", ".")
    git("commit", "-qm", "x")
    git("sparse-checkout", "set", "--cone", "--sparse-index")
    git("sparse-checkout", "set", "--no-cone", "sub/a.py")
    tree, left_out = add_sparse_files(open_tree(repository / "sub"))
    assert (tree.paths, left_out) == (("a.py", "away/b.py"), ("away/b.py",))
    assert list(tree.holding(["old"])) == ["a.py", "away/b.py"]


def test_a_file_that_is_there_all_the_same_is_read_on_disk(sparse: Path) -> None:
    write_files(sparse, "away/b.py", content=b"new\n")
    tree, left_out = add_sparse_files(open_tree(sparse))
    assert left_out == ("away/c.py",)
    assert tree.read("away/b.py") == b"new\n"


def test_a_blob_that_git_has_lost_cannot_be_read(sparse: Path) -> None:
    tree, _ = add_sparse_files(open_tree(sparse))
    assert isinstance(tree, SparseTree)
    lost = SparseTree(tree.root, tree.paths, blobs={"away/b.py": "1" * 40})
    with pytest.raises(UnreadableError, match="git does not have it"):
        lost.read("away/b.py")


def test_a_whole_checkout_and_a_plain_folder_stay_as_they_are(repository: Path, git: Git) -> None:
    write_files(repository, "a.py")
    plain = open_tree(repository)
    assert add_sparse_files(plain) == (plain, ())
    git("add", ".")
    whole = open_tree(repository)
    assert add_sparse_files(whole) == (whole, ())


def test_other_contents_may_stand_over_it(sparse: Path) -> None:
    tree, _ = add_sparse_files(open_tree(sparse))
    over = OverlayTree(tree, {"away/b.py": b"new\n"})
    assert (list(over.holding(["old"])), list(over.holding(["new"]))) == (["a.py"], ["away/b.py"])
