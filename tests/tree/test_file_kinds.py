"""What listed paths are on disk, and a stamp that is another one after any change."""

import os
from pathlib import Path

import pytest

from codemods.tree.file_kinds import FileKinds, classify_paths
from tests.permissions import Unprivileged
from tests.tree.files import write_files

LONG_AGO = 1_000_000_000_500_000_000
"""In nanoseconds; not a whole second."""


def classify(root: Path, *paths: str, unwatched: tuple[str, ...] = ()) -> FileKinds:
    return classify_paths(os.path.realpath(root), paths, unwatched)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two files that are old enough for a stamp; their changes are as old as the test."""
    write_files(tmp_path, "a.py", "sub/b.py")
    return tmp_path


def test_files_are_searched_and_what_is_not_there_is_left_out(root: Path) -> None:
    found = classify(root, "sub/b.py", "a.py", "gone.py", "a.py/below.py", "sub")
    assert (found.paths, found.unsearched, found.links) == (["a.py", "sub/b.py"], [], {})


def test_what_git_cannot_search_is_told(root: Path, unprivileged: Unprivileged) -> None:
    write_files(root, "closed.py", "kept.py")
    (root / "closed.py").chmod(0o200)
    os.mkfifo(root / "pipe.py")
    with unprivileged():
        found = classify(root, "a.py", "closed.py", "kept.py", "pipe.py", unwatched=("kept.py",))
    assert found.paths == ["a.py", "closed.py", "kept.py", "pipe.py"]
    assert found.unsearched == ["closed.py", "kept.py", "pipe.py"]


def test_a_link_stands_for_a_file_of_the_tree_or_is_a_path_of_its_own(root: Path) -> None:
    for name, target in {
        "link.py": "a.py",
        "broken.py": "nothing",
        "folder.py": "sub",
        "out.py": "/dev/null",
    }.items():
        (root / name).symlink_to(target)
    (root / "linked").symlink_to("sub")
    found = classify(root, "a.py", "link.py", "broken.py", "folder.py", "out.py", "linked/b.py")
    assert (found.paths, found.unsearched) == (["a.py", "broken.py", "out.py"], ["broken.py", "out.py"])
    assert found.links == {"link.py": "a.py"}


class TestStamp:
    @pytest.fixture
    def now(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A clock that is long past all changes to the files."""
        monkeypatch.setattr("time.time_ns", lambda: os.stat(root).st_ctime_ns + 10**12)

    def test_there_is_none_of_files_that_are_too_young(self, root: Path) -> None:
        assert classify(root, "a.py").stamp == b""

    def test_there_is_none_where_it_is_not_wanted(self, root: Path, now: None) -> None:
        assert classify_paths(os.path.realpath(root), ["a.py"], stamped=False).stamp == b""

    @pytest.mark.parametrize("change", ["text", "mode", "time", "another inode", "one less"])
    def test_any_change_gives_another_one(self, root: Path, now: None, change: str) -> None:
        before, names = classify(root, "a.py", "sub/b.py").stamp, ["a.py", "sub/b.py"]
        assert before == classify(root, "sub/b.py", "a.py").stamp != b""
        if change == "text":
            write_files(root, "a.py", content=b"more\n" * 2)
        elif change == "mode":
            (root / "a.py").chmod(0o700)
        elif change == "time":
            os.utime(root / "a.py", ns=(LONG_AGO, LONG_AGO))
        elif change == "another inode":
            (root / "copy").write_bytes(b"old\n")
            (root / "copy").replace(root / "a.py")
        else:
            names.remove("a.py")
        assert classify(root, *names).stamp not in (before, b"")

    def test_it_is_of_what_links_lead_to_as_well(self, root: Path, now: None) -> None:
        write_files(root, "outside")
        (root / "link.py").symlink_to("outside")
        before = classify(root, "link.py").stamp
        write_files(root, "outside", content=b"more\n" * 2)
        assert classify(root, "link.py").stamp not in (before, b"")
