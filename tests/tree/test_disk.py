"""Reading a file of the tree: no link is followed, and no pipe is waited on."""

import os
import socket
from pathlib import Path

import pytest

from codemods.tree.decoding import read_source
from codemods.tree.disk import read_for_search
from codemods.tree.open_tree import FolderTree
from codemods.values.tree import UnreadableError
from tests.permissions import Unprivileged
from tests.tree.files import write_files


def refusal(root: Path, path: str = "a.py") -> tuple[str, str]:
    tree = FolderTree(os.path.realpath(root), (path,))
    with pytest.raises(UnreadableError) as caught:
        read_source(tree, path)
    return caught.value.rejection.code, caught.value.rejection.message


def test_a_file_is_read(tmp_path: Path) -> None:
    write_files(tmp_path, "a/ü.py")
    source = read_source(FolderTree(str(tmp_path), ()), "a/ü.py")
    assert (source.path, source.data) == ("a/ü.py", b"old\n")


def test_vanished(tmp_path: Path) -> None:
    assert refusal(tmp_path) == ("RP004", "has vanished since the tree was listed")


def test_folder_turned_file(tmp_path: Path) -> None:
    write_files(tmp_path, "a")
    assert refusal(tmp_path, "a/b.py") == ("RP004", "has vanished since the tree was listed")


def test_no_permission(tmp_path: Path, unprivileged: Unprivileged) -> None:
    write_files(tmp_path, "a.py")
    (tmp_path / "a.py").chmod(0)
    with unprivileged():
        assert refusal(tmp_path) == ("RP004", "cannot be read: Permission denied")


def test_folder(tmp_path: Path) -> None:
    (tmp_path / "a.py").mkdir()
    assert refusal(tmp_path) == ("RP004", "is a folder, not a file")


def test_pipe_is_not_waited_on(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.py")
    assert refusal(tmp_path) == ("RP004", "is a pipe, not a file")


def test_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("a.py")
        assert refusal(tmp_path) == ("RP004", "is a socket, not a file")


def test_link_out_of_the_tree(tmp_path: Path) -> None:
    write_files(tmp_path, "tree-2/b.py", "tree/c.py")
    (tmp_path / "tree/a.py").symlink_to("../tree-2/b.py")
    reason = "is a symbolic link to ../tree-2/b.py, outside the tree"
    assert refusal(tmp_path / "tree") == ("RP005", reason)


def test_link_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.py").symlink_to("b.py")
    assert refusal(tmp_path) == ("RP004", "is a symbolic link to b.py, which does not exist")


def test_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "a.py").symlink_to("a.py")
    assert refusal(tmp_path) == ("RP004", "is a symbolic link to a.py, which does not exist")


def test_link_to_a_file_that_is_not_looked_at(tmp_path: Path) -> None:
    write_files(tmp_path, "made/b.py")
    (tmp_path / "a.py").symlink_to("made/b.py")
    reason = "is a symbolic link to made/b.py, which is not among the files that are looked at"
    assert refusal(tmp_path) == ("RP005", reason)


def test_a_search_follows_links_and_takes_what_is_gone_for_empty(tmp_path: Path) -> None:
    write_files(tmp_path, "a.py")
    (tmp_path / "link.py").symlink_to("a.py")
    (tmp_path / "broken.py").symlink_to("nothing")
    (tmp_path / "null.py").symlink_to(os.devnull)
    os.mkfifo(tmp_path / "pipe.py")
    names = ("a.py", "link.py", "gone.py", "null.py", "broken.py", "pipe.py")
    assert [read_for_search(str(tmp_path), name) for name in names] == [
        b"old\n",
        b"old\n",
        b"",
        b"",
        None,
        None,
    ]
