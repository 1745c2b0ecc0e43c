"""A name is a name: files with any byte that git allows in one, in every way to apply."""

import os

import pytest

from codemods.cli.formats.quoted_paths import quote_path
from tests.git.user_repository import APPLY_OPTIONS, USER, UserRepository

NAMES = (
    "new\nline.py",
    "carriage\rreturn.py",
    "tab\t.py",
    "control\x01\x7f.py",
    "double\"single'.py",
    "back\\slash.py",
    " before.py",
    "after .py",
    "-dash.py",
    "--cached.py",
    ":(top)magic.py",
    ":colon.py",
    "*.py",
    "[a].py",
    "?.py",
    "!not.py",
    "#hash.py",
    "$HOME.py",
    "@{u}.py",
    "é.py",
    "\U0001f600.py",
    os.fsdecode(b"latin\xe9.py"),
    "a folder/with\nlines/x.py",
    "n" * 252 + ".py",
)


@pytest.fixture
def named(repo: UserRepository) -> UserRepository:
    repo.commit(dict.fromkeys(NAMES, USER) | {".gitignore": "m.toml\n"})
    return repo


def listed(repo: UserRepository, *words: str) -> set[str]:
    return set(repo.git(*words, "--name-only", "-z").split("\0")) - {""}


def test_every_name_is_taken_as_it_is_and_given_back(named: UserRepository) -> None:
    before = named.state()
    for way, words in APPLY_OPTIONS.items():
        assert named.apply(*words).exit_code == 0, way
        expected = set(NAMES)
        if way in ("apply", "index only"):
            assert listed(named, "diff", "--cached") == expected, way
        else:
            tip = "series" if way == "branch" else "HEAD"
            base = named.git("rev-parse", f"{tip}~2").strip()
            assert listed(named, "diff", base, tip) == expected, way
        assert named.run("undo").exit_code == 0, way
        assert named.state() == before, way


def test_what_is_said_of_them_stays_on_its_line(named: UserRepository) -> None:
    for name in NAMES:
        (named.root / name).write_text(USER + "# mine\n")
    result = named.apply()
    assert result.exit_code == 2
    assert {"\x01", "\r", "\x7f", "\udce9"}.isdisjoint(result.stderr)
    assert sum("the file holds unstaged changes" in line for line in result.stderr.splitlines()) >= 1


def test_the_patch_names_them_as_git_does(named: UserRepository) -> None:
    named.apply("--commit", "--branch", "series")
    patch = named.diff().stdout
    assert os.fsdecode(patch) == named.git("diff", "main", "series")
    assert all(quote_path(f"b/{name}") in patch for name in NAMES)


def test_a_name_that_looks_like_a_pattern_takes_no_other_file_along(repo: UserRepository) -> None:
    repo.commit({"*.py": USER, "one.py": USER})
    repo.write({"one.py": USER + "# mine\n"})
    assert repo.apply().exit_code == 0
    assert listed(repo, "diff", "--cached") == {"*.py"}
