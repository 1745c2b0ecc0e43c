"""A tree with other contents than the disk has."""

from pathlib import Path

import pytest

from codemods.tree.open_tree import open_tree
from codemods.tree.overlay_tree import OverlayTree
from codemods.values.tree import UnreadableError
from tests.tree.files import Git, write_files


@pytest.fixture
def overlay(repository: Path, git: Git) -> OverlayTree:
    """Over `a.py`, `b.py`, `c.py`: another `a.py`, no `b.py`, and a new `d.py`."""
    write_files(repository, "a.py", "b.py", "c.py")
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


def test_each_word_is_searched_in_what_it_holds(overlay: OverlayTree) -> None:
    assert overlay.holding_each(["old", "new"], r" \+") == {"old": ["c.py"], "new": ["a.py", "d.py"]}
    assert overlay.holding_each(["größe"], "") is None


def test_a_link_to_a_file_with_other_contents_is_none(repository: Path, git: Git) -> None:
    write_files(repository, "a.py", "b.py")
    for name in ("a", "b"):
        (repository / f"{name}_link.py").symlink_to(f"{name}.py")
    git("add", ".")
    tree = open_tree(repository)
    assert OverlayTree(tree, {}).links == (("a_link.py", "a.py"), ("b_link.py", "b.py"))
    assert OverlayTree(tree, {"a.py": b""}).links == (("b_link.py", "b.py"),)
