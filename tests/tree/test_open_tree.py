"""Opening a tree: the tracked Python files of a repository, or those of a folder."""

import os
import pickle
from pathlib import Path

import pytest

from codemods.tree.open_tree import FolderTree, GitTree, open_tree
from codemods.values.errors import RepointError
from codemods.values.tree import Tree
from tests.tree.files import Git, run_git, write_files

STRANGE = (
    "sp ace/ünï.py",
    'quo"te.py',
    "new\nline.py",
    "*.py",
    ":(top)x.py",
    "byte\udcff.py",
    "-x.py",
    "tab\t.pyi",
)


@pytest.fixture(params=["git", "folder"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A place for a tree: a repository, or a plain folder."""
    place = tmp_path / "tree"
    place.mkdir()
    if request.param == "git":
        run_git(place, "init", "-q")
    return place


def opened(root: Path, *exclude: str) -> FolderTree:
    """Open a tree after tracking everything in it, where it is a repository."""
    if (root / ".git").exists():
        run_git(root, "add", "-A")
    tree = open_tree(root, exclude)
    assert isinstance(tree, GitTree) == (root / ".git").exists()
    return tree


class TestPaths:
    def test_are_python_files_and_stubs_sorted(self, root: Path) -> None:
        write_files(root, "b.py", "a/c.pyi", "a.py", "README.md", "x.pyc", "y.pyx", "py")
        assert opened(root).paths == ("a.py", "a/c.pyi", "b.py")

    def test_may_hold_any_byte(self, root: Path) -> None:
        write_files(root, *STRANGE)
        tree = opened(root)
        assert tree.paths == tuple(sorted(STRANGE))
        assert list(tree.holding(["old"])) == sorted(STRANGE)
        assert tree.read("byte\udcff.py") == b"old\n"

    def test_leave_out_what_is_ignored_at_any_level(self, root: Path) -> None:
        write_files(
            root,
            "made/a.py",
            "b_pb2.py",
            "deep/b_pb2.py",
            "deep/keep.py",
            "deep/own/keep.py",
            "deep/own/x.py",
        )
        write_files(root, ".gitignore", content=b"made/\n*_pb2.py\n!\n# note\n")
        write_files(root, "deep/.gitignore", content=b"!b_pb2.py\n/keep.py\nown/x.*\n")
        assert opened(root).paths == ("deep/b_pb2.py", "deep/own/keep.py")

    def test_leave_out_what_an_exclude_glob_matches(self, root: Path) -> None:
        write_files(root, "a.py", "vendor/b.py", "x/vendor/c.py", "d_pb2.py")
        assert opened(root, "/vendor/", "*_pb2.py").paths == ("a.py", "x/vendor/c.py")

    def test_leave_out_folders_that_are_links(self, root: Path, tmp_path: Path) -> None:
        write_files(tmp_path, "other/a.py")
        write_files(root, "b.py")
        (root / "linked").symlink_to(tmp_path / "other")
        (root / "linked.py").symlink_to(tmp_path / "other")
        assert opened(root).paths == ("b.py",)

    def test_survive_pickling(self, root: Path) -> None:
        write_files(root, "a.py")
        tree: Tree = pickle.loads(pickle.dumps(opened(root)))
        assert tree.read("a.py") == b"old\n"
        assert list(tree.holding(["old"])) == ["a.py"]


class TestRepository:
    def test_untracked_files_are_not_looked_at(self, repository: Path, git: Git) -> None:
        write_files(repository, "a.py", "b.py")
        git("add", "a.py")
        assert open_tree(repository).paths == ("a.py",)

    def test_ignored_files_that_are_tracked_are_looked_at(self, repository: Path, git: Git) -> None:
        write_files(repository, "made/a.py")
        write_files(repository, ".gitignore", content=b"made/\n")
        git("add", "-f", "made/a.py")
        assert open_tree(repository).paths == ("made/a.py",)

    def test_root_may_be_a_folder_inside(self, repository: Path, git: Git) -> None:
        write_files(repository, "top.py", "in/side/a.py")
        git("add", ".")
        git("config", "grep.fullName", "true")
        tree = open_tree(repository / "in")
        assert tree.paths == ("side/a.py",)
        assert list(tree.holding(["old"])) == ["side/a.py"]

    def test_deleted_files_are_left_out(self, repository: Path, git: Git) -> None:
        write_files(repository, "a.py", "gone.py", "folder/gone.py", "turned/x.py")
        git("add", ".")
        (repository / "gone.py").unlink()
        (repository / "folder/gone.py").unlink()
        (repository / "folder").rmdir()
        (repository / "folder").write_bytes(b"now a file")
        (repository / "turned/x.py").unlink()
        (repository / "turned/x.py").mkdir()
        assert open_tree(repository).paths == ("a.py",)

    def test_files_below_a_folder_that_became_a_link_are_left_out(
        self, repository: Path, git: Git, tmp_path: Path
    ) -> None:
        write_files(repository, "a.py", "folder/sub/b.py")
        git("add", ".")
        (repository / "folder").rename(tmp_path / "moved")
        (repository / "folder").symlink_to(tmp_path / "moved")
        assert open_tree(repository).paths == ("a.py",)

    def test_sparse_checkouts_hold_what_is_checked_out(self, repository: Path, git: Git) -> None:
        write_files(repository, "near/a.py", "far/b.py")
        git("add", ".")
        git("commit", "-qm", "c")
        git("sparse-checkout", "set", "near")
        assert open_tree(repository).paths == ("near/a.py",)

    def test_conflicting_files_stand_once(self, repository: Path, git: Git) -> None:
        write_files(repository, "a.py")
        git("add", ".")
        git("commit", "-qm", "1")
        git("checkout", "-qb", "side")
        write_files(repository, "a.py", content=b"side\n")
        git("commit", "-qam", "2")
        git("checkout", "-q", "-")
        write_files(repository, "a.py", content=b"main\n")
        git("commit", "-qam", "3")
        with pytest.raises(Exception, match="merge"):
            git("merge", "side")
        tree = open_tree(repository)
        assert tree.paths == ("a.py",)
        assert list(tree.holding(["main"])) == ["a.py"]

    def test_submodules_are_trees_of_their_own(self, repository: Path, git: Git, tmp_path: Path) -> None:
        write_files(tmp_path / "library", "b.py")
        run_git(tmp_path / "library", "init", "-q")
        run_git(tmp_path / "library", "add", ".")
        run_git(tmp_path / "library", "commit", "-qm", "c")
        write_files(repository, "a.py")
        git("add", ".")
        git("submodule", "--quiet", "add", "../library", "library.py")
        git("config", "submodule.recurse", "true")
        tree = open_tree(repository)
        assert tree.paths == ("a.py",)
        assert list(tree.holding(["old"])) == ["a.py"]

    def test_nothing_tracked_yet_is_walked(self, repository: Path) -> None:
        write_files(repository, "a.py", ".venv/lib/b.py", "made/c.py")
        write_files(repository, ".gitignore", content=b"made/\n")
        assert open_tree(repository).paths == ("a.py",)

    def test_without_git_it_is_refused(
        self, repository: Path, git: Git, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_files(repository, "a.py", "untracked.py")
        git("add", "a.py")
        monkeypatch.setenv("PATH", str(repository))
        with pytest.raises(RepointError, match="there is no git on PATH"):
            open_tree(repository)

    def test_a_repository_that_git_refuses_is_an_error(
        self, repository: Path, git: Git, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_files(repository, "a.py")
        git("add", ".")
        monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        with pytest.raises(RepointError, match=r"(?s)cannot read the repository.*dubious ownership"):
            open_tree(repository)

    def test_a_repository_that_is_broken_is_an_error(self, repository: Path, git: Git) -> None:
        write_files(repository, "a.py")
        git("add", ".")
        (repository / ".git/index").write_bytes(b"no index")
        with pytest.raises(RepointError, match=r"cannot read the repository at .*repository: .*index"):
            open_tree(repository)


class TestErrors:
    def test_a_missing_folder_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(RepointError, match="nowhere: there is no such folder"):
            open_tree(tmp_path / "nowhere")

    def test_an_invalid_glob_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(RepointError, match=r'"\[z-a\]" is not a valid glob'):
            open_tree(tmp_path, ["[z-a]"])


class TestLinks:
    def test_a_link_to_a_file_of_the_tree_stands_for_it(self, root: Path) -> None:
        write_files(root, "a/real.py")
        (root / "b").mkdir()
        (root / "b/link.py").symlink_to("../a/real.py")
        (root / "b/chain.py").symlink_to("link.py")
        tree = opened(root)
        assert tree.paths == ("a/real.py",)
        assert tree.links == (("b/chain.py", "a/real.py"), ("b/link.py", "a/real.py"))
        assert list(tree.holding(["old"])) == ["a/real.py"]

    def test_what_is_below_a_link_to_a_folder_stands_for_what_is_in_it(self, root: Path) -> None:
        write_files(root, "a/real.py", "a/deep/x.py", "src/x.py")
        (root / "src/on").symlink_to("../a")
        tree = opened(root)
        assert tree.paths == ("a/deep/x.py", "a/real.py", "src/x.py")
        assert tree.links == (("src/on/deep/x.py", "a/deep/x.py"), ("src/on/real.py", "a/real.py"))

    def test_of_very_many_the_rest_is_named(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write_files(root, "a/real.py", "a/other.py")
        monkeypatch.setattr("codemods.tree.file_kinds.MOST_LINKED", 3)
        for link in ("b", "c"):
            (root / link).symlink_to("a")
        tree = opened(root)
        assert ([link for link, _ in tree.links], tree.outside) == (["b/other.py", "b/real.py"], ("c",))

    def test_not_where_that_has_no_end(self, root: Path) -> None:
        write_files(root, "a/real.py")
        for link, target in (("a/up", ".."), ("a/self", "."), ("loop", "loop"), ("nowhere", "no")):
            (root / link).symlink_to(target)
        assert opened(root).links == ()

    def test_a_link_to_an_excluded_file_is_excluded(self, root: Path) -> None:
        write_files(root, "a.py", "vendor/real.py")
        (root / "link.py").symlink_to("vendor/real.py")
        tree = opened(root, "vendor/")
        assert (tree.paths, tree.links) == (("a.py",), ())

    def test_a_link_out_of_the_tree_is_kept_to_be_reported(self, root: Path, tmp_path: Path) -> None:
        write_files(root, "a.py")
        write_files(tmp_path, "tree-beside.py")
        (root / "link.py").symlink_to("../tree-beside.py")
        (root / "nothing.py").symlink_to("../nothing.py")
        tree = opened(root)
        assert tree.paths == ("a.py", "link.py", "nothing.py")
        assert list(tree.holding(["old"])) == ["a.py", "link.py", "nothing.py"]

    def test_a_link_out_of_the_tree_without_the_words_is_no_candidate(
        self, root: Path, tmp_path: Path
    ) -> None:
        write_files(root, "a.py")
        write_files(tmp_path, "other.py", content=b"nothing here\n")
        (root / "link.py").symlink_to("../other.py")
        (root / "null.py").symlink_to(os.devnull)
        assert list(opened(root).holding(["old"])) == ["a.py"]
