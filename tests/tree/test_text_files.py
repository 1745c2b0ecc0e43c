"""Text files that hold a word, in a repository and elsewhere."""

import os
from pathlib import Path

import pytest

from codemods.tree.open_tree import open_tree
from codemods.tree.text_files import texts_holding
from tests.tree.files import Git

FILES = {
    "README.md": b"call make()\n",
    "docs/a b.yml": b"run: make\r\n",
    "remake.txt": b"remake\n",
    "app.py": b"make()\n",
    "data.bin": b"make\0\n",
    "latin.txt": "naïve make\n".encode("latin-1"),
    "ignored.md": b"make\n",
    ".gitignore": b"ignored.md\n",
}


def write_tree(root: Path) -> None:
    for path, data in FILES.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(data)
    (root / "link.md").symlink_to("README.md")


@pytest.mark.parametrize("tracked", [False, True])
def test_text_files_that_hold_a_word_are_found(repository: Path, git: Git, tracked: bool) -> None:
    root = repository if tracked else repository.parent / "plain"
    root.mkdir(exist_ok=True)
    write_tree(root)
    if tracked:
        git("add", ".")
    found = dict(texts_holding(open_tree(root), {"make"}))
    assert found == {
        "README.md": "call make()\n",
        "docs/a b.yml": "run: make\n",
        "latin.txt": "na\ufffdve make\n",
    }


def test_files_that_git_does_not_track_are_left_out(repository: Path, git: Git) -> None:
    write_tree(repository)
    git("add", "app.py", "README.md")
    assert [path for path, _ in texts_holding(open_tree(repository), {"make"})] == ["README.md"]


def test_what_is_on_disk_counts_not_what_is_staged(repository: Path, git: Git) -> None:
    write_tree(repository)
    git("add", ".")
    (repository / "README.md").write_text("nothing\n")
    os.remove(repository / "latin.txt")
    assert [path for path, _ in texts_holding(open_tree(repository), {"make"})] == ["docs/a b.yml"]


def test_no_word_is_in_no_file(repository: Path) -> None:
    write_tree(repository)
    assert list(texts_holding(open_tree(repository), ())) == []
