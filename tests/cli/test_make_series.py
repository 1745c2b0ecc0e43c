"""A series of commits: after every single one the tree works, however the plan is cut."""

import pytest

from tests.cli.commands.resolve_exports import broken
from tests.git.git_fixtures import own_settings as own_settings
from tests.git.git_fixtures import repo as repo
from tests.git.user_repository import USER, UserRepository

PATCHED = """\
from unittest.mock import patch
from {module} import {name}, use

def test():
    with patch("{module}.{name}", return_value=7):
        assert use() == 7
"""
TREE = {
    ".github/CODEOWNERS": "/app/ @app\n/lib/ @lib @app\n/tests/ @qa\n",
    "app/alone.py": USER,
    "app/deep/down.py": "from lib.hub import make\ndef use(): return make()\n",
    "app/deep/again.py": "import lib.hub\ndef test(): assert lib.hub.make() == 1\n",
    "app/view.py": "from pkg.old import make\ndef use(): return make()\n",
    "lib/hub.py": "from pkg.old import make\n__all__ = ['make']\n",
    "lib/star.py": "from lib.hub import *\n",
    "lib/other.py": USER,
    "tests/test_deep.py": PATCHED.format(module="app.deep.down", name="make"),
    "tests/test_view.py": PATCHED.format(module="app.view", name="make"),
    "tests/test_star.py": "from lib.star import make\ndef test(): assert make() == 1\n",
    "tests/test_plain.py": USER,
}
TOGETHER = [
    {"lib/hub.py", "lib/star.py", "app/deep/down.py", "app/deep/again.py", "tests/test_deep.py"},
    {"app/view.py", "tests/test_view.py"},
]
"""What one of them does, the others must follow."""


@pytest.fixture
def tree(repo: UserRepository) -> UserRepository:
    repo.commit(TREE)
    assert broken(repo, "HEAD") == ""
    return repo


def commits(repo: UserRepository) -> list[tuple[str, set[str]]]:
    """The commits of the series, the oldest first, with the files that each holds."""
    names = repo.git("rev-list", "--reverse", "main..series").split()
    return [(name, set(repo.git("show", "--format=", "--name-only", name).split())) for name in names]


@pytest.mark.parametrize(
    ("by", "count"),
    [("dir", 3), ("dir:2", 4), ("owner", 3), ("category", 2), ("size:1", 5), ("size:4", 3), ("one", 1)],
)
def test_after_every_commit_the_tree_works_and_groups_are_whole(
    by: str, count: int, tree: UserRepository
) -> None:
    before = tree.state()
    result = tree.apply("--commit", "--branch", "series", "--batch-by", by)
    assert result.exit_code == 0
    made = commits(tree)
    assert len(made) == count, made
    assert broken(tree, *(name for name, _ in made)) == ""
    for name, files in made:
        assert all(group & files in (set(), group & changed(made)) for group in TOGETHER), name
    assert sum(len(files) for _, files in made) == len(changed(made))
    assert tree.run("undo").exit_code == 0
    assert tree.state() == before


def changed(made: list[tuple[str, set[str]]]) -> set[str]:
    return set().union(*(files for _, files in made))


def test_the_series_ends_where_apply_alone_would(tree: UserRepository) -> None:
    tree.apply("--commit", "--branch", "series", "--batch-by", "size:1")
    tree.apply()
    assert tree.git("write-tree") == tree.git("rev-parse", "series^{tree}")


def test_each_commit_and_the_whole_are_said(tree: UserRepository) -> None:
    said = tree.apply("--commit", "--branch", "series").stderr.splitlines()
    names = tree.git("rev-list", "--reverse", "main..series").split()
    assert [line.split()[0] for line in said[-4:-1]] == [name[:12] for name in names]
    assert [line.split()[1] for line in said[-4:-1]] == ["1/3", "2/3", "3/3"]
    assert said[-1].startswith(f"{len(changed(commits(tree)))} files in 3 commits on the branch series; ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--batch-by", "wner"], "is not a way to batch; expected one of owner, dir[:DEPTH]"),
        (["--batch-by", "size:0"], '"0" is not a number from 1 to 999999999'),
        (["--batch-by", "owner"], "there is no CODEOWNERS file"),
        (["--message", "$btch"], "--message: $btch means nothing; expected one of $migration"),
        (["--message", " "], "--message: the message is empty"),
        (["--branch", "main"], "--branch: main exists already"),
        (["--branch", "a..b"], "--branch: 'a..b' is not a name for a branch"),
    ],
)
def test_options_that_cannot_be_followed_are_one_line(
    words: list[str], said: str, repo: UserRepository
) -> None:
    repo.commit({"app/user.py": USER})
    before = repo.state()
    result = repo.apply("--commit", *words)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert said in result.stderr
    assert repo.state() == before


def test_a_second_time_there_is_nothing_to_commit(repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER})
    repo.apply("--commit")
    before = repo.state()
    for words in ([], ["--branch", "again"]):
        result = repo.apply("--commit", *words)
        assert (result.exit_code, result.last_line.startswith("nothing to commit; 0 references to move")) == (
            0,
            True,
        )
    assert repo.state() == before
