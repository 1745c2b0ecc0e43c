"""The cache where space, time or permission is short."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from codemods.tree import cache_store
from tests.permissions import Unprivileged
from tests.small_disk import small_disk
from tests.tree.cache_folder import CacheFolder


def test_a_use_is_recorded_after_a_day(cache: CacheFolder) -> None:
    results = cache.fill(2)
    first, _ = results
    cache.age()
    cache.open().read([first])
    newest = cache.execute("select key from result order by used desc limit 1")
    assert newest == [(first,)]


def test_recording_a_use_neither_waits_nor_fails(cache: CacheFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_store, "_TIMEOUT", 0.01)
    results = cache.fill()
    cache.age()
    with closing(sqlite3.connect(cache.file, isolation_level=None)) as other:
        other.execute("begin immediate")
        assert cache.open().read(results) == results


@pytest.mark.parametrize("what", ["folder", "file", "both", "hidden"])
def test_what_may_not_be_written_is_read_where_it_may_be(
    cache: CacheFolder, unprivileged: Unprivileged, what: str
) -> None:
    results = cache.fill()
    cache.age()
    with unprivileged():
        if what in ("file", "both"):
            cache.file.chmod(0o444)
        cache.folder.chmod({"folder": 0o555, "both": 0o555, "hidden": 0}.get(what, 0o755))
        store = cache.open()
        found = store.read(results)
        store.write({b"x": b"y"})
        cache.folder.chmod(0o755)
    assert found == ({} if what == "hidden" else results)
    assert cache.notes == []


def test_the_file_is_bounded(cache: CacheFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_store, "MAX_SIZE", 100_000)
    old = {b"old %d" % each: os.urandom(500) for each in range(100)}
    cache.open().write(old)
    cache.age()
    for number in range(20):
        cache.open().write({b"%d %d" % (number, each): os.urandom(500) for each in range(20)})
        assert cache.file.stat().st_size <= 100_000
        cache.age()
    left = cache.open().read([b"19 %d" % each for each in range(20)])
    assert (len(left), cache.open().read(old)) == (20, {})


@pytest.mark.parametrize("number", [1, 2, 3])
def test_results_too_large_for_it_are_deleted(
    cache: CacheFolder, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(cache_store, "MAX_SIZE", 100_000)
    cache.fill(50)
    cache.age()
    cache.open().write({b"%d" % each: os.urandom(400_000) for each in range(number)})
    assert cache.file.stat().st_size <= 100_000
    assert cache.open().read(results := cache.fill()) == results


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", "256k") as root:
        yield root


def test_on_a_full_disk_what_was_there_stays(disk: Path) -> None:
    cache = CacheFolder(disk)
    results = cache.fill()
    cache.open().write({b"large": os.urandom(400_000)})
    (disk / "rest").write_bytes(bytes(100_000))
    cache.open().write({b"large": os.urandom(150_000)})
    assert cache.open().read([*results, b"large"]) == results
    assert cache.notes == []
