"""The journal remembers each apply whole, under a number, until fifty others came after it."""

import os
from pathlib import Path

import pytest

from codemods.apply.journal import (
    MAX_ENTRIES,
    ApplyRecord,
    ApplyState,
    FileRecord,
    Journal,
    RefRecord,
    sha256,
    utc_now,
)
from codemods.git.index import IndexEntry
from codemods.values.errors import RepointError
from tests.permissions import Unprivileged


def record(migration: str = "m", ref: RefRecord | None = None) -> ApplyRecord:
    return ApplyRecord(
        utc_now(), migration, "1.0", b".", "00", (FileRecord(b"a.py", b"old", sha256(b"new")),), ref
    )


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "deep" / "applies")


def states(journal: Journal) -> list[tuple[int, str]]:
    return [(each.number, each.state) for each in journal.all()]


def test_what_is_written_is_read(journal: Journal) -> None:
    files = (
        FileRecord(
            b"\xff \n.py",
            b"\x00old",
            sha256(b"new"),
            False,
            b"sub/\xff \n.py",
            IndexEntry("100644", "1" * 40),
        ),
        FileRecord(b"new", None, sha256(b""), True, b"new", None, IndexEntry("100755", "2" * 40)),
    )
    written = ApplyRecord("2024", "é", "1", b"\xfe", "77", files, RefRecord("refs/heads/é", "", "3" * 40, 2))
    read = journal.read(journal.begin(written))
    assert (read.record, read.state) == (written, ApplyState.STARTED)
    assert read.record.branch == "é"
    assert read.record.files[0].shown == os.fsdecode(b"\xff \n.py")


def test_targets_are_below_the_root_wherever_the_repository_is(tmp_path: Path) -> None:
    files = (
        FileRecord(b"a.py", b"", b""),
        FileRecord(b"b.py", b"", b"", False),
        FileRecord(b"../c", b"", b""),
    )
    written = ApplyRecord("", "", "", b"sub", "", files)
    assert written.targets(tmp_path) == [tmp_path / "sub/a.py", tmp_path / "c"]


def test_numbers_go_up_and_the_last_comes_first(journal: Journal) -> None:
    assert [journal.begin(record()) for _ in range(11)] == list(range(1, 12))
    assert [each.number for each in journal.all()] == list(range(11, 0, -1))


def test_an_empty_journal_makes_no_folder(journal: Journal) -> None:
    assert (journal.all(), journal.unfinished(), journal.last()) == ([], [], None)
    assert not journal.folder.exists()


def test_a_state_that_is_prepared_counts_when_it_is_confirmed(journal: Journal) -> None:
    number = journal.begin(record())
    journal.prepare(number, ApplyState.DONE)
    assert states(journal) == [(1, "started")]
    journal.confirm(number)
    assert states(journal) == [(1, "done")]


def test_the_last_one_is_the_last_that_can_be_undone(journal: Journal) -> None:
    for state in (
        ApplyState.DONE,
        ApplyState.PARTLY,
        ApplyState.UNDONE,
        ApplyState.STARTED,
        ApplyState.UNDOING,
    ):
        journal.mark(journal.begin(record()), state)
    last = journal.last()
    assert last is not None
    assert last.number == 2
    assert [each.number for each in journal.unfinished()] == [5, 4]


def test_only_finished_applies_are_pruned(journal: Journal) -> None:
    kinds = (ApplyState.DONE, ApplyState.PARTLY, ApplyState.UNDONE, ApplyState.STARTED, ApplyState.UNDOING)
    for number in range(MAX_ENTRIES + 5):
        journal.mark(journal.begin(record()), kinds[number % 5])
    journal.prune()
    assert [each.number for each in journal.all()] == [*range(MAX_ENTRIES + 5, 5, -1), 5, 4, 2]


def test_the_last_fifty_stay(journal: Journal) -> None:
    for _ in range(MAX_ENTRIES):
        journal.mark(journal.begin(record()), ApplyState.DONE)
    journal.prune()
    assert len(journal.all()) == MAX_ENTRIES


@pytest.mark.parametrize("file", ["record", "state"])
@pytest.mark.parametrize("damage", ["empty", "gone", "odd"])
def test_a_damaged_apply_is_named_with_what_to_do(file: str, damage: str, journal: Journal) -> None:
    place = journal.folder / str(journal.begin(record()))
    if damage == "gone":
        (place / file).unlink()
    else:
        (place / file).write_bytes(b"" if damage == "empty" else b"\xff\xff")
    with pytest.raises(RepointError, match=rf"{place}: .* can't be read: .*; remove the folder to forget it"):
        journal.read(1)


def test_a_damaged_earlier_apply_does_not_hide_the_last(journal: Journal) -> None:
    for _ in range(2):
        journal.mark(journal.begin(record()), ApplyState.DONE)
    (journal.folder / "1/record").write_bytes(b"\xff")
    last = journal.last()
    assert last is not None
    assert last.number == 2


def test_an_apply_that_is_not_there_is_told_with_those_that_are(journal: Journal) -> None:
    with pytest.raises(RepointError, match=r"no apply 3 here; the journal holds: none"):
        journal.read(3)
    journal.begin(record())
    journal.begin(record())
    with pytest.raises(RepointError, match=r"no apply 3 here; the journal holds: 1, 2"):
        journal.read(3)


@pytest.mark.parametrize("name", ["aside", "²", "x", "-1"])
def test_whatever_else_is_in_the_folder_is_no_apply(name: str, journal: Journal) -> None:
    (journal.folder / name).mkdir(parents=True)
    (journal.folder / name / "record").write_bytes(b"cut short")
    assert journal.unfinished() == []
    assert journal.begin(record()) == 1
    assert journal.read(1).record.migration == "m"


def test_what_is_forgotten_is_gone_without_a_rest(journal: Journal) -> None:
    journal.forget(journal.begin(record()))
    assert os.listdir(journal.folder) == []


def test_a_folder_that_cannot_be_written_is_one_clear_error(
    journal: Journal, unprivileged: Unprivileged
) -> None:
    journal.folder.mkdir(parents=True)
    journal.folder.chmod(0o555)
    said = "the journal can't be written: Permission denied; nothing was changed"
    with unprivileged(), pytest.raises(RepointError, match=said):
        journal.begin(record())


def test_a_branch_that_is_no_utf8_is_one_clear_error(journal: Journal) -> None:
    ref = RefRecord(os.fsdecode(b"refs/heads/\xff"), "", "1", 1)
    with pytest.raises(RepointError, match="a branch's name is not UTF-8; nothing was changed"):
        journal.begin(record(ref=ref))
    assert os.listdir(journal.folder) == []
