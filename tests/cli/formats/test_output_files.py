"""Patches as files are whole or not there."""

import os
import subprocess
from pathlib import Path

import pytest

from codemods.cli.formats.output_files import save_file, save_patches
from codemods.cli.formats.unified_diff import unified_diffs
from codemods.values.errors import RepointError
from codemods.values.plan import FileChange

PATHS = ["a.py", "pkg/a.py", "pkg/b c.py", "pkg/ü.py", "..odd/-x.py", "x" * 240 + ".py", "pkg-a.py"]


def changes(*paths: str) -> list[FileChange]:
    return [FileChange(path, b"old\n", b"new\n", (), 1) for path in paths]


def test_a_patch_is_saved(tmp_path: Path) -> None:
    save_file(tmp_path / "x.patch", b"data")
    assert os.listdir(tmp_path) == ["x.patch"]
    assert (tmp_path / "x.patch").read_bytes() == b"data"


def test_a_new_file_has_the_permissions_that_the_user_gives_new_files(tmp_path: Path) -> None:
    save_file(tmp_path / "x.patch", b"data")
    (tmp_path / "plain").touch()
    assert (tmp_path / "x.patch").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_an_old_one_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "x.patch").write_bytes(b"old")
    save_file(tmp_path / "x.patch", b"new")
    assert (tmp_path / "x.patch").read_bytes() == b"new"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("x.patch")
    save_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "x.patch").read_bytes() == b"new"


def test_a_device_is_written_to_and_stays() -> None:
    save_file(Path(os.devnull), b"data")
    assert Path(os.devnull).is_char_device()


def test_a_folder_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(RepointError, match=r"no-such/x\.patch: can't be written: No such file or directory"):
        save_file(tmp_path / "no-such" / "x.patch", b"data")


def test_each_file_gets_a_patch_and_git_takes_them_all(tmp_path: Path) -> None:
    tree, folder = tmp_path / "tree", tmp_path / "new" / "patches"
    for path in PATHS:
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_bytes(b"old\n")
    save_patches(folder, unified_diffs(changes(*PATHS)))
    names = sorted(os.listdir(folder))
    assert names[:3] == ["0001-a.py.patch", "0002-pkg-a.py.patch", "0003-pkg-b_c.py.patch"]
    assert len(names) == len(PATHS)
    subprocess.run(["git", "apply", *(folder / name for name in names)], cwd=tree, check=True)
    assert {(tree / path).read_bytes() for path in PATHS} == {b"new\n"}


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "0001-a.py.patch").write_bytes(b"mine")
    with pytest.raises(RepointError, match="is not empty"):
        save_patches(tmp_path, unified_diffs(changes("a.py")))
    assert (tmp_path / "0001-a.py.patch").read_bytes() == b"mine"


def test_a_file_in_the_folders_place_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RepointError, match="can't be used for patches"):
        save_patches(tmp_path / "file", unified_diffs(changes("a.py")))
