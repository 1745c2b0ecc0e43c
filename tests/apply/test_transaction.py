"""A transaction is carried out whole, or leaves everything as it was."""

import os

import pytest

from codemods.apply.journal import ApplyRecord, ApplyState
from codemods.apply.journal_records import file_records, new_record
from codemods.apply.locked_tree import LockedTree, lock_tree
from codemods.apply.staging import staging_entries
from codemods.apply.transaction import FileChangedError, run_transaction
from codemods.git.repository import open_repository
from codemods.values.errors import RepointError
from tests.apply.work_tree import NEW, OLD, WorkTree, plan

CONTENTS: dict[bytes, bytes | None] = {b"a.py": NEW, b"b.py": NEW}


def record(locked: LockedTree) -> ApplyRecord:
    """The record of a change of both files, which are to be staged."""
    changes = plan("a.py", "b.py").files
    assert locked.repository is not None
    entries = staging_entries(locked, locked.repository, changes, {})
    return new_record(locked, "m", file_records(locked, changes, True, entries))


def test_files_and_index_change_together_and_the_journal_has_the_record(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    with lock_tree(repository.root) as locked:
        made = record(locked)
        number = run_transaction(locked, made, CONTENTS)
        logged = locked.journal.read(number)
    assert (logged.state, logged.record) == (ApplyState.DONE, made)
    assert (repository.snapshot().files, repository.staged()) == (
        {"a.py": NEW, "b.py": NEW},
        ["a.py", "b.py"],
    )
    assert repository.leftovers() == []


@pytest.mark.parametrize("how", ["edited", "staged", "gone", "linked", "a folder"])
def test_a_file_that_moves_on_at_the_last_moment_stops_it_whole(how: str, repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    with lock_tree(repository.root) as locked:
        made = record(locked)
        (repository / "b.py").unlink()
        if how in ("edited", "staged"):
            (repository / "b.py").write_bytes(b"mine\n")
        if how == "staged":
            repository.git("add", "b.py")
            (repository / "b.py").write_bytes(OLD)
        if how == "linked":
            (repository / "real.py").write_bytes(OLD)
            (repository / "b.py").symlink_to("real.py")
        if how == "a folder":
            (repository / "b.py").mkdir()
        before = repository.snapshot()
        with pytest.raises(FileChangedError) as moved:
            run_transaction(locked, made, CONTENTS)
        assert (moved.value.path, locked.journal.all()) == ("b.py", [])
    assert (repository.snapshot(), repository.leftovers()) == (before, [])


def test_an_index_that_another_process_has_locked_stops_it_whole(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    with lock_tree(repository.root) as locked:
        made = record(locked)
        opened = open_repository(repository.root)
        assert opened is not None
        opened.lock.touch()
        before = repository.snapshot()
        with pytest.raises(RepointError, match="another git process is at work here"):
            run_transaction(locked, made, CONTENTS)
        os.unlink(opened.lock)
        assert locked.journal.all() == []
    assert (repository.snapshot(), repository.leftovers()) == (before, [])
