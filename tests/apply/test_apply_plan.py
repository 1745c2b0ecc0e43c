"""A plan is written: all of it that can be, nothing that the plan was not made from."""

import os
import stat
from pathlib import Path

import pytest

from tests.apply.work_tree import NEW, OLD, WorkTree, codes
from tests.permissions import Unprivileged


def test_every_file_is_written(folder: WorkTree) -> None:
    folder.write("a.py", "pkg/b.py")
    result = folder.apply("a.py", "pkg/b.py")
    assert (result.written, result.staged, result.findings) == (("a.py", "pkg/b.py"), (), ())
    assert folder.snapshot().files == {"a.py": NEW, "pkg/b.py": NEW}
    assert folder.leftovers() == []


def test_a_file_changed_since_the_plan_is_left_and_the_others_go_on(folder: WorkTree) -> None:
    folder.write("a.py", "b.py", "c.py")
    (folder / "a.py").write_bytes(b"edited\n")
    (folder / "b.py").unlink()
    result = folder.apply("a.py", "b.py", "c.py")
    assert result.written == ("c.py",)
    assert codes(result) == [("RP007", "a.py"), ("RP007", "b.py")]
    assert folder.snapshot().files == {"a.py": b"edited\n", "c.py": NEW}


def test_applying_twice_is_applying_once(folder: WorkTree) -> None:
    folder.write("a.py")
    folder.apply("a.py")
    before = (folder / "a.py").stat()
    result = folder.apply("a.py")
    assert (result.written, result.number) == (("a.py",), None)
    assert (folder / "a.py").stat().st_ino == before.st_ino


@pytest.mark.parametrize("mode", [0o755, 0o640, 0o600])
def test_mode_bits_stay(mode: int, folder: WorkTree) -> None:
    folder.write("a.py")
    (folder / "a.py").chmod(mode)
    folder.apply("a.py")
    assert stat.S_IMODE((folder / "a.py").stat().st_mode) == mode


def test_the_longest_possible_name_can_be_written(folder: WorkTree) -> None:
    name = "x" * 252 + ".py"
    folder.write(name)
    assert folder.apply(name).written == (name,)


def test_a_name_that_is_no_utf8_can_be_written_and_taken_back(folder: WorkTree) -> None:
    name = os.fsdecode(b"\xff.py")
    folder.write(name)
    folder.apply(name)
    assert folder.snapshot().files == {name: NEW}
    assert folder.undo().result.restored == (name,)
    assert folder.snapshot().files == {name: OLD}


@pytest.mark.parametrize("target", ["real/a.py", "../outside.py", "link.py"])
def test_a_link_is_never_written_through(target: str, folder: WorkTree, tmp_path: Path) -> None:
    folder.write("real/a.py", "b.py")
    (tmp_path / "outside.py").write_bytes(OLD)
    (folder / "link.py").symlink_to(target)
    result = folder.apply("link.py", "b.py")
    assert codes(result) == [("RP005", "link.py")]
    assert result.written == ("b.py",)
    assert os.readlink(folder / "link.py") == target
    assert (tmp_path / "outside.py").read_bytes() == (folder / "real/a.py").read_bytes() == OLD


def test_a_file_below_a_linked_folder_is_left(folder: WorkTree, tmp_path: Path) -> None:
    WorkTree(tmp_path / "outside").write("a.py")
    (folder / "linked").symlink_to(tmp_path / "outside")
    assert codes(folder.apply("linked/a.py")) == [("RP005", "linked/a.py")]
    assert (tmp_path / "outside/a.py").read_bytes() == OLD


def test_a_root_that_is_reached_by_a_link_is_fine(folder: WorkTree, tmp_path: Path) -> None:
    folder.write("a.py")
    (tmp_path / "link").symlink_to(folder.root)
    assert WorkTree(tmp_path / "link").apply("a.py").written == ("a.py",)
    assert WorkTree(tmp_path / "link").undo().result.restored == ("a.py",)


def test_a_folder_in_the_files_place_is_left(folder: WorkTree) -> None:
    (folder / "a.py").mkdir()
    assert codes(folder.apply("a.py")) == [("RP005", "a.py")]


@pytest.mark.parametrize(
    ("name", "mode"), [pytest.param("a.py", 0o444, id="file"), pytest.param(".", 0o555, id="folder")]
)
def test_what_is_read_only_is_left(
    name: str, mode: int, folder: WorkTree, state_home: Path, unprivileged: Unprivileged
) -> None:
    folder.write("locked/a.py", "free/b.py")
    (folder / "locked" / name).chmod(mode)
    state_home.chmod(0o777)
    with unprivileged():
        result = folder.apply("locked/a.py", "free/b.py")
    assert codes(result) == [("RP010", "locked/a.py")]
    assert result.written == ("free/b.py",)
    assert "writable" in result.findings[0].advice
    assert os.listdir(folder / "locked") == ["a.py"]
