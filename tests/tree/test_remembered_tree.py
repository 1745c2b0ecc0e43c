"""A tree that remembers answers as the tree below it does, and asks it once."""

from pathlib import Path

from codemods.tree.open_tree import open_tree
from codemods.tree.remembered_tree import RememberedTree
from tests.tree.files import Git, write_files


def test_it_answers_as_before_until_it_is_made_anew(tmp_path: Path) -> None:
    write_files(tmp_path, "a.py", "b/c.py")
    tree = RememberedTree(open_tree(tmp_path))
    assert tree.holding(["old"]) == ["a.py", "b/c.py"]
    assert (tree.search(["old"]).holding, tree.read("a.py")) == (["a.py", "b/c.py"], b"old\n")
    write_files(tmp_path, "a.py", content=b"from old import *\n")
    write_files(tmp_path, "b/c.py", content=b"new\n")
    assert tree.holding(["old"]) == ["a.py", "b/c.py"]
    assert (tree.search(["old"]).holding, tree.read("a.py")) == (["a.py", "b/c.py"], b"old\n")
    again = RememberedTree(open_tree(tmp_path))
    assert (again.holding(["old"]), again.search(["old"]).star_importers) == (["a.py"], ["a.py"])


def test_what_is_found_for_each_word_is_remembered_as_well(repository: Path, git: Git) -> None:
    write_files(repository, "a.py")
    git("add", ".")
    tree = RememberedTree(open_tree(repository))
    assert tree.holding_each(["old"], "") == {"old": ["a.py"]}
    write_files(repository, "a.py", content=b"new\n")
    assert (tree.holding_each(["old"], ""), tree.holding_each(["new"], "")) == (
        {"old": ["a.py"]},
        {"new": ["a.py"]},
    )


def test_words_are_told_apart_by_what_stands_before_them(tmp_path: Path) -> None:
    write_files(tmp_path, "a.py", content=b"old.x\n")
    tree = RememberedTree(open_tree(tmp_path))
    assert [tree.holding(["old"], before) for before in ("", r"\.", "")] == [["a.py"], [], ["a.py"]]
