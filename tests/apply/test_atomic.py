"""A file is replaced in one step, with its mode bits, and its old bytes stay where that fails."""

import os
import stat
from pathlib import Path

import pytest

from codemods.apply.atomic import replace_file, write_beside
from tests.permissions import Unprivileged


@pytest.mark.parametrize("durable", [False, True])
def test_new_bytes_come_with_the_old_mode(tmp_path: Path, durable: bool) -> None:
    file = tmp_path / ("x" * 252 + ".py")
    file.write_bytes(b"old")
    file.chmod(0o751)
    before = file.stat().st_ino
    replace_file(file, b"new", durable)
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", 0o751)
    assert (file.stat().st_ino != before, os.listdir(tmp_path)) == (True, [file.name])


def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    replace_file(tmp_path / "new", b"new")
    assert (tmp_path / "new").read_bytes() == b"new"


def test_where_it_fails_the_old_bytes_stay_and_nothing_is_left(
    tmp_path: Path, unprivileged: Unprivileged
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError):
        replace_file(tmp_path / "folder", b"new")
    assert sorted(os.listdir(tmp_path)) == ["a", "folder"]
    tmp_path.chmod(0o555)
    with unprivileged(), pytest.raises(PermissionError):
        replace_file(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_file_beside_another_takes_no_name_that_is_used(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        write_beside(tmp_path / "b", tmp_path / "a", b"new")
    assert (tmp_path / "b").read_bytes() == b"mine"


def test_extended_attributes_come_with_it(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    try:
        os.setxattr(file, "user.origin", b"mine")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    replace_file(file, b"new")
    assert (file.read_bytes(), os.getxattr(file, "user.origin")) == (b"new", b"mine")
