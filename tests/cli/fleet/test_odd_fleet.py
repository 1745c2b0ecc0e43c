"""A fleet of more than sixty odd and hostile repositories: each has its line, and no other suffers."""

import os
import sys

import pytest

from tests.cli.fleet.fleet_repositories import FleetFolder, pushes
from tests.cli.fleet.odd_repositories import ODD, mark
from tests.cli.fleet.silent_server import silent_server

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its repositories are made by a shell")


def test_each_odd_repository_is_done_or_fails_for_itself(fleet: FleetFolder) -> None:
    assert len(ODD) >= 60
    folder = fleet.folder / "odd"
    folder.mkdir(parents=True)
    tables = []
    for name, odd in ODD.items():
        place = folder / name
        url = odd.make(place) or os.fspath(place)
        keys = "".join(
            f"{key} = '{value.replace('MARK', os.fspath(mark(place)))}'\n" for key, value in odd.keys.items()
        )
        tables.append(f"name = '{name}'\nurl = '{url}'\n{keys}")
    with silent_server() as silent:
        fleet.list(*tables, f"name = 'silent'\nurl = '{silent}'\n")
        result = fleet.run("--push", "--format", "json", "--timeout", "60", "--retries", "0")
    (folder / "closed/objects").chmod(0o755)
    assert result.stdout, result.stderr
    entries = result.entries()
    assert list(entries) == [*ODD, "silent"]
    wrong = []
    for name, odd in ODD.items():
        state, error = entries[name]["state"], str(entries[name]["error"])
        good = odd.said in error and state == "failed" if odd.said else state == "done"
        if not good or "\n" in error or mark(folder / name).exists():
            wrong.append((name, odd.said, state, error, mark(folder / name).exists()))
    assert wrong == []
    assert entries["silent"]["state"] == "failed"
    assert result.exit_code == 2
    assert pushes(folder / "plain-one") == [entries["plain-one"]["tip"]]
