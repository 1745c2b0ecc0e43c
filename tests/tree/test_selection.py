"""Which files may be changed: those in the given paths that no glob excludes."""

from pathlib import Path

import pytest

from codemods.tree.selection import is_selected, make_selection, unmatched_paths
from codemods.values.errors import RepointError
from codemods.values.tree import Selection
from tests.tree.files import write_files


def test_paths_are_files_and_folders_with_all_they_hold() -> None:
    selection = Selection(("a", "b/c.py"), ("a/x.py",))
    chosen = [
        p for p in ("a/y.py", "a/z/y.py", "a/x.py", "ab.py", "b/c.py", "b/d.py") if is_selected(selection, p)
    ]
    assert chosen == ["a/y.py", "a/z/y.py", "b/c.py"]


def test_paths_that_hold_nothing_are_told() -> None:
    selection = Selection(("a", "b", "c.py", "d/e"))
    assert unmatched_paths(selection, ["a/x.py", "c.py", "d/x.py"]) == ("b", "d/e")


class TestPaths:
    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        """A tree with a file beside it."""
        write_files(tmp_path / "tree", "a/b.py", "c.py")
        write_files(tmp_path, "beside.py")
        return tmp_path / "tree"

    def chosen(self, root: Path, cwd: Path, *paths: str) -> tuple[str, ...]:
        return make_selection(root, cwd, paths).paths

    def test_count_from_the_current_folder(self, root: Path) -> None:
        assert self.chosen(root, root / "a", "b.py", "../c.py") == ("a/b.py", "c.py")

    def test_count_from_a_root_that_is_named_where_they_lead_nowhere_else(
        self, root: Path, tmp_path: Path
    ) -> None:
        def chosen(cwd: Path, *paths: str) -> tuple[str, ...]:
            return make_selection(root, cwd, paths, root_is_named=True).paths

        assert chosen(tmp_path, "a", "c.py") == ("a", "c.py")
        assert chosen(root / "a", "b.py") == ("a/b.py",)
        write_files(tmp_path, "a/b.py")  # There, but outside the tree.
        assert chosen(tmp_path, "a") == ("a",)
        for path in ("nowhere.py", "../beside.py"):
            with pytest.raises(RepointError, match=path):
                chosen(tmp_path, path)
        with pytest.raises(RepointError, match=r"c\.py"):
            self.chosen(root, root / "a", "c.py")

    def test_may_be_absolute(self, root: Path) -> None:
        assert self.chosen(root, Path("/"), str(root / "a")) == ("a",)

    def test_the_root_itself_is_everything(self, root: Path) -> None:
        assert self.chosen(root, root, ".", "c.py") == ()
        assert self.chosen(root, root / "a", "..") == ()

    def test_none_is_everything(self, root: Path) -> None:
        assert make_selection(root, root, [], ["*.py"], True) == Selection((), ("*.py",), True)

    def test_do_not_mind_how_the_root_is_reached(self, root: Path, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to(root)
        assert self.chosen(tmp_path / "link", root, "c.py") == ("c.py",)
        assert self.chosen(root, tmp_path / "link", "c.py") == ("c.py",)

    def test_links_stand_for_their_target(self, root: Path) -> None:
        (root / "link.py").symlink_to("a/b.py")
        assert self.chosen(root, root, "link.py") == ("a/b.py",)

    def test_links_out_of_the_tree_stay_to_be_reported(self, root: Path) -> None:
        (root / "link.py").symlink_to("../beside.py")
        (root / "dangling.py").symlink_to("../nothing.py")
        assert self.chosen(root, root, "link.py", "dangling.py") == ("dangling.py", "link.py")

    @pytest.mark.parametrize("path", ["nowhere.py", "c.py/x", ""])
    def test_missing_ones_are_named(self, root: Path, path: str) -> None:
        if not path:
            assert self.chosen(root, root, path) == ()
            return
        with pytest.raises(RepointError, match=rf"^{path}: there is no such file or folder"):
            self.chosen(root, root, path)

    @pytest.mark.parametrize("path", ["../beside.py", "..", "a/../../beside.py"])
    def test_those_outside_the_root_are_named(self, root: Path, path: str) -> None:
        with pytest.raises(RepointError, match=rf"^{path}: outside the tree at {root}"):
            self.chosen(root, root, path)

    def test_an_invalid_exclusion_is_an_error(self, root: Path) -> None:
        with pytest.raises(RepointError, match='exclude: "!" is not a valid glob'):
            make_selection(root, root, [], ["ok", "!"])


def test_what_is_excluded_is_not_selected() -> None:
    selection = Selection(exclude=("a/", "!a/keep.py"))
    assert (is_selected(selection, "b.py"), is_selected(selection, "a/x.py")) == (True, False)
