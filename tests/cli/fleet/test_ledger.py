"""The ledger: what is done stays done, whatever happens to the driver."""

import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from codemods.cli.fleet.ledger import open_ledger
from codemods.values.errors import RepointError
from codemods.values.fleet_run import (
    FleetOptions,
    FleetRepository,
    LedgerRow,
    RepositoryState,
    TaskSummary,
)
from codemods.values.migration_text import MigrationText
from tests.cli.fleet.fleet_repositories import environment
from tests.cli.fleet.ledger_samples import OPTIONS, REPOSITORIES, SUMMARY, TEXT

NAMES = ["a", "b", "c"]

KILLED = """\
import os, signal, sys
from pathlib import Path
from codemods.cli.fleet.ledger import open_ledger
from tests.cli.fleet.ledger_samples import REPOSITORIES, OPTIONS, SUMMARY, TEXT

with open_ledger(Path(sys.argv[1])) as ledger:
    run = ledger.run(OPTIONS, TEXT)
    ledger.register(run, REPOSITORIES)
    ledger.start(run, "a")
    ledger.finish(run, "a", "", SUMMARY)
    ledger.start(run, "b")
    if sys.argv[2] == "inside":
        ledger._connection.execute("UPDATE repository SET state = 'done'")
    if sys.argv[2] == "open":
        print("open", flush=True)
        sys.stdin.read()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def rows(
    file: Path, repositories: tuple[FleetRepository, ...] = REPOSITORIES, options: FleetOptions = OPTIONS
) -> list[LedgerRow]:
    """The rows that a driver finds at its start."""
    with open_ledger(file) as ledger:
        run = ledger.run(options, TEXT)
        ledger.register(run, repositories)
        return ledger.rows(run, [repository.name for repository in repositories])


def states(found: list[LedgerRow]) -> list[tuple[RepositoryState, int]]:
    return [(row.state, row.attempts) for row in found]


def driver(file: Path, how: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", KILLED, str(file), how]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment(), stdin=pipe, stdout=pipe, text=True)


@pytest.mark.parametrize("how", ["between", "inside"])
def test_after_a_kill_what_was_done_is_done_and_the_rest_waits(how: str, tmp_path: Path) -> None:
    with driver(tmp_path / "l", how) as process:
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    found = rows(tmp_path / "l")
    assert states(found) == [
        (RepositoryState.DONE, 1),
        (RepositoryState.WAITING, 1),
        (RepositoryState.WAITING, 0),
    ]
    assert found[0].summary == SUMMARY


def test_two_drivers_do_not_share_a_ledger(tmp_path: Path) -> None:
    with driver(tmp_path / "l", "open") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        with pytest.raises(RepointError, match="another repoint fleet is at work with this ledger; wait"):
            rows(tmp_path / "l")
        process.communicate()
    assert states(rows(tmp_path / "l"))[0] == (RepositoryState.DONE, 1)


def test_a_run_keeps_its_start_and_its_rows(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l") as ledger:
        run = ledger.run(OPTIONS, TEXT)
        ledger.register(run, REPOSITORIES)
        ledger.finish(run, "a", "no such thing", None)
    with open_ledger(tmp_path / "l") as ledger:
        assert ledger.run(OPTIONS, TEXT) == run
        ledger.register(run, REPOSITORIES)
        first = ledger.rows(run, NAMES)[0]
    assert (first.state, first.error, first.summary) == (RepositoryState.FAILED, "no such thing", None)
    assert first.needs_work(push=False)


@pytest.mark.parametrize("change", ["options", "migration", "again"])
def test_another_run_begins_anew_and_the_old_one_is_kept(change: str, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l") as ledger:
        run = ledger.run(OPTIONS, TEXT)
        ledger.register(run, REPOSITORIES)
        ledger.finish(run, "a", "", SUMMARY)
        options = replace(OPTIONS, batch_by="one") if change == "options" else OPTIONS
        text = MigrationText("m.toml", "[[module]]") if change == "migration" else TEXT
        other = ledger.run(options, text, again=change == "again")
        ledger.register(other, REPOSITORIES)
        assert other.number != run.number
        assert states(ledger.rows(other, NAMES)) == [(RepositoryState.WAITING, 0)] * 3
        assert ledger.rows(run, NAMES)[0].state is RepositoryState.DONE


def test_the_place_of_the_migration_does_not_count(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l") as ledger:
        assert ledger.run(OPTIONS, TEXT) == ledger.run(OPTIONS, MigrationText("x/m.toml", TEXT.text))


@pytest.mark.parametrize(
    ("listed", "anew"),
    [
        (replace(REPOSITORIES[0], base="trunk"), True),
        (replace(REPOSITORIES[0], url="/srv/other.git"), True),
        (replace(REPOSITORIES[0], migration=MigrationText("m.toml", "other")), True),
        (replace(REPOSITORIES[0], exclude=("x",)), True),
        (REPOSITORIES[0], False),
    ],
    ids=["base", "url", "migration", "exclude", "nothing"],
)
def test_a_repository_that_is_listed_in_another_way_begins_anew(
    listed: FleetRepository, anew: bool, tmp_path: Path
) -> None:
    with open_ledger(tmp_path / "l") as ledger:
        run = ledger.run(OPTIONS, TEXT)
        ledger.register(run, REPOSITORIES)
        for name in NAMES:
            ledger.finish(run, name, "", SUMMARY)
        ledger.register(run, [listed, *REPOSITORIES[1:]])
        found = [row.state is RepositoryState.WAITING for row in ledger.rows(run, NAMES)]
    assert found == [anew, False, False]


def test_another_password_is_not_another_repository_and_none_is_written_down(tmp_path: Path) -> None:
    first, second = (
        replace(REPOSITORIES[0], url=f"https://me:{word}@example.org/a.git")
        for word in ("s3cret-1", "s3cret-2")
    )
    with open_ledger(tmp_path / "l") as ledger:
        run = ledger.run(OPTIONS, TEXT)
        ledger.register(run, [first])
        ledger.finish(run, "a", "", SUMMARY)
        ledger.register(run, [second])
        assert ledger.rows(run, ["a"])[0].state is RepositoryState.DONE
    assert b"s3cret" not in (tmp_path / "l").read_bytes()


def _damage(file: Path) -> None:
    rows(file)
    data = bytearray(file.read_bytes())
    data[4096:6000] = os.urandom(1904)
    file.write_bytes(data)


def _foreign(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()


def _newer(file: Path) -> None:
    rows(file)
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (
            lambda file: file.write_text("no database, this"),
            "damaged, or not a ledger .*; move it away and run",
        ),
        (_damage, "damaged, or not a ledger .*; move it away and run repoint again"),
        (_foreign, "not a ledger of repoint but another database; give another --ledger"),
        (_newer, "of another version of repoint .schema 99, expected 1"),
    ],
    ids=["text", "damaged", "foreign", "newer"],
)
def test_what_is_not_a_ledger_is_left_alone(spoil: object, message: str, tmp_path: Path) -> None:
    assert callable(spoil)
    spoil(tmp_path / "l")
    before = (tmp_path / "l").read_bytes()
    with pytest.raises(RepointError, match=message):
        rows(tmp_path / "l")
    assert (tmp_path / "l").read_bytes() == before


@pytest.mark.parametrize(
    ("state", "summary", "without", "with_push"),
    [
        (RepositoryState.WAITING, None, True, True),
        (RepositoryState.FAILED, SUMMARY, True, True),
        (RepositoryState.DONE, SUMMARY, False, True),
        (RepositoryState.DONE, replace(SUMMARY, pushed=True), False, False),
        (RepositoryState.DONE, replace(SUMMARY, tip=""), False, False),
    ],
    ids=["waiting", "failed", "done, not pushed", "pushed", "nothing to do"],
)
def test_what_is_left_to_do(
    state: RepositoryState, summary: TaskSummary | None, without: bool, with_push: bool
) -> None:
    row = LedgerRow("a", "/srv/a.git", state, summary=summary)
    assert (row.needs_work(push=False), row.needs_work(push=True)) == (without, with_push)
