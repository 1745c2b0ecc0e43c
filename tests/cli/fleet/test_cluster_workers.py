"""A fleet on a real cluster: a scheduler and workers that share nothing with the driver but a network."""

import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.cli.fleet.dask_cluster import Cluster
from tests.cli.fleet.fleet_repositories import (
    CONTENTS,
    WITHOUT_BRANCH,
    FleetFolder,
    finish,
    is_pushed_once,
    pushes,
    read_until,
)
from tests.random_examples import TIMES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills processes")
COUNT = 60 * TIMES
"""Repositories, several of each kind."""


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with Cluster(tmp_path / "cluster") as made:
        yield made


def kinds_of(count: int) -> dict[str, str]:
    """Repositories of all kinds, by name."""
    kinds: Sequence[str] = [*CONTENTS, "one", "one", "none"]
    return {f"r{number:03}": kinds[number % len(kinds)] for number in range(count)}


def test_a_worker_is_killed_half_way_and_nothing_is_lost_nor_done_twice(
    cluster: Cluster, tmp_path: Path
) -> None:
    kinds = kinds_of(COUNT)
    here, there = FleetFolder(tmp_path / "here"), FleetFolder(tmp_path / "there")
    here.fill(kinds)
    shutil.copytree(here.folder, there.folder)
    for name in ("left", "right"):
        cluster.add(name)
    when = ("--push", "--format", "json", "--date", "2026-01-02T03:04:05+00:00")
    with there.start(*when, "--scheduler", cluster.address) as driver:
        assert driver.stderr is not None
        read_until(driver.stderr, f"[{COUNT // 2}/{COUNT}]")
        cluster.processes["left"].send_signal(signal.SIGKILL)
        result = finish(driver)
    entries = result.entries()
    assert list(entries) == list(kinds)
    assert {name for name, each in entries.items() if each["state"] == "failed"} == {
        name for name, kind in kinds.items() if kind == "broken"
    }
    assert {each["state"] for each in entries.values()} == {"done", "failed"}
    for name, kind in kinds.items():
        if kind in WITHOUT_BRANCH:
            assert pushes(there.repository(name)) == [], name
        else:
            assert is_pushed_once(there.repository(name), entries[name]["tip"]), name

    serial = here.run(*when, "--jobs", "1").entries()
    facts = ("state", "error", "base", "tip", "branch", "pushed", "commits", "files", "moved", "findings")
    for name in kinds:
        assert [entries[name][fact] for fact in facts] == [serial[name][fact] for fact in facts]
    assert results(there) == results(here)


def results(fleet: FleetFolder) -> dict[str, bytes]:
    """The patches and findings of a run, by name."""
    return {
        path.name: path.read_bytes() for path in fleet.out.iterdir() if path.suffix in (".json", ".patch")
    }


_KILLS = """\
#!/bin/sh
pid=$$
until grep -q dask /proc/$pid/cmdline; do pid=$(cut -d' ' -f4 /proc/$pid/stat); done
kill -9 $pid
exit 1
"""
"""A hook of a repository that kills the worker which pushes to it."""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_repository_that_kills_its_workers_is_one_failure(cluster: Cluster, fleet: FleetFolder) -> None:
    fleet.fill({"a": "one", "deadly": "one", "z": "one"})
    hook = fleet.repository("deadly") / "hooks/pre-receive"
    hook.write_text(_KILLS)
    hook.chmod(0o755)
    for number in range(5):
        cluster.add(f"w{number}")
    result = fleet.run("--push", "--format", "json", "--scheduler", cluster.address)
    entries = result.entries()
    assert result.exit_code == 2
    assert {name: each["state"] for name, each in entries.items()} == {
        "a": "done",
        "deadly": "failed",
        "z": "done",
    }
    assert "every worker that took it was killed or lost" in str(entries["deadly"]["error"])
    assert sum(process.poll() is None for process in cluster.processes.values()) == 2


def test_it_waits_for_a_worker_and_says_so(cluster: Cluster, fleet: FleetFolder) -> None:
    fleet.fill({"a": "one"})
    with fleet.start("--scheduler", cluster.address) as driver:
        assert driver.stderr is not None
        read_until(driver.stderr, f"no worker at {cluster.address} yet")
        cluster.add("late")
        assert finish(driver).exit_code == 0


def test_without_its_scheduler_it_ends_and_goes_on_elsewhere(cluster: Cluster, fleet: FleetFolder) -> None:
    kinds = {f"r{number:02}": "one" for number in range(40)}
    fleet.fill(kinds)
    cluster.add("only")
    with fleet.start("--push", "--scheduler", cluster.address) as driver:
        assert driver.stderr is not None
        read_until(driver.stderr, "[ 5/40]")
        cluster.processes["scheduler"].kill()
        result = finish(driver)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        f"repoint: --scheduler: {cluster.address} is gone; what is done is in the ledger, "
        "so run repoint again once it is back"
    )
    cluster.processes["only"].kill()
    cluster.processes["only"].wait()
    result = fleet.run("--push", "--format", "json")
    assert result.exit_code == 0
    for name, entry in result.entries().items():
        assert is_pushed_once(fleet.repository(name), entry["tip"]), name
