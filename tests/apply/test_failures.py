"""Whatever refuses on the way, files, index and journal are as they were before."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from codemods.apply.apply_plan import apply_plan
from codemods.apply.locked_tree import lock_tree
from codemods.values.errors import RepointError
from codemods.values.plan import FileChange, Plan
from tests.apply.work_tree import OLD, WorkTree
from tests.permissions import Unprivileged
from tests.small_disk import small_disk


def applied(tree: WorkTree, *changes: FileChange) -> None:
    with lock_tree(tree.root) as locked:
        apply_plan(locked, Plan("m", changes, ()))


def huge(path: str) -> FileChange:
    return FileChange(path, OLD, b"new\n" * 1_000_000, (), 1)


@contextmanager
def small_files(size: int) -> Iterator[None]:
    """Refuse to write files that are larger than a size in bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[WorkTree]:
    with small_disk(tmp_path / "disk", "1m") as root:
        yield WorkTree(root)


def journal_of(tree: WorkTree) -> list[int]:
    with lock_tree(tree.root) as locked:
        return [each.number for each in locked.journal.all()]


def test_a_full_disk_leaves_everything_as_it_was(disk: WorkTree) -> None:
    disk.git("init", "-q", "-b", "main")
    disk.git("config", "gc.auto", "0")
    disk.commit("a.py", "b.py")
    before = disk.snapshot()
    with pytest.raises(RepointError, match=r"No space left on device|unable to write|failed"):
        applied(disk, FileChange("a.py", OLD, b"new\n", (), 1), huge("b.py"))
    assert (disk.snapshot(), disk.leftovers(), journal_of(disk)) == (before, [], [])


def test_a_disk_that_is_full_outside_git_names_the_file(disk: WorkTree) -> None:
    disk.write("a.py", "b.py")
    said = rf"{disk / 'b.py'}: No space left on device; everything is as it was before"
    with pytest.raises(RepointError, match=said):
        applied(disk, FileChange("a.py", OLD, b"new\n", (), 1), huge("b.py"))
    assert disk.snapshot().files == {"a.py": OLD, "b.py": OLD}
    assert (disk.leftovers(), journal_of(disk)) == ([], [])


def test_a_file_that_may_not_grow_so_large_names_the_file(folder: WorkTree) -> None:
    folder.write("a.py", "b.py")
    with small_files(100_000), pytest.raises(RepointError, match=rf"{folder / 'b.py'}: File too large"):
        applied(folder, FileChange("a.py", OLD, b"new\n", (), 1), huge("b.py"))
    assert folder.snapshot().files == {"a.py": OLD, "b.py": OLD}
    assert (folder.leftovers(), journal_of(folder)) == ([], [])


def test_a_journal_that_cannot_be_written_stops_it(folder: WorkTree) -> None:
    folder.write("a.py")
    large = FileChange("a.py", OLD * 1_000, b"new\n", (), 1)
    (folder / "a.py").write_bytes(large.before)
    with small_files(1_000), pytest.raises(RepointError, match="the journal can't be written: File too"):
        applied(folder, large)
    assert folder.snapshot().files == {"a.py": large.before}
    assert journal_of(folder) == []


def test_an_index_that_cannot_be_written_leaves_the_files(repository: WorkTree) -> None:
    repository.commit(*(f"{'x' * 100}{number}.py" for number in range(99)), "a.py")
    before = repository.snapshot()
    size = (repository / ".git/index").stat().st_size
    with small_files(size - 1), pytest.raises(RepointError):
        repository.apply("a.py")
    assert (repository.snapshot(), repository.leftovers(), journal_of(repository)) == (before, [], [])


def test_a_read_only_git_folder_stops_it_before_anything(
    repository: WorkTree, unprivileged: Unprivileged
) -> None:
    repository.commit("a.py")
    before = repository.snapshot()
    (repository / ".git").chmod(0o555)
    with unprivileged(), pytest.raises(RepointError, match="the journal can't be written: Permission denied"):
        repository.apply("a.py")
    (repository / ".git").chmod(0o755)
    assert (repository.snapshot(), repository.leftovers()) == (before, [])


def test_a_git_folder_that_turned_read_only_stops_it_too(
    repository: WorkTree, unprivileged: Unprivileged
) -> None:
    repository.commit("a.py", "b.py")
    repository.apply("b.py")
    before = repository.snapshot()
    (repository / ".git").chmod(0o555)
    with unprivileged(), pytest.raises(RepointError, match=r"Permission denied; everything is as it was"):
        repository.apply("a.py")
    (repository / ".git").chmod(0o755)
    assert (repository.snapshot(), repository.leftovers()) == (before, [])
    with unprivileged():
        assert journal_of(repository) == [1]


def test_a_held_index_stops_it_and_stays_held(repository: WorkTree) -> None:
    repository.commit("a.py")
    before = repository.snapshot()
    lock = repository / ".git/index.lock"
    lock.write_bytes(b"DIRC")
    with pytest.raises(RepointError, match=r"index\.lock exists: another git process is at work"):
        repository.apply("a.py")
    assert (repository.snapshot(), lock.read_bytes(), journal_of(repository)) == (before, b"DIRC", [])


def test_a_held_index_does_not_matter_without_staging(repository: WorkTree) -> None:
    repository.commit("a.py")
    (repository / ".git/index.lock").touch()
    assert repository.apply("a.py", index=False).written == ("a.py",)
