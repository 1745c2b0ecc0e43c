"""The ledger of a fleet: a SQLite file that says how far each repository is, also after a power cut.

One driver at a time writes it, with SQLite's rollback journal. That leaves one file, which can be copied and
removed, and it works on network file systems, where the write-ahead log does not
(https://sqlite.org/wal.html). Each change is on the disk before anything else happens; with two changes for
each repository that costs next to nothing.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from codemods import __version__
from codemods.cli.fleet.digests import repository_digest, run_digest
from codemods.cli.fleet.urls import masked
from codemods.values.errors import RepointError
from codemods.values.fleet_run import (
    FleetOptions,
    FleetRepository,
    FleetRun,
    LedgerRow,
    RepositoryState,
    TaskSummary,
)
from codemods.values.migration_text import MigrationText

APPLICATION = 0x52504654
"""The application ID in the file's header, by which SQLite files are told apart: `RPFT`."""
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
_INSERT_WAITING = "INSERT OR REPLACE INTO repository VALUES (?, ?, ?, ?, 'waiting', 0, '', NULL, '')"
_COLUMNS = "name, url, state, attempts, error, summary, changed"


class Ledger:
    """An open ledger, locked by this process."""

    def __init__(self, file: Path, connection: sqlite3.Connection) -> None:
        self._file = file
        self._connection = connection

    def run(self, options: FleetOptions, migration: MigrationText | None, again: bool = False) -> FleetRun:
        """Give the last run with these options and this migration; without one, or on `again`, begin it."""
        digest = run_digest(options, migration)
        query = "SELECT number, started FROM run WHERE digest = ? ORDER BY number DESC LIMIT 1"
        found = self._connection.execute(query, (digest,)).fetchone()
        if found is None or again:
            row = (digest, _now(), __version__, msgspec.json.encode(options).decode())
            with self._connection:
                self._connection.execute(
                    "INSERT INTO run (digest, started, version, options) VALUES (?, ?, ?, ?)", row
                )
            found = self._connection.execute(query, (digest,)).fetchone()
        number, started = found
        return FleetRun(number, started, options.date or int(datetime.fromisoformat(started).timestamp()))

    def register(self, run: FleetRun, repositories: Iterable[FleetRepository]) -> None:
        """Make a row for each repository; one whose digest has changed begins anew.

        Repositories that an earlier driver handed out, and did not finish, wait again.
        """
        digests = dict(
            self._connection.execute("SELECT name, digest FROM repository WHERE run = ?", (run.number,))
        )
        with self._connection:
            for repository in repositories:
                digest = repository_digest(repository)
                if digests.get(repository.name) != digest:
                    row = (run.number, repository.name, masked(repository.url), digest)
                    self._connection.execute(_INSERT_WAITING, row)
        self.release(run)

    def release(self, run: FleetRun) -> None:
        """Let repositories wait again that were handed out and did not come back."""
        with self._connection:
            self._connection.execute(
                "UPDATE repository SET state = 'waiting' WHERE run = ? AND state = 'running'", (run.number,)
            )

    def start(self, run: FleetRun, name: str) -> None:
        """Record that a worker begins with a repository, which is one more attempt."""
        with self._connection:
            self._connection.execute(
                "UPDATE repository SET state = 'running', attempts = attempts + 1, changed = ?"
                " WHERE run = ? AND name = ?",
                (_now(), run.number, name),
            )

    def finish(self, run: FleetRun, name: str, error: str, summary: TaskSummary | None) -> None:
        """Record the result of a repository, which is done unless there is an error."""
        state = RepositoryState.FAILED if error else RepositoryState.DONE
        text = None if summary is None else msgspec.json.encode(summary).decode()
        with self._connection:
            self._connection.execute(
                "UPDATE repository SET state = ?, error = ?, summary = ?, changed = ?"
                " WHERE run = ? AND name = ?",
                (state.value, error, text, _now(), run.number, name),
            )

    def rows(self, run: FleetRun, names: Sequence[str]) -> list[LedgerRow]:
        """Give the rows of repositories, in the order of `names`."""
        found = self._connection.execute(
            f"SELECT {_COLUMNS} FROM repository WHERE run = ?", (run.number,)
        ).fetchall()
        by_name = {cells[0]: _row(cells) for cells in found}
        return [by_name[name] for name in names]


@contextmanager
def open_ledger(file: Path) -> Iterator[Ledger]:
    """Open a ledger for one driver, and make it if it is missing.

    Raises RepointError while another driver has it open, and for a file that is damaged or not a ledger.
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
        with closing(_connect(file)) as connection, _sqlite_errors(file):
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
def _sqlite_errors(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise RepointError(f"{file}: {_reason(error)}") from error


def _reason(error: sqlite3.Error) -> str:
    if isinstance(error, sqlite3.OperationalError):
        return f"the ledger can't be used: {error}"
    return (
        f"the ledger is damaged, or not a ledger ({error}); move it away and run repoint again: "
        "branches that were pushed already are never overwritten"
    )


def _check(file: Path, connection: sqlite3.Connection) -> None:
    """Make the tables of a new ledger. Raises RepointError for any other database, or another schema."""
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = FULL")
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables and not application:
        # One transaction, so that a ledger is never half made.
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
    decoded = None if summary is None else msgspec.json.decode(summary, type=TaskSummary, strict=False)
    return LedgerRow(name, url, RepositoryState(state), attempts, error, decoded, changed)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
