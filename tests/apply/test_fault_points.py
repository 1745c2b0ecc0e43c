"""Where a system call fails, or is the last one, the tree is at one of two ends, or undo brings it there.

A few points of each kind; `python -m tests.apply.fault_points` tries them all.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.apply.fault_points import GITS_LOCK, Command, Point, is_good


def can_trace() -> bool:
    """Whether strace is here and may trace."""
    if shutil.which("strace") is None:
        return False
    done = subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return done.returncode == 0


POINTS = {
    "apply": [("renameat2", "EIO"), ("write", "ENOSPC"), ("rename", "SIGKILL"), ("unlink", "SIGINT")],
    "undo of a commit": [
        ("renameat2", "SIGKILL"),
        ("fsync", "EIO"),
        ("unlink", "SIGKILL"),
        ("rename", "SIGINT"),
    ],
}


traced = pytest.mark.skipif(not can_trace(), reason="strace is not here, or may not trace")


@traced
@pytest.mark.parametrize("name", POINTS)
def test_a_fault_ends_at_one_of_two_ends(name: str, tmp_path: Path) -> None:
    command = Command(tmp_path, name)
    points: dict[str, Point] = {}
    for point in command.points():
        # The last but one of each kind is in the middle of the tree's own changes.
        points[point.call] = points.get(f"{point.call} next", point)
        points[f"{point.call} next"] = point
    trials = [command.run(points[call], fault) for call, fault in POINTS[name]]
    assert [each for each in trials if not is_good(each)] == []


@traced
def test_a_lock_that_git_cannot_remove_is_all_that_stays(tmp_path: Path) -> None:
    command = Command(tmp_path, "undo of a commit")
    points = [each for each in command.points(by_git=True) if GITS_LOCK in each.about]
    trials = [command.run(each, "EIO") for each in points if each.call == "unlink"]
    assert [(each.end, each.status) for each in trials] == [("after, but for git's lock", 0)]
