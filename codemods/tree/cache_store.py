"""The cache on disk: one SQLite file, which any number of runs share and which each of them may delete.

Nothing in it is needed. So it is written without waiting for the disk, a row that is not what was written
is recognised by its checksum, and a damaged file is deleted, with a note.
"""

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

from codemods.tree.cache_keys import cache_key

CACHE_FILE = "cache.sqlite"
MAX_SIZE = 128 * 1024 * 1024
"""Bytes; a larger file loses the half of its rows that was not used for longest."""
_VERSION = 1
_TIMEOUT = 0.5
"""Seconds to wait for another run that writes; then this one does without the cache."""
_USE_INTERVAL = 24 * 60 * 60
"""Seconds after which a use is recorded anew: recording each would make every run write."""
_KEYS_PER_QUERY = 500
"""SQLite takes at least 999 parameters everywhere."""
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
_FAILURES = (sqlite3.Error, UnicodeDecodeError)
"""The second where a damaged file makes SQLite give text that is not UTF-8."""
_TABLE = """
create table result (
    key blob primary key, used integer not null, checksum blob not null, value blob not null
) without rowid
"""


class CacheStore:
    """A `codemods.values.cache.Cache` in a folder; `note` is called when it was damaged and deleted."""

    enabled = True

    def __init__(self, folder: Path, note: Callable[[str], None]) -> None:
        self._file = folder / CACHE_FILE
        self._note = note
        self._disabled = False
        self._deleted = False
        self._connection: sqlite3.Connection | None = None

    def key(self, *parts: bytes) -> bytes:
        """The key of what this program, run by this Python, works out from some values."""
        return cache_key(*parts)

    def read(self, keys: Collection[bytes]) -> Mapping[bytes, bytes]:
        """The results of those of the keys that have one; none while another run holds the file for long."""
        # `os.path`, for Path.exists raises where a folder may not be searched.
        if self._disabled or not os.path.exists(self._file):
            return {}
        try:
            self._connection = self._connection or self._connect()
            return dict(_rows(self._connection, list(keys)))
        except (_DamagedRowError, *_FAILURES) as error:
            self._fail(error)
            return {}

    def write(self, results: Mapping[bytes, bytes]) -> None:
        """Store results by their keys, where the file can be written, and close it."""
        self._close()
        if self._disabled or not results:
            return
        now = int(time.time())
        rows = [(name, now, _checksum(name, value), value) for name, value in results.items()]
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connect()) as connection:
                _write(connection, "insert or replace into result values (?, ?, ?, ?)", rows)
                _shrink(connection)
        except OSError:
            self._disabled = True
        except _FAILURES as error:
            self._fail(error)

    def discard(self) -> None:
        """Delete the file: what was read from it is not what was written."""
        if self._deleted:
            return
        self._disabled = self._deleted = True
        self._close()
        for ending in ("", "-journal"):
            with suppress(OSError):
                self._file.with_name(CACHE_FILE + ending).unlink(missing_ok=True)
        self._note(f"{self._file}: the cache was damaged; it was dropped, and all is worked out anew")

    def __del__(self) -> None:
        # Not every run has something to store at its end.
        self._close()

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, timeout=_TIMEOUT, isolation_level=None)
        try:
            _prepare(connection)
        except _FAILURES:
            connection.close()
            raise
        return connection

    def _fail(self, error: Exception) -> None:
        """Do without the cache from now on, and delete the file where it is damaged."""
        self._disabled = True
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_NOTADB)
        if code & 0xFF in _DAMAGE:
            self.discard()


class _DamagedRowError(Exception):
    """A row is not what was written."""


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the table, in place of one of another version; damage mostly shows here."""
    connection.execute("pragma synchronous = off")
    (version,) = connection.execute("pragma user_version").fetchone()
    if version != _VERSION:
        with connection:
            connection.execute("begin immediate")
            connection.execute("drop table if exists result")
            connection.execute(_TABLE)
            connection.execute(f"pragma user_version = {_VERSION}")


def _rows(connection: sqlite3.Connection, keys: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
    now = int(time.time())
    stale: list[tuple[int, bytes]] = []
    for start in range(0, len(keys), _KEYS_PER_QUERY):
        some = keys[start : start + _KEYS_PER_QUERY]
        marks = ", ".join("?" * len(some))
        query = f"select key, used, checksum, value from result where key in ({marks})"
        for name, used, checksum, value in connection.execute(query, some):
            typed = isinstance(value, bytes) and isinstance(used, int)
            if not typed or checksum != _checksum(name, value):
                raise _DamagedRowError
            if now - used > _USE_INTERVAL:
                stale.append((now, name))
            yield name, value
    if stale:
        # What was read is good, even where another run holds the file, or it may not be written.
        with suppress(sqlite3.OperationalError):
            _write(connection, "update result set used = ? where key = ?", stale)


def _write(connection: sqlite3.Connection, statement: str, rows: Sequence[tuple[int | bytes, ...]]) -> None:
    with connection:
        connection.execute("begin immediate")
        connection.executemany(statement, rows)


def _shrink(connection: sqlite3.Connection) -> None:
    """Delete the half of the rows that was not used for longest, until the file is not too large."""
    (size,) = connection.execute("pragma page_size").fetchone()
    too_large = False
    while _pages(connection) * size > MAX_SIZE:
        (number,) = connection.execute("select count(*) from result").fetchone()
        if not number:
            break
        oldest = "select key from result order by used limit ?"
        _write(connection, f"delete from result where key in ({oldest})", [((number + 1) // 2,)])
        too_large = True
    if too_large:
        connection.execute("vacuum")


def _pages(connection: sqlite3.Connection) -> int:
    """How many pages are in use."""
    ((pages,), (free,)) = (
        connection.execute(f"pragma {what}").fetchone() for what in ("page_count", "freelist_count")
    )
    return int(pages) - int(free)


def _checksum(name: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, key=name, digest_size=16).digest()
