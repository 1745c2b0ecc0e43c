"""`--blame-ignore`: one more commit, by which `git blame` ignores the series."""

import pytest

from codemods.git.blame_ignore_revs import IGNORE_REVS_FILE, with_revisions
from tests.git.user_repository import HUB, USER, UserRepository

COMMITS = ["1" * 40, "2" * 40]


@pytest.fixture
def series(repo: UserRepository) -> UserRepository:
    """A repository with a plan of two batches."""
    repo.commit({**HUB, "app/user.py": USER})
    return repo


def revisions(repo: UserRepository, tip: str) -> list[str]:
    text = repo.read(IGNORE_REVS_FILE, f"{tip}:")
    return [line for line in text.splitlines() if not line.startswith("#") and line]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(None, "# m\n{}\n{}\n", id="none yet"),
        pytest.param(b"", "# m\n{}\n{}\n", id="empty"),
        pytest.param(b"# x\n3\n", "# x\n3\n\n# m\n{}\n{}\n", id="others"),
        pytest.param(b"3", "3\n\n# m\n{}\n{}\n", id="no final newline"),
    ],
)
def test_commits_are_added_below_a_comment(before: bytes | None, after: str) -> None:
    assert with_revisions(before, "m", COMMITS).decode() == after.format(*COMMITS)


@pytest.mark.parametrize("words", [[], ["--branch", "series"]])
def test_it_lists_the_series_and_git_blame_ignores_it(words: list[str], series: UserRepository) -> None:
    result = series.apply("--commit", "--blame-ignore", *words)
    tip = "series" if words else "main"
    last = series.git("rev-parse", tip)[:12]
    assert (
        result.exit_code,
        f"\n{last} {IGNORE_REVS_FILE}: lists them, for git blame\n" in result.stderr,
    ) == (
        0,
        True,
    )
    listed = series.git("rev-list", "--reverse", f"{tip}~3..{tip}~1").split()
    assert revisions(series, tip) == listed
    assert series.git("show", "--format=", "--name-only", tip).split() == [IGNORE_REVS_FILE]
    blamed = series.git(
        "blame",
        "-s",
        "--ignore-revs-file",
        "/dev/stdin",
        tip,
        "--",
        "app/user.py",
        stdin="\n".join(listed).encode(),
    )
    assert not any(
        commit.startswith(line[:8].strip("^?* ")) for line in blamed.splitlines() for commit in listed
    )


def test_it_lands_and_is_taken_back_with_the_rest(series: UserRepository) -> None:
    before = series.state()
    series.apply("--commit", "--blame-ignore")
    assert series.git("status", "--porcelain") == ""
    assert (series.root / IGNORE_REVS_FILE).exists()
    assert series.run("undo").exit_code == 0
    assert series.state() == before


def test_what_was_listed_before_stays(series: UserRepository) -> None:
    series.commit({IGNORE_REVS_FILE: "# old\n" + "a" * 40 + "\n"})
    before = series.state()
    series.apply("--commit", "--blame-ignore")
    assert revisions(series, "main")[0] == "a" * 40
    assert len(revisions(series, "main")) == 3
    series.run("undo")
    assert series.state() == before


@pytest.mark.parametrize("kind", ["changed", "staged", "not tracked", "a link"])
def test_a_list_with_uncommitted_changes_is_refused(kind: str, series: UserRepository) -> None:
    if kind in ("changed", "staged"):
        series.commit({IGNORE_REVS_FILE: ""})
    if kind == "a link":
        (series.root / IGNORE_REVS_FILE).symlink_to("app/user.py")
    else:
        series.write({IGNORE_REVS_FILE: "mine\n"})
    if kind == "staged":
        series.git("add", IGNORE_REVS_FILE)
    before = series.state()
    result = series.apply("--commit", "--blame-ignore")
    said = f"repoint: {series.root / IGNORE_REVS_FILE}: holds uncommitted changes; commit or stash them\n"
    assert (result.exit_code, result.stderr) == (2, said)
    assert series.state() == before
    assert series.apply("--commit", "--blame-ignore", "--branch", "series").exit_code == 0
