"""A cache that is damaged, held, or may not be written costs a note at most: never an answer."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from codemods.tree import cache_store
from codemods.tree.cache_store import CacheStore
from tests.cli.commands.cached_runs import COMMANDS, Cached
from tests.git.user_repository import Result
from tests.permissions import Unprivileged
from tests.permissions import unprivileged as unprivileged
from tests.small_disk import small_disk

NOTE = "the cache was damaged; it was dropped, and all is worked out anew"


def as_cold(cached: Cached, result: Result, cold: Result, notes: int = 1) -> None:
    """Compare a run with a cold one; it may say so many times that the cache was dropped."""
    assert (result.exit_code, result.stdout) == (cold.exit_code, cold.stdout)
    said = result.stderr.splitlines()
    assert [line for line in said if NOTE not in line] == cold.stderr.splitlines()
    assert len(said) - len(cold.stderr.splitlines()) <= notes


def flipped(data: bytes) -> bytes:
    """Some damage in every page."""
    chance = random.Random(len(data))
    spoilt = bytearray(data)
    for page in range(0, len(spoilt), 4096):
        for _ in range(20):
            spoilt[page + chance.randrange(min(4096, len(spoilt) - page))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "flipped bits": flipped,
    "a flipped head": lambda data: bytes([data[0] ^ 1]) + data[1:],
    "flipped pages": lambda data: data[:100] + bytes(byte ^ 255 for byte in data[100:]),
    "half of it": lambda data: data[: len(data) // 2],
    "one page of it": lambda data: data[:4096],
    "a byte less": lambda data: data[:-1],
    "garbage": lambda _data: b"garbage " * 1000,
    "nothing": lambda _data: b"",
    "zeroes": lambda data: bytes(len(data)),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file(cached: Cached, damage: Callable[[bytes], bytes]) -> None:
    for command in ("diff", "check", "scan"):
        cached.warm(command)
    spoilt = damage(cached.file.read_bytes())
    for words in COMMANDS.values():
        cached.file.write_bytes(spoilt)
        cold = cached.cold(*words)
        as_cold(cached, cached.run(*words), cold)
        as_cold(cached, cached.run(*words), cold)
        assert cached.warm(*words) == cold


NONSENSE = {
    "nothing": b"",
    "no encoding of anything": b"\xc1",
    "cut short": b"\x82\xa4plan",
    "another type": msgspec.msgpack.encode([1, 2, 3]),
    "an answer to something else": msgspec.msgpack.encode({"plan": None, "changes": [1]}),
    "nested past all limits": b"\x81\xa1x" + b"\x91" * 200_000 + b"\xc0",
    "no text": b"\x81\xa4path\xa2\xff\xff",
}


@pytest.mark.parametrize("value", NONSENSE.values(), ids=NONSENSE)
@pytest.mark.parametrize("command", ["diff", "check", "scan"])
def test_a_sound_row_that_says_nonsense(cached: Cached, value: bytes, command: str) -> None:
    cold = cached.warm(command)
    with closing(sqlite3.connect(cached.file)) as connection:
        names = [name for (name,) in connection.execute("select key from result")]
    CacheStore(cached.file.parent, pytest.fail).write(dict.fromkeys(names, value))
    result = cached.run(command)
    as_cold(cached, result, cold)
    assert NOTE in result.stderr
    # The facts of files are nonsense as well, where no whole answer hides them.
    CacheStore(cached.file.parent, pytest.fail).write(dict.fromkeys(names, value))
    cached.repo.write({"more.py": "x = 1\n"})
    cached.repo.git("add", "more.py")
    as_cold(cached, cached.run(command), cached.cold(command))


def test_a_plan_whose_edits_do_not_fit_is_made_anew(cached: Cached) -> None:
    cold = cached.warm("diff")
    with closing(sqlite3.connect(cached.file)) as connection:
        rows = connection.execute("select key, value from result").fetchall()
    plans = [(name, value) for name, value in rows if b"changes" in value]
    assert plans
    for name, value in plans:
        CacheStore(cached.file.parent, pytest.fail).write({name: value.replace(b"pkg.old", b"pkg.odd")})
    assert cached.run("diff") == cold
    assert cached.warm("diff") == cold


@pytest.mark.parametrize("place", ["file", "folder"])
def test_something_else_in_its_place(cached: Cached, place: str) -> None:
    if place == "file":
        cached.file.mkdir(parents=True)
    else:
        cached.file.parent.write_text("mine")
    for command in ("diff", "check"):
        cold = cached.cold(command)
        assert [cached.run(command) for _ in range(3)] == [cold] * 3


@pytest.mark.parametrize("mode", ["exclusive", "immediate"])
def test_while_another_program_holds_it(cached: Cached, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_store, "_TIMEOUT", 0.01)
    cold = cached.warm("check")
    with closing(sqlite3.connect(cached.file, isolation_level=None)) as other:
        other.execute(f"begin {mode}")
        assert cached.run("check") == cold
        assert cached.run("diff") == cached.cold("diff")
    assert cached.warm("check") == cold


@pytest.mark.parametrize("what", ["folder", "file", "both", "hidden", "not there"])
def test_as_a_user_who_may_not_write_it(
    cached: Cached, tmp_path: Path, unprivileged: Unprivileged, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", os.fspath(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", os.fspath(tmp_path))
    cold = cached.warm("check")
    folder = cached.file.parent
    if what == "not there":
        shutil.rmtree(folder)
        folder = folder.parent
    if what in ("file", "both"):
        cached.file.chmod(0o444)
    with unprivileged():
        folder.chmod({"folder": 0o555, "both": 0o555, "not there": 0o555, "hidden": 0}.get(what, 0o755))
        try:
            assert [cached.run("check") for _ in range(3)] == [cold] * 3
            assert cached.run("diff") == cached.cold("diff")
        finally:
            folder.chmod(0o755)


def test_on_a_full_disk(cached: Cached, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "2m") as disk:
        shutil.copytree(cached.repo.root, disk / "shop")
        cached.repo.root = disk / "shop"
        cold = cached.cold("check")
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_bsize
        (disk / "rest").write_bytes(bytes(free))
        assert [cached.run("check") for _ in range(3)] == [cold] * 3
        (disk / "rest").unlink()
        assert cached.warm("check") == cold


def processes(cached: Cached, commands: list[str]) -> list[Result]:
    """Run commands all at once, each in a process of its own."""
    options = ("--migration", os.fspath(cached.repo.migration))
    path = {**os.environ, "PYTHONPATH": os.fspath(Path(__file__).parents[3])}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "codemods", command, *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cached.repo.root,
            env=path,
        )
        for command in commands
    ]
    ends = [(*each.communicate(), each.returncode) for each in running]
    return [Result(code, out, said.decode()) for out, said, code in ends]


def test_eight_runs_at_once(cached: Cached) -> None:
    commands = ["diff", "check", "scan", "check"] * 2
    cold = [cached.cold(command) for command in commands]
    assert processes(cached, commands) == cold
    with closing(sqlite3.connect(cached.file)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    for command, said in zip(commands, cold, strict=True):
        assert cached.warm(command) == said


def test_eight_runs_at_once_over_a_damaged_cache(cached: Cached) -> None:
    cached.warm("check")
    cached.file.write_bytes(flipped(cached.file.read_bytes()))
    commands = ["diff", "check"] * 4
    for command, result in zip(commands, processes(cached, commands), strict=True):
        as_cold(cached, result, cached.cold(command))
    for command in ("diff", "check"):
        as_cold(cached, cached.run(command), cached.cold(command))
        assert cached.warm(command) == cached.cold(command)


KILLED = """
import os, sys
from codemods.tree import cache_store as store
from codemods.__main__ import load

def dies(*_):
    os.kill(os.getpid(), 9)

def dying(connection, statement, rows):
    connection.execute("pragma cache_size = 1")
    connection.execute("begin immediate")
    connection.executemany(statement, rows)
    if when == "before the commit":
        dies()
    connection.execute("commit")
    dies()

when = sys.argv.pop(1)
if when == "before the table":
    store._prepare = dies
elif when == "after the table":
    store._write = dies
else:
    store._write = dying
load().app(prog_name="repoint")
"""


@pytest.mark.parametrize("when", ["before the table", "after the table", "before the commit", "at the end"])
def test_a_run_that_is_killed_leaves_a_sound_cache(cached: Cached, when: str) -> None:
    cold = cached.cold("diff")
    cached.run("scan")
    options = ("diff", "--migration", os.fspath(cached.repo.migration))
    path = {**os.environ, "PYTHONPATH": os.fspath(Path(__file__).parents[3])}
    command = [sys.executable, "-c", KILLED, when, *options]
    done = subprocess.run(command, cwd=cached.repo.root, env=path, capture_output=True, check=False)
    assert done.returncode == -9
    assert cached.run("diff") == cold
    assert cached.warm("diff") == cold
    with closing(sqlite3.connect(cached.file)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]


def test_it_stays_as_large_as_it_may_be(cached: Cached, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_store, "MAX_SIZE", 40_000)
    for number in range(12):
        cached.repo.commit({"app/user.py": f"from pkg.old import make\n\nmake({number})\n"})
        cached.warm("check")
        assert cached.run("diff") == cached.cold("diff")
        assert cached.file.stat().st_size <= 40_000
