"""The ledger of a fleet: a SQLite file that knows how far each repository is, whenever the power goes.

It is written by one driver at a time, in SQLite's plain rollback journal: that is one file at rest, to be
copied or removed, and works on network file systems, where the write-ahead log does not
(https://sqlite.org/wal.html). Each change is on the disk before anything else happens; at two for each
repository that costs next to nothing.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from codemods import __version__
from codemods.cli.fleet.digests import member_digest, run_digest
from codemods.cli.fleet.urls import masked
from codemods.values.errors import RepointError
from codemods.values.fleet import (
    FleetOptions,
    FleetRepository,
    FleetRun,
    LedgerRow,
    MigrationText,
    RepositoryState,
    TaskSummary,
)

APPLICATION = 0x52504654
"""SQLite's mark of whose file it is: `RPFT`."""
SCHEMA = 1
_TABLES = """
CREATE TABLE run (
    number INTEGER PRIMARY KEY,
    digest TEXT NOT NULL,
    started TEXT NOT NULL,
    version TEXT NOT NULL,
    options TEXT NOT NULL
);
CREATE TABLE repository (
    run INTEGER NOT NULL REFERENCES run (number),
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    digest TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    attempts INTEGER NOT NULL,
    error TEXT NOT NULL,
    summary TEXT,
    changed TEXT NOT NULL,
    PRIMARY KEY (run, name)
) WITHOUT ROWID;
"""
_FRESH = "INSERT OR REPLACE INTO repository VALUES (?, ?, ?, ?, 'waiting', 0, '', NULL, '')"
_COLUMNS = "name, url, state, attempts, error, summary, changed"


class Ledger:
    """An open ledger, held by this process."""

    def __init__(self, file: Path, connection: sqlite3.Connection) -> None:
        self._file = file
        self._connection = connection

    def run(self, options: FleetOptions, migration: MigrationText | None, again: bool = False) -> FleetRun:
        """The run with these options and this migration; a new one where there is none, or on `again`."""
        digest = run_digest(options, migration)
        ask = "SELECT number, started FROM run WHERE digest = ? ORDER BY number DESC LIMIT 1"
        found = self._connection.execute(ask, (digest,)).fetchone()
        if found is None or again:
            made = (digest, _now(), __version__, msgspec.json.encode(options).decode())
            with self._connection:
                self._connection.execute(
                    "INSERT INTO run (digest, started, version, options) VALUES (?, ?, ?, ?)", made
                )
            found = self._connection.execute(ask, (digest,)).fetchone()
        number, started = found
        return FleetRun(number, started, options.date or int(datetime.fromisoformat(started).timestamp()))

    def enrol(self, run: FleetRun, members: Iterable[FleetRepository]) -> None:
        """Have a row for each repository; one that is asked for in another way than before begins anew.

        What a driver that is no more had handed out waits again.
        """
        known = dict(
            self._connection.execute("SELECT name, digest FROM repository WHERE run = ?", (run.number,))
        )
        with self._connection:
            for member in members:
                digest = member_digest(member)
                if known.get(member.name) != digest:
                    row = (run.number, member.name, masked(member.url), digest)
                    self._connection.execute(_FRESH, row)
        self.release(run)

    def release(self, run: FleetRun) -> None:
        """Let what was handed out, and did not come back, wait again."""
        with self._connection:
            self._connection.execute(
                "UPDATE repository SET state = 'waiting' WHERE run = ? AND state = 'running'", (run.number,)
            )

    def hand_out(self, run: FleetRun, name: str) -> None:
        """Note that a worker is at it, for one more time."""
        with self._connection:
            self._connection.execute(
                "UPDATE repository SET state = 'running', attempts = attempts + 1, changed = ?"
                " WHERE run = ? AND name = ?",
                (_now(), run.number, name),
            )

    def settle(self, run: FleetRun, name: str, error: str, summary: TaskSummary | None) -> None:
        """Note how it came out: done, unless there is an error."""
        state = RepositoryState.FAILED if error else RepositoryState.DONE
        text = None if summary is None else msgspec.json.encode(summary).decode()
        with self._connection:
            self._connection.execute(
                "UPDATE repository SET state = ?, error = ?, summary = ?, changed = ?"
                " WHERE run = ? AND name = ?",
                (state.value, error, text, _now(), run.number, name),
            )

    def rows(self, run: FleetRun, names: Sequence[str]) -> list[LedgerRow]:
        """What is known of repositories, in the order of their names."""
        found = self._connection.execute(
            f"SELECT {_COLUMNS} FROM repository WHERE run = ?", (run.number,)
        ).fetchall()
        by_name = {cells[0]: _row(cells) for cells in found}
        return [by_name[name] for name in names]


@contextmanager
def open_ledger(file: Path) -> Iterator[Ledger]:
    """Open a ledger for one driver, made if it is missing.

    Raises RepointError while another driver holds it, and for a file that is damaged, or no ledger.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(file.with_name(f"{file.name}.lock"), timeout=0)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise RepointError(
            f"{file}: another repoint fleet is at work with this ledger; wait for it to end, "
            "or give this one another --out"
        ) from None
    except OSError as error:
        raise RepointError(f"{file}: the ledger can't be written: {error.strerror or error}") from error
    try:
        with closing(_connect(file)) as connection, _readable(file):
            _check(file, connection)
            yield Ledger(file, connection)
    finally:
        lock.release()


def _connect(file: Path) -> sqlite3.Connection:
    try:
        return sqlite3.connect(file)
    except sqlite3.Error as error:
        raise RepointError(f"{file}: the ledger can't be opened: {error}") from None


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise RepointError(f"{file}: {_trouble(error)}") from error


def _trouble(error: sqlite3.Error) -> str:
    if isinstance(error, sqlite3.OperationalError):
        return f"the ledger can't be used: {error}"
    return (
        f"the ledger is damaged, or no ledger ({error}); move it away and run repoint again: "
        "branches that were pushed already are never overwritten"
    )


def _check(file: Path, connection: sqlite3.Connection) -> None:
    """Make the tables of a new ledger. Raises RepointError for a file that is none of ours."""
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = FULL")
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables and not application:
        # One transaction: a ledger is whole or not there.
        marks = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {SCHEMA};"
        connection.executescript(f"BEGIN IMMEDIATE; {marks} {_TABLES} COMMIT;")
    elif application != APPLICATION:
        raise RepointError(f"{file}: not a ledger of repoint but another database; give another --ledger")
    elif schema != SCHEMA:
        raise RepointError(
            f"{file}: a ledger of another version of repoint (schema {schema}, expected {SCHEMA}); "
            "give another --ledger, or use that version"
        )
    (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if state != "ok":
        raise sqlite3.DatabaseError(" ".join(str(state).split()))


def _row(cells: tuple[str, str, str, int, str, str | None, str]) -> LedgerRow:
    name, url, state, attempts, error, summary, changed = cells
    known = None if summary is None else msgspec.json.decode(summary, type=TaskSummary, strict=False)
    return LedgerRow(name, url, RepositoryState(state), attempts, error, known, changed)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
