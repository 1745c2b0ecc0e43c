"""Whatever the cache holds, a run says what one without a cache says, byte for byte."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import codemods
from codemods.tree import cache_keys
from tests.cli.commands.cached_runs import COMMANDS, TREE, Cached
from tests.git.user_repository import MIGRATION, USER, UserRepository


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_warm_run_says_what_a_cold_one_says(cached: Cached, words: tuple[str, ...]) -> None:
    cold = cached.cold(*words)
    assert cached.run(*words) == cold
    assert cached.warm(*words) == cold
    assert b"app" in cold.stdout


def test_one_answer_serves_commands_that_ask_alike(cached: Cached) -> None:
    cached.warm("diff")
    with cached.counting() as counted:
        assert cached.run("diff", "--stat") == cached.cold("diff", "--stat")
    assert len(counted) == 1, "of the cold run"


PLACES: dict[str, Callable[[Cached], None]] = {}


def place(work: Callable[[Cached], None]) -> None:
    PLACES[work.__name__.strip("_").replace("_", " ")] = work


@place
def _below_the_top(cached: Cached) -> None:
    cached.root = cached.repo.root / "app"


@place
def _in_a_linked_work_tree(cached: Cached) -> None:
    other = cached.repo.root.with_name("other")
    cached.repo.git("worktree", "add", "-q", os.fspath(other))
    cached.repo = UserRepository(other, cached.repo.migration)


@place
def _in_a_sparse_checkout(cached: Cached) -> None:
    cached.repo.git("sparse-checkout", "set", "--cone", "app", "lib", "pkg")
    assert not (cached.repo.root / "web").exists()


@place
def _with_line_ends_of_another_system(cached: Cached) -> None:
    cached.repo.git("config", "core.autocrlf", "true")
    cached.repo.git("rm", "-rq", "--cached", ".")
    cached.repo.git("reset", "-q", "--hard")
    assert b"\r\n" in (cached.repo.root / "app/user.py").read_bytes()


@place
def _with_names_that_need_quotes(cached: Cached) -> None:
    cached.repo.commit({"app/a b\t\"c'.py": USER, "app/é\n.py": USER, "app/-x.py": USER, "app/[a]*.py": USER})


@place
def _with_uncommitted_work(cached: Cached) -> None:
    cached.repo.write({"app/user.py": f"{USER}# mine\n"})


@place
def _with_settings(cached: Cached) -> None:
    settings = "[tool.repoint]\nexclude = ['app/odd.py']\nroots = ['lib']\n"
    settings += "[[tool.repoint.facade]]\nmodule = 'lib.hub'\n"
    cached.repo.commit({"pyproject.toml": settings})


@pytest.mark.parametrize("where", PLACES.values(), ids=PLACES)
def test_wherever_it_is(cached: Cached, where: Callable[[Cached], None]) -> None:
    where(cached)
    for words in (("diff",), ("check",), ("scan", "--format", "json"), ("diff", "--root", "app")):
        if words[-1] == "app" and cached.root:
            continue
        assert cached.warm(*words) == cached.cold(*words), words


def test_paths_are_part_of_the_question(cached: Cached) -> None:
    for paths in ((), ("app",), ("app/user.py",), ("lib", "web"), ("tests",)):
        for command in ("diff", "check", "scan"):
            assert cached.warm(command, *paths) == cached.cold(command, *paths), (command, paths)


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"app/\udcff.py": USER}, id="a name that is no text"),
        pytest.param(
            {"app/s.py": f'{USER}patch("\\ud800.make", "pkg.old.make\\udfff")\n'}, id="half a character"
        ),
        pytest.param({"app/l.py": f"# coding: latin-1\n{USER}# \xe9\n".encode("latin-1")}, id="latin-1"),
        pytest.param({"app/b.py": b"\xef\xbb\xbf" + USER.encode()}, id="a byte order mark"),
        pytest.param({"app/u.py": f"{USER}# \xe9\n".encode("latin-1")}, id="no text"),
    ],
)
def test_odd_files(cached: Cached, files: dict[str, str | bytes]) -> None:
    cached.repo.commit(files)
    for words in (("diff",), ("check",), ("scan",), ("diff", "--format", "json")):
        cold = cached.cold(*words)
        # Not all of it can be remembered, and how long a tree takes to settle is not ours to know.
        assert [cached.run(*words) for _ in range(4)] == [cold] * 4


def test_other_questions_have_other_answers(cached: Cached, tmp_path: Path) -> None:
    cached.warm("diff")
    other = tmp_path / "other.toml"
    other.write_text(MIGRATION.replace('"pkg.old:make"', '"pkg.old:other"'))
    for words in (("--generated",), ("--docs",), ("--migration", os.fspath(other)), ("--root", "lib")):
        assert cached.run("diff", *words) == cached.cold("diff", *words), words


def test_the_migration_is_known_by_what_it_says_and_where(cached: Cached, tmp_path: Path) -> None:
    cached.warm("diff")
    moved = tmp_path / "moved.toml"
    cached.repo.migration.rename(moved)
    cached.repo.migration = moved
    assert cached.run("diff") == cached.cold("diff")


@pytest.mark.parametrize("way", ["copied", "moved", "in another's place"])
def test_another_place_is_another_tree(cached: Cached, way: str) -> None:
    repo = cached.repo
    cached.warm("diff")
    other = repo.root.with_name("copy")
    shutil.copytree(repo.root, other, symlinks=True)
    (other / "app/user.py").write_text(USER.replace("make()", "fake()"))
    shutil.copystat(repo.root / "app/user.py", other / "app/user.py")
    if way == "moved":
        shutil.rmtree(repo.root)
        repo.root.with_name("new").symlink_to(other)
        repo.root = other
    elif way == "copied":
        repo.root = other
    else:
        repo.root.rename(repo.root.with_name("away"))
        other.rename(repo.root)
    assert cached.run("diff") == cached.cold("diff")


def test_another_program_works_it_out_anew(cached: Cached, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = cached.warm("diff")
    monkeypatch.setattr(codemods, "__version__", "99")
    cache_keys._program_digest.cache_clear()
    try:
        with cached.counting() as counted:
            assert cached.run("diff") == cold
    finally:
        cache_keys._program_digest.cache_clear()
    assert counted


@pytest.mark.parametrize("way", ["option", "environment"])
def test_going_without_neither_reads_nor_writes(
    cached: Cached, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way == "environment":
        monkeypatch.setenv("REPOINT_NO_CACHE", "1")
    words = ("--no-cache",) if way == "option" else ()
    for command in ("diff", "check", "scan"):
        cached.run(command, *words)
    assert not cached.file.parent.exists()
    cached.file.parent.mkdir()
    cached.file.write_bytes(b"garbage " * 1000)
    for command in ("diff", "check", "scan"):
        assert "cache" not in cached.run(command, *words).stderr
    assert cached.file.read_bytes() == b"garbage " * 1000


def test_an_empty_variable_asks_for_nothing(cached: Cached, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPOINT_NO_CACHE", "")
    cached.warm("check")


@pytest.mark.parametrize("command", ["diff", "check", "scan"])
def test_outside_a_repository_nothing_is_remembered(cached: Cached, tmp_path: Path, command: str) -> None:
    folder = tmp_path / "plain"
    for name, text in TREE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    before = sorted(folder.rglob("*"))
    cached.root = folder
    assert cached.run(command) == cached.cold(command)
    assert sorted(folder.rglob("*")) == before


def test_where_git_has_no_work_tree_the_cache_is_no_reason_to_fail(cached: Cached) -> None:
    cached.root = cached.repo.root / ".git" / "hooks"
    (cached.root / "hook.py").write_text(USER)
    cold = cached.cold("check", "--root", ".")
    assert cached.run("check", "--root", ".") == cold
    assert cold.exit_code < 2


def test_apply_plans_anew_and_a_warm_run_sees_what_it_did(cached: Cached) -> None:
    cached.warm("diff")
    cached.warm("check")
    with cached.counting() as counted:
        cached.run("apply")
    assert counted
    assert cached.run("check") == cached.cold("check")
    assert cached.run("diff") == cached.cold("diff")
    assert cached.repo.run("undo").exit_code == 0
    assert cached.run("check") == cached.cold("check")


def test_what_file_names_are_called_is_part_of_the_question(cached: Cached) -> None:
    cached.repo.commit({"app/\xe9.py": USER})
    cached.warm("check")
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "codemods", "check", "--migration", os.fspath(cached.repo.migration)]
    path = {**os.environ, **ascii_only, "PYTHONPATH": os.fspath(Path(__file__).parents[3])}
    said = []
    for words in (command, [*command, "--no-cache"]):
        done = subprocess.run(words, cwd=cached.repo.root, env=path, capture_output=True, check=False)
        said.append((done.returncode, done.stdout, done.stderr))
    assert said[0] == said[1]
