"""`repoint fleet` from end to end, on this machine."""

import json
import re
import shutil
import signal
from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.fleet.fleet_repositories import FleetFolder, finish, git, is_pushed_once, pushes, read_until

KINDS = {"a": "one", "b": "none", "c": "broken", "d": "many", "e": "findings"}


@pytest.fixture
def fleet(fleet: FleetFolder) -> FleetFolder:
    fleet.fill(KINDS)
    return fleet


def test_one_that_fails_does_not_stop_the_others(fleet: FleetFolder) -> None:
    result = fleet.run("--format", "json", "--push")
    assert result.exit_code == 2
    entries = result.entries()
    assert {name: each["state"] for name, each in entries.items()} == {
        name: "failed" if kind == "broken" else "done" for name, kind in KINDS.items()
    }
    assert "there is no commit to work on" in str(entries["c"]["error"])
    assert {name for name in KINDS if pushes(fleet.repository(name))} == {"a", "d", "e"}
    for name in ("a", "d", "e"):
        assert pushes(fleet.repository(name)) == [entries[name]["tip"]]
        assert git(fleet.repository(name), "rev-parse", "repoint/m").strip() == entries[name]["tip"]
    assert sorted(path.name for path in fleet.out.glob("*.patch")) == ["a.patch", "d.patch", "e.patch"]
    assert sorted(path.name for path in fleet.out.glob("*.json")) == ["a.json", "b.json", "d.json", "e.json"]
    assert "RP001" in json.loads((fleet.out / "e.json").read_text())["summary"]["findings"]


def test_a_line_for_each_repository_and_a_table_of_all(fleet: FleetFolder) -> None:
    result = fleet.run("--jobs", "1")
    lines = result.stdout.splitlines()
    assert lines[0].split() == [
        *("repository", "state", "files", "moved", "stay", "findings", "commits", "pushed", "seconds")
    ]
    assert [line.split()[0] for line in lines[1:6]] == list(KINDS)
    assert re.match(r"d +done +4 +\d+ +0 +\d+ +3 +no +\d", lines[4])
    assert re.match(r"b +nothing to do +0", lines[2])
    assert "Failed\n  c: there is no commit to work on" in result.stdout
    assert lines[-1].startswith("4 of 5 repositories done (1 with nothing to do), 1 failed; ")
    lines = result.stderr.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        f"[{n}/5] {name}" for n, name in enumerate(KINDS, 1)
    ]


def test_the_same_again_does_what_is_left(fleet: FleetFolder) -> None:
    first = fleet.run("--format", "json").entries()
    second = fleet.run("--format", "json")
    assert second.stderr.splitlines()[0].startswith("4 of 5 repositories done already, in the run of ")
    assert [line[:8] for line in second.stderr.splitlines()[1:]] == ["[1/1] c:"]
    entries = second.entries()
    assert {name: entries[name] for name in "abde"} == {name: first[name] for name in "abde"}
    assert entries["c"]["attempts"] == 2


def test_what_was_looked_at_is_what_is_pushed_later(fleet: FleetFolder) -> None:
    looked = fleet.run("--format", "json").entries()
    pushed = fleet.run("--format", "json", "--push").entries()
    for name in ("a", "d", "e"):
        assert pushed[name]["tip"] == looked[name]["tip"]
        assert pushes(fleet.repository(name)) == [looked[name]["tip"]]
    assert pushed["b"] == looked["b"]
    again = fleet.run("--push", "--only", "a", "--only", "[bde]")
    assert (again.exit_code, again.stderr.count("\n")) == (0, 1)


def test_a_patch_that_was_removed_is_made_again(fleet: FleetFolder) -> None:
    fleet.run()
    patch = (fleet.out / "a.patch").read_bytes()
    (fleet.out / "a.patch").unlink()
    assert "[1/2] a:" in fleet.run("--jobs", "1").stderr
    assert (fleet.out / "a.patch").read_bytes() == patch


def test_the_date_alone_brings_the_same_commits_without_a_ledger(fleet: FleetFolder) -> None:
    when = ("--date", "2026-01-02T03:04:05+00:00", "--push", "--format", "json")
    first = fleet.run(*when).entries()
    shutil.rmtree(fleet.out)
    second = fleet.run(*when).entries()
    assert [each["tip"] for each in first.values()] == [each["tip"] for each in second.values()]
    assert len(pushes(fleet.repository("a"))) == 1
    made = git(fleet.repository("a"), "log", "-1", "--format=%cI", "repoint/m").strip()
    assert datetime.fromisoformat(made) == datetime.fromisoformat(when[1])


def test_again_begins_anew(fleet: FleetFolder) -> None:
    fleet.run("--only", "b")
    assert fleet.run("--only", "b").stderr.startswith("1 of 1 repository done already")
    assert fleet.run("--only", "b", "--again").stderr.startswith("[1/1] b: nothing to do")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--branch", "a..b"], "repoint: --branch: 'a..b' is not a valid branch name"),
        (["--batch-by", "wner"], "is not a way to batch; expected one of owner"),
        (["--message", "$btch"], "--message: $btch means nothing"),
        (["--author", "Ada"], '--author: "Ada" is not an identity; expected "NAME <EMAIL>"'),
        (["--date", "soon"], '--date: "soon" is not a date; expected one after 1970'),
        (["--only", "z*"], '--only: no repository of repos.toml is called "z*"'),
        (["--migration", "nope.toml"], "repoint: nope.toml: no such file"),
        (["--out", "m.toml"], "m.toml"),
        (["--jobs", "2", "--scheduler", "tcp://x:1"], "--jobs is for this machine"),
        (["--scheduler", "tcp://127.0.0.1:1"], "--scheduler: tcp://127.0.0.1:1 can't be reached"),
    ],
)
def test_wrong_options_are_reported_before_anything_is_done(
    words: list[str], message: str, fleet: FleetFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "1s")
    result = fleet.run(*words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not list(fleet.out.glob("*.json"))


def test_the_author_is_the_one_that_git_is_configured_with(fleet: FleetFolder, own_settings: Path) -> None:
    own_settings.write_text("[user]\nuseConfigOnly = true\n")
    assert fleet.run("--author", "").stderr.startswith("repoint: git does not know who commits here; set ")


def test_killed_at_any_time_it_loses_nothing_and_does_nothing_twice(fleet: FleetFolder) -> None:
    kinds = {f"r{number:02}": "one" if number % 3 else "many" for number in range(24)}
    fleet.fill(kinds)
    for seen in ("[ 1/24]", "[ 5/"):
        with fleet.start("--push") as driver:
            assert driver.stderr is not None
            read_until(driver.stderr, seen)
            driver.send_signal(signal.SIGKILL)
            driver.communicate()
    result = fleet.run("--push", "--format", "json")
    assert result.exit_code == 0
    entries = result.entries()
    assert "done already" in result.stderr.splitlines()[0]
    for name in kinds:
        assert is_pushed_once(fleet.repository(name), entries[name]["tip"]), name
        assert (fleet.out / f"{name}.patch").exists()


def test_interrupted_it_says_so_and_goes_on_the_next_time(fleet: FleetFolder) -> None:
    kinds = {f"r{number:02}": "one" for number in range(16)}
    fleet.fill(kinds)
    with fleet.start("--push") as driver:
        assert driver.stderr is not None
        read_until(driver.stderr, "[ 3/16]")
        driver.send_signal(signal.SIGINT)
        result = finish(driver)
    assert result.exit_code == 130
    assert result.stderr.endswith("repoint: interrupted\n")
    assert "came to an end; run the same again to go on with the others" in result.stderr
    result = fleet.run("--push", "--format", "json")
    assert result.exit_code == 0
    for name, entry in result.entries().items():
        assert is_pushed_once(fleet.repository(name), entry["tip"]), name


def test_several_migrations_go_through_as_one(fleet: FleetFolder) -> None:
    (fleet.folder / "more.toml").write_text('[[symbol]]\nold = "pkg.new:build"\nnew = "outer:craft"\n')
    entries = fleet.run("--format", "json", "-m", "more.toml", "--push", "--only", "a").entries()
    assert entries["a"]["branch"] == "repoint/m-more"
    assert "craft" in (fleet.out / "a.patch").read_text()
