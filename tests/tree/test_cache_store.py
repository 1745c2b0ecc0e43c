"""The cache gives back what was written, or nothing, whatever happens to its file."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from codemods.tree import cache_store
from codemods.tree.cache_store import CacheStore
from tests.tree.cache_folder import CacheFolder

DELETED = "the cache was damaged; it was dropped, and all is worked out anew"


def test_a_later_run_reads_what_was_written(cache: CacheFolder) -> None:
    results = cache.fill()
    name = cache.open().key(b"another")
    assert cache.open().read([*results, name]) == results
    assert cache.notes == []


def test_a_key_is_of_the_parts_and_of_where_they_end(cache: CacheFolder) -> None:
    store = cache.open()
    assert (
        len({store.key(), store.key(b""), store.key(b"ab"), store.key(b"a", b"b"), store.key(b"b", b"a")})
        == 5
    )
    assert store.key(b"a", b"b") == cache.open().key(b"a", b"b")


def test_reading_makes_no_file(cache: CacheFolder) -> None:
    store = cache.open()
    assert store.read([b"x"]) == {}
    store.write({})
    assert not cache.folder.exists()


def test_more_keys_than_one_question_holds(cache: CacheFolder) -> None:
    results = cache.fill(2 * cache_store._KEYS_PER_QUERY + 1)
    assert cache.open().read(results) == results


def test_what_is_written_again_is_replaced(cache: CacheFolder) -> None:
    results = cache.fill(2)
    name = next(iter(results))
    cache.open().write({name: b"other"})
    assert cache.open().read(results) == {**results, name: b"other"}


def test_one_run_may_write_after_it_read_and_read_again(cache: CacheFolder) -> None:
    results = cache.fill(2)
    store = cache.open()
    store.read(results)
    store.write({b"k": b"v"})
    assert store.read([b"k"]) == {b"k": b"v"}


@pytest.mark.parametrize("flip", [0x01, 0x80, 0xFF])
def test_no_flipped_byte_is_believed_and_later_runs_write_again(cache: CacheFolder, flip: int) -> None:
    results = cache.fill()
    good = cache.file.read_bytes()
    used = [at for at, byte in enumerate(good) if byte]
    for at in [*used[:200], *used[200 :: 17 + flip % 5]]:
        cache.notes.clear()
        cache.file.write_bytes(good[:at] + bytes([good[at] ^ flip]) + good[at + 1 :])
        for _ in range(5):
            store = cache.open()
            found = store.read(results)
            assert found.items() <= results.items(), at
            store.write({name: value for name, value in results.items() if name not in found})
        assert cache.open().read(results) == results, at
        assert len(cache.notes) <= 2, at


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"x", id="one byte"),
        pytest.param(b"garbage " * 1000, id="garbage"),
        pytest.param(b"SQLite format 3\0" + b"\xff" * 5000, id="garbage with the right head"),
    ],
)
def test_another_file_in_its_place_is_dropped(cache: CacheFolder, data: bytes) -> None:
    cache.folder.mkdir()
    cache.file.write_bytes(data)
    assert cache.open().read([b"x"]) == {}
    assert len(cache.notes) == (len(data) > 1), "SQLite takes a byte for an empty file"
    assert cache.open().read(results := cache.fill()) == results


@pytest.mark.parametrize("part", [0.1, 0.4, 0.5, 0.7])
def test_a_truncated_file_is_dropped(cache: CacheFolder, part: float) -> None:
    results = cache.fill(200)
    os.truncate(cache.file, int(cache.file.stat().st_size * part))
    assert cache.open().read(results).items() <= results.items()
    assert cache.notes == [f"{cache.file}: {DELETED}"]
    assert not cache.file.exists()


def test_of_a_file_that_lacks_its_last_bytes_what_is_read_is_right(cache: CacheFolder) -> None:
    # SQLite reads the missing bytes as zeroes. What the last page holds is for the keys to decide, which
    # change with the code: it may be what says that a key is there, which is then a miss like any other.
    results = cache.fill(200)
    os.truncate(cache.file, int(cache.file.stat().st_size * 0.99))
    assert cache.open().read(results).items() <= results.items()
    assert cache.open().read(again := cache.fill()) == again


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("update result set value = 'text'", id="another value"),
        pytest.param("update result set value = 1", id="a number for a value"),
        pytest.param("update result set value = zeroblob(3)", id="zeroes for a value"),
        pytest.param("update result set value = cast(value as text)", id="a text for a value"),
        pytest.param("update result set used = 'yesterday'", id="a time that is none"),
        pytest.param("update result set checksum = 1", id="another checksum"),
        pytest.param("drop table result", id="no table"),
        pytest.param("alter table result rename column value to worth", id="another column"),
        pytest.param("alter table result drop column checksum", id="a column less"),
    ],
)
def test_rows_that_were_not_written_so_are_not_believed(cache: CacheFolder, statement: str) -> None:
    results = cache.fill()
    cache.execute(statement)
    assert cache.open().read(results) == {}
    assert cache.notes == [f"{cache.file}: {DELETED}"]
    assert cache.open().read(again := cache.fill()) == again


def test_a_column_more_is_seen_when_there_is_something_to_keep(cache: CacheFolder) -> None:
    results = cache.fill()
    cache.execute("alter table result add column more")
    assert cache.open().read(results) == results
    cache.open().write(results)
    assert cache.notes == [f"{cache.file}: {DELETED}"]


def test_values_that_changed_places_are_not_believed(cache: CacheFolder) -> None:
    first, second = results = cache.fill(2)
    value, checksum = cache.execute("select value, checksum from result where key = ?", second)[0]
    cache.execute("update result set value = ?, checksum = ? where key = ?", value, checksum, first)
    assert cache.open().read(results) == {}
    assert len(cache.notes) == 1


def test_the_table_of_another_version_is_replaced_without_a_note(cache: CacheFolder) -> None:
    results = cache.fill()
    cache.execute("pragma user_version = 77")
    assert cache.open().read(results) == {}
    assert cache.open().read(again := cache.fill()) == again
    assert cache.notes == []


def test_damage_is_reported_once_and_ends_the_store(cache: CacheFolder) -> None:
    results = cache.fill()
    store = cache.open()
    store.read(results)
    store.discard()
    store.discard()
    store.write(results)
    assert store.read(results) == {}
    assert (len(cache.notes), list(cache.folder.iterdir())) == (1, [])


@pytest.mark.parametrize("place", ["file", "folder"])
def test_something_else_in_its_place_is_left_alone(cache: CacheFolder, place: str) -> None:
    cache.folder.parent.mkdir(exist_ok=True)
    if place == "file":
        (cache.file / "mine").mkdir(parents=True)
    else:
        cache.folder.write_text("mine")
    store = cache.open()
    assert store.read([b"x"]) == {}
    store.write({b"x": b"y"})
    assert cache.open().read([b"x"]) == {}
    assert (cache.file / "mine").exists() if place == "file" else cache.folder.read_text() == "mine"
    assert cache.notes == []


@pytest.mark.parametrize("mode", ["exclusive", "immediate"])
def test_a_run_does_without_while_another_holds_the_file(
    cache: CacheFolder, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_store, "_TIMEOUT", 0.01)
    results = cache.fill()
    with closing(sqlite3.connect(cache.file, isolation_level=None)) as other:
        other.execute(f"begin {mode}")
        store = cache.open()
        assert store.read(results) == ({} if mode == "exclusive" else results)
        store.write({b"x": b"y"})
        other.execute("rollback")
    assert cache.open().read([*results, b"x"]) == results
    assert cache.notes == []


def test_a_journal_of_a_killed_run_is_taken_back(cache: CacheFolder) -> None:
    """What a writer leaves that is killed between its first page and its last."""
    results = cache.fill(200)
    script = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('pragma cache_size = 1')\n"
        "c.execute('pragma cache_spill = 1')\n"
        "c.execute('begin immediate')\n"
        "c.execute('update result set value = zeroblob(300)')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(cache.file)], check=False)
    assert cache.file.with_name(cache.file.name + "-journal").stat().st_size > 0
    assert cache.open().read(results) == results
    assert cache.notes == []


def test_another_program_that_drops_the_file_meanwhile_does_no_harm(cache: CacheFolder) -> None:
    results = cache.fill()
    store: CacheStore = cache.open()
    store.read(list(results)[:1])
    cache.open().discard()
    assert store.read(results).items() <= results.items()
    store.write(results)
    assert cache.open().read(results) == results


def test_a_checksum_is_of_the_key_too(cache: CacheFolder) -> None:
    """Were it of the value only, rows that changed places would be believed."""
    results = cache.fill(1)
    name, value = next(iter(results.items()))
    plain = hashlib.blake2b(value, digest_size=16).digest()
    cache.execute("update result set checksum = ?", plain)
    assert cache.open().read([name]) == {}
