"""Listing a folder outside git: what is skipped, what is ignored, what cannot be listed."""

from pathlib import Path

from codemods.tree.folder_walk import walk_folder
from tests.permissions import Unprivileged
from tests.tree.files import write_files


def test_folders_that_are_not_the_users_are_skipped(tmp_path: Path) -> None:
    write_files(
        tmp_path, "a.py", "venv/b.py", "node_modules/c.py", "x/__pycache__/d.py", ".tox/e.py", ".hg/f.py"
    )
    write_files(tmp_path, "env/pyvenv.cfg", "env/lib/site.py", ".#a.py")
    assert walk_folder(str(tmp_path)).paths == ["a.py"]


def test_a_root_of_such_a_name_is_walked_all_the_same(tmp_path: Path) -> None:
    write_files(tmp_path, "venv/pyvenv.cfg", "venv/a.py")
    assert walk_folder(str(tmp_path / "venv")).paths == ["a.py"]


def test_folders_that_cannot_be_listed_are_kept_with_the_reason(
    tmp_path: Path, unprivileged: Unprivileged
) -> None:
    write_files(tmp_path, "a.py", "closed/b.py")
    (tmp_path / "closed").chmod(0)
    with unprivileged():
        found = walk_folder(str(tmp_path))
    (tmp_path / "closed").chmod(0o755)
    assert found.paths == ["a.py"]
    assert found.unlisted == [("closed", "Permission denied")]


def test_the_nearest_gitignore_with_a_rule_for_a_path_decides(tmp_path: Path) -> None:
    write_files(tmp_path, "made/a.py", "b_pb2.py", "deep/b_pb2.py", "deep/keep.py", "deep/own/x.py")
    write_files(tmp_path, ".gitignore", content=b"made/\n*_pb2.py\n!\n# note\n\\\n")
    write_files(tmp_path, "deep/.gitignore", content=b"!b_pb2.py\n/keep.py\nown/x.*\n")
    assert walk_folder(str(tmp_path)).paths == ["deep/b_pb2.py"]


def test_files_of_other_kinds_can_be_listed(tmp_path: Path) -> None:
    write_files(tmp_path, "a.py", "b.md", "c.pyi", "d.pyc")
    assert sorted(walk_folder(str(tmp_path)).paths) == ["a.py", "c.pyi"]
    assert sorted(walk_folder(str(tmp_path), (".md", ".pyc")).paths) == ["b.md", "d.pyc"]


def test_links_are_listed_and_not_followed(tmp_path: Path) -> None:
    write_files(tmp_path, "real/a.py")
    (tmp_path / "linked").symlink_to("real")
    (tmp_path / "link.py").symlink_to("real/a.py")
    assert sorted(walk_folder(str(tmp_path)).paths) == ["link.py", "real/a.py"]
