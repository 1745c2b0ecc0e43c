"""The cache gives back what was told, or nothing, whatever happens to its file."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from codemods.tree import cache_store as module
from codemods.tree.cache_store import CacheStore
from tests.tree.cache.conftest import Kept

DROPPED = "the cache was damaged; it was dropped, and all is worked out anew"


def test_a_later_run_recalls_what_was_kept(kept: Kept) -> None:
    results = kept.fill()
    name = kept.open().key(b"another")
    assert kept.open().read([*results, name]) == results
    assert kept.notes == []


def test_a_key_is_of_the_parts_and_of_where_they_end(kept: Kept) -> None:
    store = kept.open()
    assert (
        len({store.key(), store.key(b""), store.key(b"ab"), store.key(b"a", b"b"), store.key(b"b", b"a")})
        == 5
    )
    assert store.key(b"a", b"b") == kept.open().key(b"a", b"b")


def test_looking_makes_no_file(kept: Kept) -> None:
    store = kept.open()
    assert store.read([b"x"]) == {}
    store.write({})
    assert not kept.folder.exists()


def test_more_keys_than_one_question_holds(kept: Kept) -> None:
    results = kept.fill(2 * module._KEYS_PER_QUERY + 1)
    assert kept.open().read(results) == results


def test_what_is_told_again_replaces(kept: Kept) -> None:
    results = kept.fill(2)
    name = next(iter(results))
    kept.open().write({name: b"other"})
    assert kept.open().read(results) == {**results, name: b"other"}


def test_one_run_may_keep_after_it_recalled_and_recall_again(kept: Kept) -> None:
    results = kept.fill(2)
    store = kept.open()
    store.read(results)
    store.write({b"k": b"v"})
    assert store.read([b"k"]) == {b"k": b"v"}


@pytest.mark.parametrize("flip", [0x01, 0x80, 0xFF])
def test_no_flipped_byte_is_believed_and_later_runs_remember_again(kept: Kept, flip: int) -> None:
    results = kept.fill()
    good = kept.file.read_bytes()
    used = [at for at, byte in enumerate(good) if byte]
    for at in [*used[:200], *used[200 :: 17 + flip % 5]]:
        kept.notes.clear()
        kept.file.write_bytes(good[:at] + bytes([good[at] ^ flip]) + good[at + 1 :])
        for _ in range(5):
            store = kept.open()
            found = store.read(results)
            assert found.items() <= results.items(), at
            store.write({name: value for name, value in results.items() if name not in found})
        assert kept.open().read(results) == results, at
        assert len(kept.notes) <= 2, at


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"x", id="one byte"),
        pytest.param(b"garbage " * 1000, id="garbage"),
        pytest.param(b"SQLite format 3\0" + b"\xff" * 5000, id="garbage with the right head"),
    ],
)
def test_another_file_in_its_place_is_dropped(kept: Kept, data: bytes) -> None:
    kept.folder.mkdir()
    kept.file.write_bytes(data)
    assert kept.open().read([b"x"]) == {}
    assert len(kept.notes) == (len(data) > 1), "SQLite takes a byte for an empty file"
    assert kept.open().read(results := kept.fill()) == results


@pytest.mark.parametrize("part", [0.1, 0.4, 0.5, 0.7, 0.99])
def test_a_truncated_file_is_dropped(kept: Kept, part: float) -> None:
    results = kept.fill(200)
    os.truncate(kept.file, int(kept.file.stat().st_size * part))
    assert kept.open().read(results).items() <= results.items()
    assert kept.notes == [f"{kept.file}: {DROPPED}"]
    assert not kept.file.exists()


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
def test_rows_that_were_not_written_so_are_not_believed(kept: Kept, statement: str) -> None:
    results = kept.fill()
    kept.rows(statement)
    assert kept.open().read(results) == {}
    assert kept.notes == [f"{kept.file}: {DROPPED}"]
    assert kept.open().read(again := kept.fill()) == again


def test_a_column_more_is_seen_when_there_is_something_to_keep(kept: Kept) -> None:
    results = kept.fill()
    kept.rows("alter table result add column more")
    assert kept.open().read(results) == results
    kept.open().write(results)
    assert kept.notes == [f"{kept.file}: {DROPPED}"]


def test_values_that_changed_places_are_not_believed(kept: Kept) -> None:
    first, second = results = kept.fill(2)
    value, checksum = kept.rows("select value, checksum from result where key = ?", second)[0]
    kept.rows("update result set value = ?, checksum = ? where key = ?", value, checksum, first)
    assert kept.open().read(results) == {}
    assert len(kept.notes) == 1


def test_the_table_of_another_version_gives_way_without_a_word(kept: Kept) -> None:
    results = kept.fill()
    kept.rows("pragma user_version = 77")
    assert kept.open().read(results) == {}
    assert kept.open().read(again := kept.fill()) == again
    assert kept.notes == []


def test_damage_is_told_once_and_ends_the_store(kept: Kept) -> None:
    results = kept.fill()
    store = kept.open()
    store.read(results)
    store.discard()
    store.discard()
    store.write(results)
    assert store.read(results) == {}
    assert (len(kept.notes), list(kept.folder.iterdir())) == (1, [])


@pytest.mark.parametrize("place", ["file", "folder"])
def test_something_else_in_its_place_is_left_alone(kept: Kept, place: str) -> None:
    kept.folder.parent.mkdir(exist_ok=True)
    if place == "file":
        (kept.file / "mine").mkdir(parents=True)
    else:
        kept.folder.write_text("mine")
    store = kept.open()
    assert store.read([b"x"]) == {}
    store.write({b"x": b"y"})
    assert kept.open().read([b"x"]) == {}
    assert (kept.file / "mine").exists() if place == "file" else kept.folder.read_text() == "mine"
    assert kept.notes == []


@pytest.mark.parametrize("mode", ["exclusive", "immediate"])
def test_a_run_does_without_while_another_holds_the_file(
    kept: Kept, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_TIMEOUT", 0.01)
    results = kept.fill()
    with closing(sqlite3.connect(kept.file, isolation_level=None)) as other:
        other.execute(f"begin {mode}")
        store = kept.open()
        assert store.read(results) == ({} if mode == "exclusive" else results)
        store.write({b"x": b"y"})
        other.execute("rollback")
    assert kept.open().read([*results, b"x"]) == results
    assert kept.notes == []


def test_a_journal_of_a_killed_run_is_taken_back(kept: Kept) -> None:
    """What a writer leaves that is killed between its first page and its last."""
    results = kept.fill(200)
    script = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('pragma cache_size = 1')\n"
        "c.execute('pragma cache_spill = 1')\n"
        "c.execute('begin immediate')\n"
        "c.execute('update result set value = zeroblob(300)')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(kept.file)], check=False)
    assert kept.file.with_name(kept.file.name + "-journal").stat().st_size > 0
    assert kept.open().read(results) == results
    assert kept.notes == []


def test_another_program_that_drops_the_file_meanwhile_does_no_harm(kept: Kept) -> None:
    results = kept.fill()
    store: CacheStore = kept.open()
    store.read(list(results)[:1])
    kept.open().discard()
    assert store.read(results).items() <= results.items()
    store.write(results)
    assert kept.open().read(results) == results


def test_a_checksum_is_of_the_key_too(kept: Kept) -> None:
    """Were it of the value only, rows that changed places would be believed."""
    results = kept.fill(1)
    name, value = next(iter(results.items()))
    plain = hashlib.blake2b(value, digest_size=16).digest()
    kept.rows("update result set checksum = ?", plain)
    assert kept.open().read([name]) == {}
