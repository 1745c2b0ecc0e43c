"""CODEOWNERS as GitHub reads it. EXAMPLE is the one of its page "About code owners", comments left out."""

import os
import random
import subprocess
from pathlib import Path

import pytest

from codemods.plan.codeowners import owner_key
from tests.time_limits import within

EXAMPLE = """\
# This is a comment.
*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
*.txt @octo-org/octocats
/build/logs/ @doctocat
docs/*  docs@example.com
apps/ @octocat
/docs/ @doctocat
/scripts/ @doctocat @octocat
**/logs @octocat
/apps/ @octocat
/apps/github
"""


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("README.md", "@global-owner1 @global-owner2"),
        ("src/deep/a.py", "@global-owner1 @global-owner2"),
        ("a.js", "@js-owner"),
        ("src/deep/a.js", "@js-owner"),
        ("a.jsx", "@global-owner1 @global-owner2"),
        ("src/a.go", "docs@example.com"),
        ("src/a.txt", "@octo-org/octocats"),
        ("build/logs.md", "@global-owner1 @global-owner2"),
        ("docs/getting-started.md", "@doctocat"),
        ("docs/build-app/troubleshooting.md", "@doctocat"),
        ("src/apps/a.py", "@octocat"),
        ("src/docs/a.md", "@global-owner1 @global-owner2"),
        ("scripts/a.sh", "@doctocat @octocat"),
        ("src/scripts/a.sh", "@global-owner1 @global-owner2"),
        ("build/logs/a.log", "@octocat"),
        ("scripts/logs/a.log", "@octocat"),
        ("deeply/nested/logs/a/b.log", "@octocat"),
        ("apps/a.js", "@octocat"),
        ("apps/github/a.js", "unowned"),
        ("apps/github/deep/a.js", "unowned"),
        ("apps/github.py", "@octocat"),
    ],
)
def test_the_example_as_a_whole(path: str, owners: str) -> None:
    assert owner_key(EXAMPLE)(path) == owners


def owned(pattern: str, path: str) -> bool:
    return owner_key(f"{pattern} @x")(path) == "@x"


@pytest.mark.parametrize(
    ("pattern", "matched", "others"),
    [
        pytest.param("*", "a b/x", "", id="a star is everything"),
        pytest.param("*.js", "x.js deep/x.js deep/x.js/y", "x.jsx xjs", id="an ending, at any depth"),
        pytest.param(
            "/build/logs/",
            "build/logs/x build/logs/deep/x",
            "build/logs src/build/logs/x build/logs.md",
            id="a folder from the top",
        ),
        pytest.param(
            "docs/*",
            "docs/getting-started.md",
            "docs/build-app/troubleshooting.md src/docs/x",
            id="children only",
        ),
        pytest.param("/*", "x", "deep/x", id="the top's children only"),
        pytest.param("apps/", "apps/x src/apps/deep/x", "apps src/apps", id="a folder anywhere"),
        pytest.param("/docs/", "docs/x docs/deep/x", "src/docs/x", id="a folder at the top"),
        pytest.param(
            "**/logs", "logs/x build/logs/x deeply/nested/logs/x logs", "logs.md xlogs/x", id="two stars"
        ),
        pytest.param(
            "/apps/github", "apps/github/x apps/github", "apps/github.md", id="without a slash at the end"
        ),
        pytest.param("src/**/x.py", "src/x.py src/a/b/x.py", "x.py src/ax.py", id="two stars between"),
        pytest.param("src/**", "src/x src/a/x", "src a/src/x", id="two stars at the end"),
        pytest.param("a/b", "a/b a/b/x", "x/a/b", id="a slash between counts from the top"),
        pytest.param("/a?.py", "ab.py", "a.py a/.py", id="a question mark"),
        pytest.param("Docs/", "Docs/x", "docs/x", id="case"),
        pytest.param(r"/a\*b", "a*b", "axb", id="an escaped star"),
        pytest.param(r"/\[id\]/", "[id]/x", "i/x", id="escaped brackets"),
        pytest.param(r"/C\#/", "C#/x", "C/x", id="an escaped hash after the start"),
    ],
)
def test_patterns(pattern: str, matched: str, others: str) -> None:
    assert [path for path in matched.split() if not owned(pattern, path)] == []
    assert [path for path in others.split() if owned(pattern, path)] == []


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        pytest.param(r"/my\ docs/", "my docs/x", True, id="an escaped space"),
        pytest.param(r"my\ docs/", "src/my docs/x", True, id="in a folder anywhere"),
        pytest.param(r"my\ docs/", "my/docs/x", False, id="it is no slash"),
        pytest.param(r"my\ docs", "my", False, id="nor an end"),
        pytest.param("docs/*", "docs/read me.md", True, id="a star takes a path's spaces"),
        pytest.param("/docs/*.md", "docs/read me.md", True, id="and at the start of an ending"),
        pytest.param("docs/", "my docs/x", False, id="a space in a path begins no name"),
        pytest.param("my", "my docs/x", False, id="and ends none"),
        pytest.param("/a?b", "a b", True, id="a question mark takes one"),
        pytest.param("/a\u00a0b/", "a\u00a0b/x", True, id="a no-break space is part of the name"),
        pytest.param("/a/", "a/x\ny", True, id="a line break in a path"),
        pytest.param("/\udce9/", "\udce9/x", True, id="bytes that are not UTF-8"),
        pytest.param(r"/a\\", "a\\", True, id="an escaped backslash before the owners"),
    ],
)
def test_unusual_names(pattern: str, path: str, expected: bool) -> None:
    assert owned(pattern, path) is expected


@pytest.mark.parametrize(
    ("line", "path"),
    [
        pytest.param("!x.py @b", "!x.py", id="negation"),
        pytest.param("[xyz].py @b", "x.py", id="a character range"),
        pytest.param("/x] @b", "x]", id="half of one"),
        pytest.param("[Section]", "S", id="a section of GitLab"),
        pytest.param(r"\#x @b", "#x", id="an escaped hash at the start"),
        pytest.param("***/x.py @b", "a/x.py", id="three stars"),
        pytest.param("x.py @b docs@", "x.py", id="half an e-mail address"),
        pytest.param("x.py b", "x.py", id="an owner without @"),
        pytest.param("x.py @", "x.py", id="an @ alone"),
        pytest.param("x.py @b @org/", "x.py", id="a team without name"),
        pytest.param("x.py @org/team/sub", "x.py", id="a team with too many parts"),
        pytest.param("x.py @-b", "x.py", id="a user that starts with a hyphen"),
        pytest.param("x.py @b,@c", "x.py", id="a comma between owners"),
        pytest.param("x.py @b \\", "x.py", id="a backslash at the end"),
        pytest.param("x.py\\", "x.py", id="a backslash at a pattern's end"),
        pytest.param("# @b", "#", id="a comment"),
        pytest.param("  # @b", "#", id="an indented comment"),
        pytest.param("", "x.py", id="nothing"),
        pytest.param(" \t", "x.py", id="white space"),
    ],
)
def test_lines_that_github_skips(line: str, path: str) -> None:
    assert owner_key(f"* @a\n{line}\n")(path) == "@a"


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        pytest.param("* @b\n*.py @a", "@a", id="the last match wins"),
        pytest.param("*.py @a\n* @b", "@b", id="however special an earlier one is"),
        pytest.param("* @a\nx.py", "unowned", id="a pattern without owners takes ownership away"),
        pytest.param("* @a\nx.py # @b", "unowned", id="also with a comment"),
        pytest.param("* @a\nx.py\n* @b", "@b", id="until a later match"),
        pytest.param("*.md @a", "unowned", id="no match"),
        pytest.param("", "unowned", id="an empty file"),
        pytest.param("* @b a@b.co @a", "@b a@b.co @a", id="in the file's order"),
        pytest.param("*\t@a\t \t@b ", "@a @b", id="tabs and blanks between"),
        pytest.param("  * @a", "@a", id="indented"),
        pytest.param("* @b\r\n* @a\r\n", "@a", id="CRLF"),
        pytest.param("* @a # and @b", "@a", id="an inline comment"),
        pytest.param("* @a#b", "@a", id="close to an owner"),
        pytest.param("* @octo_corp @a-b @x/y.z_w", "@octo_corp @a-b @x/y.z_w", id="what names may hold"),
        pytest.param("* first.last+tag@mail.example.co.uk", "first.last+tag@mail.example.co.uk", id="e-mail"),
    ],
)
def test_the_owners_of_x_py(text: str, owners: str) -> None:
    assert owner_key(text)("x.py") == owners


NAMES = ("a", "b", "ab", "docs", "a b", "[a]", "x.py", "docs.py", "A", "b ")
PIECES = ("a", "b", "docs", "*", "**", "?", "/", "/", r"\*", r"\ ", r"\[a\]", ".py")


def test_what_github_takes_from_git_matches_what_git_matches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose = random.Random(3)
    paths = sorted({"/".join(choose.choices(NAMES, k=choose.randint(1, 4))) for _ in range(300)})
    patterns = {"".join(choose.choices(PIECES, k=choose.randint(1, 6))) for _ in range(150)}
    rules = tmp_path / "rules"
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    subprocess.run(["git", "init", "--quiet", "--template=", os.fspath(tmp_path)], check=True)
    git = ["git", "-c", f"core.excludesFile={rules}", "check-ignore", "--no-index", "--stdin", "-z"]
    tried = 0
    for pattern in sorted(patterns):
        # Three stars GitHub skips; a star at the end is not git's; stars beside other characters git
        # reads in two ways (tests/values/test_glob.py).
        beside = any("**" in name != "**" for name in pattern.split("/"))
        if "***" in pattern or pattern.endswith("/*") or beside:
            continue
        tried += 1
        rules.write_text(f"{pattern}\n")
        given = "".join(f"{path}\0" for path in paths)
        done = subprocess.run(git, cwd=tmp_path, input=given, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        assert {path for path in paths if owned(pattern, path)} == set(done.stdout.split("\0")[:-1]), pattern
    assert tried > 75


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 30 + "*b", "a" * 3000),
        ("**/a/" * 30 + "b", "a/" * 1500 + "a"),
        ("/" + "a*" * 3000 + "b", "a" * 3000),
    ],
)
def test_many_stars_come_to_an_end(pattern: str, path: str) -> None:
    with within(60):
        assert not owned(pattern, path)
