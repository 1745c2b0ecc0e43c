"""`repoint fleet` from end to end, on this machine."""

import json
import re
import shutil
import signal
from pathlib import Path

import pytest

from tests.cli.fleet.fleet_repositories import Yard, ended, git, pushes, read_until

SHAPES = {"a": "one", "b": "none", "c": "broken", "d": "many", "e": "findings"}


@pytest.fixture
def full(yard: Yard) -> Yard:
    yard.fill(SHAPES)
    return yard


def test_one_that_fails_does_not_stop_the_others(full: Yard) -> None:
    result = full.run("--format", "json", "--push")
    assert result.exit_code == 2
    entries = result.entries()
    assert {name: each["state"] for name, each in entries.items()} == {
        name: "failed" if shape == "broken" else "done" for name, shape in SHAPES.items()
    }
    assert "there is no commit to work on" in str(entries["c"]["error"])
    assert {name for name in SHAPES if pushes(full.repository(name))} == {"a", "d", "e"}
    for name in ("a", "d", "e"):
        assert pushes(full.repository(name)) == [entries[name]["tip"]]
        assert git(full.repository(name), "rev-parse", "repoint/m").strip() == entries[name]["tip"]
    assert sorted(path.name for path in full.out.glob("*.patch")) == ["a.patch", "d.patch", "e.patch"]
    assert sorted(path.name for path in full.out.glob("*.json")) == ["a.json", "b.json", "d.json", "e.json"]
    assert "RP001" in json.loads((full.out / "e.json").read_text())["summary"]["findings"]


def test_the_table_and_what_is_said_as_they_come_in(full: Yard) -> None:
    result = full.run("--jobs", "1")
    lines = result.out.splitlines()
    assert lines[0].split() == [
        *("repository", "state", "files", "moved", "stay", "findings", "commits", "pushed", "seconds")
    ]
    assert [line.split()[0] for line in lines[1:6]] == list(SHAPES)
    assert re.match(r"d +done +4 +\d+ +0 +\d+ +3 +no +\d", lines[4])
    assert re.match(r"b +nothing to do +0", lines[2])
    assert "Failed\n  c: there is no commit to work on" in result.out
    assert lines[-1].startswith("4 of 5 repositories done (1 with nothing to do), 1 failed; ")
    said = result.said.splitlines()
    assert [line.partition(":")[0] for line in said] == [
        f"[{n}/5] {name}" for n, name in enumerate(SHAPES, 1)
    ]


def test_the_same_again_does_what_is_left(full: Yard) -> None:
    first = full.run("--format", "json").entries()
    second = full.run("--format", "json")
    assert second.said.splitlines()[0].startswith("4 of 5 repositories done already, in the run of ")
    assert [line[:8] for line in second.said.splitlines()[1:]] == ["[1/1] c:"]
    entries = second.entries()
    assert {name: entries[name] for name in "abde"} == {name: first[name] for name in "abde"}
    assert entries["c"]["attempts"] == 2


def test_what_was_looked_at_is_what_is_pushed_later(full: Yard) -> None:
    looked = full.run("--format", "json").entries()
    pushed = full.run("--format", "json", "--push").entries()
    for name in ("a", "d", "e"):
        assert pushed[name]["tip"] == looked[name]["tip"]
        assert pushes(full.repository(name)) == [looked[name]["tip"]]
    assert pushed["b"] == looked["b"]
    again = full.run("--push", "--only", "a", "--only", "[bde]")
    assert (again.exit_code, again.said.count("\n")) == (0, 1)


def test_a_patch_that_was_removed_is_made_again(full: Yard) -> None:
    full.run()
    patch = (full.out / "a.patch").read_bytes()
    (full.out / "a.patch").unlink()
    assert "[1/2] a:" in full.run("--jobs", "1").said
    assert (full.out / "a.patch").read_bytes() == patch


def test_the_date_alone_brings_the_same_commits_without_a_ledger(full: Yard) -> None:
    when = ("--date", "2026-01-02T03:04:05+00:00", "--push", "--format", "json")
    first = full.run(*when).entries()
    shutil.rmtree(full.out)
    second = full.run(*when).entries()
    assert [each["tip"] for each in first.values()] == [each["tip"] for each in second.values()]
    assert len(pushes(full.repository("a"))) == 1
    assert (
        git(full.repository("a"), "log", "-1", "--format=%cI", "repoint/m") == "2026-01-02T03:04:05+00:00\n"
    )


def test_again_begins_anew(full: Yard) -> None:
    full.run("--only", "b")
    assert full.run("--only", "b").said.startswith("1 of 1 repository done already")
    assert full.run("--only", "b", "--again").said.startswith("[1/1] b: nothing to do")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--branch", "a..b"], "repoint: --branch: 'a..b' is not a name for a branch"),
        (["--batch-by", "wner"], "is not a way to batch; expected one of owner"),
        (["--message", "$btch"], "--message: $btch means nothing"),
        (["--author", "Ada"], '--author: "Ada" is nobody git knows; expected "NAME <EMAIL>"'),
        (["--date", "soon"], '--date: "soon" is no date; expected one after 1970'),
        (["--only", "z*"], '--only: no repository of repos.toml is called "z*"'),
        (["--migration", "nope.toml"], "repoint: nope.toml: no such file"),
        (["--out", "m.toml"], "m.toml"),
        (["--jobs", "2", "--scheduler", "tcp://x:1"], "--jobs is for this machine"),
        (["--scheduler", "tcp://127.0.0.1:1"], "--scheduler: tcp://127.0.0.1:1 can't be reached"),
    ],
)
def test_options_that_cannot_be_followed_are_said_before_anything_is_done(
    words: list[str], said: str, full: Yard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "1s")
    result = full.run(*words)
    assert result.exit_code == 2
    assert said in result.said
    assert not list(full.out.glob("*.json"))


def test_who_commits_is_asked_of_git_and_must_be_known(full: Yard, own_settings: Path) -> None:
    own_settings.write_text("[user]\nuseConfigOnly = true\n")
    assert full.run("--author", "").said.startswith("repoint: git does not know who commits here; set ")


def test_killed_at_any_time_it_loses_nothing_and_does_nothing_twice(yard: Yard) -> None:
    shapes = {f"r{number:02}": "one" if number % 3 else "many" for number in range(24)}
    yard.fill(shapes)
    for seen in ("[ 1/24]", "[ 5/"):
        with yard.start("--push") as driver:
            assert driver.stderr is not None
            read_until(driver.stderr, seen)
            driver.send_signal(signal.SIGKILL)
            driver.communicate()
    result = yard.run("--push", "--format", "json")
    assert result.exit_code == 0
    entries = result.entries()
    assert "done already" in result.said.splitlines()[0]
    for name in shapes:
        assert pushes(yard.repository(name)) == [entries[name]["tip"]]
        assert (yard.out / f"{name}.patch").exists()


def test_interrupted_it_says_so_and_goes_on_the_next_time(yard: Yard) -> None:
    shapes = {f"r{number:02}": "one" for number in range(16)}
    yard.fill(shapes)
    with yard.start("--push") as driver:
        assert driver.stderr is not None
        read_until(driver.stderr, "[ 3/16]")
        driver.send_signal(signal.SIGINT)
        result = ended(driver)
    assert result.exit_code == 130
    assert result.said.endswith("repoint: interrupted\n")
    assert "came to an end; run the same again to go on with the others" in result.said
    assert yard.run("--push").exit_code == 0
    assert [len(pushes(yard.repository(name))) for name in shapes] == [1] * 16
