"""The cache where space, time or permission is short."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from codemods.tree import cache_store as module
from tests.disks import small_disk
from tests.tree.cache.conftest import Kept
from tests.tree.conftest import Unprivileged


def test_a_use_is_noted_after_a_day(kept: Kept) -> None:
    results = kept.fill(2)
    first, _ = results
    kept.age()
    kept.open().read([first])
    newest = kept.rows("select key from result order by used desc limit 1")
    assert newest == [(first,)]


def test_noting_a_use_is_no_reason_to_wait_or_to_forget(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_TIMEOUT", 0.01)
    results = kept.fill()
    kept.age()
    with closing(sqlite3.connect(kept.file, isolation_level=None)) as other:
        other.execute("begin immediate")
        assert kept.open().read(results) == results


@pytest.mark.parametrize("what", ["folder", "file", "both", "hidden"])
def test_what_may_not_be_written_is_read_where_it_may_be(
    kept: Kept, unprivileged: Unprivileged, what: str
) -> None:
    results = kept.fill()
    kept.age()
    with unprivileged():
        if what in ("file", "both"):
            kept.file.chmod(0o444)
        kept.folder.chmod({"folder": 0o555, "both": 0o555, "hidden": 0}.get(what, 0o755))
        store = kept.open()
        found = store.read(results)
        store.write({b"x": b"y"})
        kept.folder.chmod(0o755)
    assert found == ({} if what == "hidden" else results)
    assert kept.notes == []


def test_the_file_is_bounded(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_SIZE", 100_000)
    old = {b"old %d" % each: os.urandom(500) for each in range(100)}
    kept.open().write(old)
    kept.age()
    for number in range(20):
        kept.open().write({b"%d %d" % (number, each): os.urandom(500) for each in range(20)})
        assert kept.file.stat().st_size <= 100_000
        kept.age()
    left = kept.open().read([b"19 %d" % each for each in range(20)])
    assert (len(left), kept.open().read(old)) == (20, {})


@pytest.mark.parametrize("number", [1, 2, 3])
def test_results_too_large_for_it_are_forgotten(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(module, "MAX_SIZE", 100_000)
    kept.fill(50)
    kept.age()
    kept.open().write({b"%d" % each: os.urandom(400_000) for each in range(number)})
    assert kept.file.stat().st_size <= 100_000
    assert kept.open().read(results := kept.fill()) == results


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", "256k") as root:
        yield root


def test_a_full_disk_costs_what_was_to_be_kept(disk: Path) -> None:
    kept = Kept(disk)
    results = kept.fill()
    kept.open().write({b"large": os.urandom(400_000)})
    (disk / "rest").write_bytes(bytes(100_000))
    kept.open().write({b"large": os.urandom(150_000)})
    assert kept.open().read([*results, b"large"]) == results
    assert kept.notes == []
