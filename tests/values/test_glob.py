"""Globs match what git matches, and take no longer for it than their length times that of the path."""

import os
import random
import re
import subprocess
from pathlib import Path

import pytest

from codemods.values.glob import Globs, is_glob
from tests.time_limits import within

NAMES = ("a", "b", "ab", "foo", "foobar", "a b", "[a]", "ü", "x1", "-", "a*", "foo.py", "A", "b ", "b\\")
LISTS = [
    ["foo**/bar"],
    ["foo**/a/**/b"],
    ["a/foo**/b"],
    ["a/foo**"],
    ["f?o**/bar"],
    ["foo**/"],
    ["**foo", "!a/**"],
    ["foo", "!foo/bar.py"],
    ["foo/", "!foo/a"],
    ["foo/*", "!foo/a"],
    ["/*", "!/foo"],
    ["a/**"],
    ["**/a"],
    ["**/a/**"],
    ["a/**/b"],
    ["a/***/b"],
    ["/**"],
    ["**"],
    ["**/"],
    ["a/**b"],
    ["[[:alpha:]]"],
    ["[![:alpha:]]*"],
    ["[^a]b"],
    ["[a-f]*/"],
    ["[]a]"],
    ["[[]a]"],
    ["\\[a\\]"],
    ["[a/b]"],
    ["[\\a]"],
    ["[[:upper:][:digit:]]"],
    ["a\\ b"],
    ["a b  "],
    ["b\\ "],
    ["b\\  "],
    ["b\\\\ "],
    ["a\\*"],
    ["\\#", "#"],
    ["\\!a"],
    ["?"],
    ["??"],
    ["*.py", "!foo.py"],
    ["/foo/a/"],
    ["foo/a"],
    ["f*o*r"],
    ["*a*a"],
    ["*/foo"],
    ["*/*/*"],
    ["**/*/b"],
    ["/"],
    ["//a"],
    ["[z-a]"],
    ["["],
    ["a["],
    ["a\\"],
    [""],
    ["!"],
]
CLASSES = ("alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper")
PIECES = ("a", "b", "foo", "*", "**", "?", "/", "/", "[ab]", "[!a]", "[[:alpha:]]", "\\*", "x")


def paths() -> list[str]:
    """Paths up to four names deep."""
    choose = random.Random(1)
    found = {"/".join(choose.choice(NAMES) for _ in range(choose.randint(1, 4))) for _ in range(300)}
    characters = {chr(number) for number in range(1, 128)} - {".", "/", ":"}
    return sorted(found | characters)


def random_lists() -> list[list[str]]:
    """Lists of one to three patterns put together from pieces."""
    choose = random.Random(2)

    def pattern() -> str:
        return "!" * (choose.random() < 0.2) + "".join(
            choose.choice(PIECES) for _ in range(choose.randint(1, 6))
        )

    return [[pattern() for _ in range(choose.randint(1, 3))] for _ in range(120)]


GLUED = re.compile(r"^!?(?:[^*?[\\\\/]*/)*[^*?[\\\\/]+\*{2,}/")
"""`foo**/bar`, which git takes for `foo/**/bar`, and `foobar` for a match, before 2.52."""


def git_is_older(*version: int) -> bool:
    said = subprocess.run(["git", "--version"], check=True, capture_output=True, text=True).stdout
    return tuple(map(int, re.findall(r"\d+", said)[:2])) < version


def test_git_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    subprocess.run(["git", "init", "--quiet", "--template=", os.fspath(tmp_path)], check=True)
    rules, every = tmp_path / "rules", paths()
    old = git_is_older(2, 52)
    for lines in (*LISTS, *([f"[[:{name}:]]"] for name in (*CLASSES, "xdigit")), *random_lists()):
        if old and any(map(GLUED.match, lines)):
            continue
        rules.write_text("\n".join(lines) + "\n")
        command = ["git", "-c", f"core.excludesFile={rules}", "check-ignore", "--no-index", "--stdin", "-z"]
        given = b"".join(os.fsencode(path) + b"\0" for path in every)
        done = subprocess.run(command, cwd=tmp_path, input=given, capture_output=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        ignored = {os.fsdecode(path) for path in done.stdout.split(b"\0")[:-1]}
        globs = Globs(lines)
        assert {path for path in every if globs.holds(path)} == ignored, lines


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("*a" * 30 + "*b", "a" * 3000),
        ("**/a/" * 30 + "b", "a/" * 1500 + "a"),
        ("/".join(["*a*a*a*b"] * 10), "/".join(["a" * 300] * 10)),
        ("[ab]*" * 40 + "c", "ab" * 1500),
        ("*" * 3000 + "b", "a" * 3000),
    ],
)
def test_many_stars_come_to_an_end(line: str, path: str) -> None:
    with within(60):
        assert not Globs([line]).holds(path)


def test_stars_beside_other_characters_stay_in_a_name() -> None:
    assert Globs(["foo**/bar"]).holds("fooo/bar")
    assert not any(map(Globs(["foo**/bar"]).holds, ["foobar", "foo/a/bar", "foo/a/b/bar"]))


@pytest.mark.parametrize("line", ["", " ", "# note", "!", "/", "[", "[z-a]", "[[:none:]]", "a\\"])
def test_what_is_not_complete_is_no_glob(line: str) -> None:
    assert not is_glob(line)
