"""Whether a file can take its planned bytes, and what is said where it cannot."""

import os
from pathlib import Path

import pytest

from codemods.apply.check_before_write import check_writable
from codemods.values.plan import FileChange
from tests.permissions import Unprivileged

CHANGE = FileChange("pkg/a.py", b"old", b"new", (), 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg/a.py").write_bytes(b"old")
    return tmp_path


def code(root: Path) -> str | None:
    finding = check_writable(root, CHANGE)
    assert finding is None or (finding.path, finding.line) == ("pkg/a.py", 0)
    return finding.code if finding else None


def test_a_file_with_its_old_or_its_new_bytes_can_be_written(root: Path) -> None:
    assert code(root) is None
    (root / "pkg/a.py").write_bytes(b"new")
    assert code(root) is None


def test_one_that_changed_or_is_gone_cannot(root: Path) -> None:
    (root / "pkg/a.py").write_bytes(b"mine")
    assert code(root) == "RP007"
    (root / "pkg/a.py").unlink()
    assert code(root) == "RP007"


@pytest.mark.parametrize("kind", ["link", "folder", "pipe", "below a link"])
def test_what_is_not_a_regular_file_cannot(root: Path, kind: str) -> None:
    if kind == "below a link":
        (root / "pkg").rename(root / "real")
        (root / "pkg").symlink_to("real")
    else:
        (root / "pkg/a.py").rename(root / "a.py")
    if kind == "link":
        (root / "pkg/a.py").symlink_to("../a.py")
    elif kind == "folder":
        (root / "pkg/a.py").mkdir()
    elif kind == "pipe":
        os.mkfifo(root / "pkg/a.py")
    assert code(root) == "RP005"


def test_one_that_has_another_name_cannot(root: Path) -> None:
    os.link(root / "pkg/a.py", root / "copy.py")
    finding = check_writable(root, CHANGE)
    assert finding is not None
    assert (finding.code, "it has 2 names (hard links)" in finding.message) == ("RP010", True)


@pytest.mark.parametrize(("path", "mode"), [("pkg/a.py", 0o444), ("pkg", 0o555)])
def test_one_without_permission_cannot(root: Path, path: str, mode: int, unprivileged: Unprivileged) -> None:
    (root / path).chmod(mode)
    with unprivileged():
        assert code(root) == "RP010"
