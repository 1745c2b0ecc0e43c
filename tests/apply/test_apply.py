"""A plan is written file by file: all that can be, nothing that the plan was not made from."""

import os
import resource
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from codemods.apply import ApplyResult, apply_plan
from codemods.values.plan import FileChange, Plan

MakePlan = Callable[..., Plan]
Lay = Callable[..., None]


def codes(result: ApplyResult) -> list[tuple[str, str]]:
    return [(finding.code, finding.path) for finding in result.findings]


def test_every_file_is_written(tmp_path: Path, plan: MakePlan, lay: Lay) -> None:
    lay(tmp_path, "a.py", "pkg/b.py")
    assert apply_plan(tmp_path, plan("a.py", "pkg/b.py")) == ApplyResult(("a.py", "pkg/b.py"))
    assert [(tmp_path / name).read_bytes() for name in ("a.py", "pkg/b.py")] == [b"new\n"] * 2
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.py", "b.py", "pkg"]


def test_a_file_changed_since_the_plan_is_left_and_the_others_go_on(
    tmp_path: Path, plan: MakePlan, lay: Lay
) -> None:
    lay(tmp_path, "a.py", "b.py", "c.py")
    (tmp_path / "a.py").write_bytes(b"edited\n")
    (tmp_path / "b.py").unlink()
    result = apply_plan(tmp_path, plan("a.py", "b.py", "c.py"))
    assert result.written == ("c.py",)
    assert codes(result) == [("RP007", "a.py"), ("RP007", "b.py")]
    assert (tmp_path / "a.py").read_bytes() == b"edited\n"
    assert not (tmp_path / "b.py").exists()


def test_applying_twice_is_applying_once(tmp_path: Path, plan: MakePlan, lay: Lay) -> None:
    lay(tmp_path, "a.py")
    apply_plan(tmp_path, plan("a.py"))
    before = (tmp_path / "a.py").stat()
    assert apply_plan(tmp_path, plan("a.py")) == ApplyResult(("a.py",))
    assert (tmp_path / "a.py").stat().st_ino == before.st_ino


@pytest.mark.parametrize("mode", [0o755, 0o640, 0o600])
def test_mode_bits_stay(mode: int, tmp_path: Path, plan: MakePlan, lay: Lay) -> None:
    lay(tmp_path, "a.py")
    (tmp_path / "a.py").chmod(mode)
    apply_plan(tmp_path, plan("a.py"))
    assert stat.S_IMODE((tmp_path / "a.py").stat().st_mode) == mode


def test_the_longest_possible_name_can_be_written(tmp_path: Path, plan: MakePlan, lay: Lay) -> None:
    name = "x" * 252 + ".py"
    lay(tmp_path, name)
    assert apply_plan(tmp_path, plan(name)).written == (name,)


def test_a_link_in_the_tree_is_written_through(tmp_path: Path, plan: MakePlan, lay: Lay) -> None:
    lay(tmp_path, "real/a.py")
    (tmp_path / "link.py").symlink_to("real/a.py")
    assert apply_plan(tmp_path, plan("link.py", "real/a.py")).written == ("link.py", "real/a.py")
    assert (tmp_path / "link.py").is_symlink()
    assert (tmp_path / "real/a.py").read_bytes() == b"new\n"


@pytest.mark.parametrize("linked", ["a.py", "folder"])
def test_a_link_out_of_the_tree_is_left(linked: str, tmp_path: Path, plan: MakePlan, lay: Lay) -> None:
    tree, outside = tmp_path / "tree", tmp_path / "outside"
    tree.mkdir()
    lay(outside, "a.py", "folder/a.py")
    (tree / linked).symlink_to(outside / linked)
    path = "a.py" if linked == "a.py" else "folder/a.py"
    result = apply_plan(tree, plan(path))
    assert codes(result) == [("RP005", path)]
    assert (outside / path).read_bytes() == b"old\n"


def test_a_link_to_itself_is_left(tmp_path: Path, plan: MakePlan) -> None:
    (tmp_path / "a.py").symlink_to("a.py")
    assert codes(apply_plan(tmp_path, plan("a.py"))) == [("RP010", "a.py")]


def test_a_folder_in_the_files_place_is_left(tmp_path: Path, plan: MakePlan) -> None:
    (tmp_path / "a.py").mkdir()
    assert codes(apply_plan(tmp_path, plan("a.py"))) == [("RP010", "a.py")]


@pytest.mark.parametrize(
    ("name", "mode"), [pytest.param("a.py", 0o444, id="file"), pytest.param(".", 0o555, id="folder")]
)
def test_what_is_read_only_is_left(
    name: str,
    mode: int,
    tmp_path: Path,
    plan: MakePlan,
    lay: Lay,
    unprivileged: Callable[[], AbstractContextManager[None]],
) -> None:
    tree = tmp_path / "tree"
    lay(tree, "locked/a.py", "free/b.py")
    for path in (tree / "free", tree / "free/b.py"):
        path.chmod(0o777)
    (tree / "locked").chmod(0o777)
    (tree / "locked" / name).chmod(mode)
    with unprivileged():
        result = apply_plan(tree, plan("locked/a.py", "free/b.py"))
    assert codes(result) == [("RP010", "locked/a.py")]
    assert result.written == ("free/b.py",)
    assert "writable" in result.findings[0].advice
    assert os.listdir(tree / "locked") == ["a.py"]


def test_a_write_cut_short_leaves_the_old_file_and_no_rest(tmp_path: Path, lay: Lay) -> None:
    lay(tmp_path, "a.py")
    long = FileChange("a.py", b"old\n", b"new\n" * 10_000, (), 1)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        result = apply_plan(tmp_path, Plan("m", (long,), ()))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert codes(result) == [("RP010", "a.py")]
    assert os.listdir(tmp_path) == ["a.py"]
    assert (tmp_path / "a.py").read_bytes() == b"old\n"
