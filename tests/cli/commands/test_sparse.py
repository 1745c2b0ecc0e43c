"""Files that a sparse checkout leaves out are looked at as git has them, and stay as they are."""

import pytest

from tests.cli.commands.resolve_exports import broken
from tests.git.user_repository import APPLY_OPTIONS, HUB, MOVED, USER, UserRepository

AWAY = {
    "web/alone.py": USER,
    "far/star.py": "from lib.hub import *\n",
    "far/user.py": "from far.star import make\n",
}


@pytest.fixture(params=["", "--sparse-index"])
def sparse(request: pytest.FixtureRequest, repo: UserRepository) -> UserRepository:
    """`web`, which reads `lib/hub.py`, is not checked out."""
    repo.commit({**HUB, **AWAY, "app/user.py": USER})
    options = ["--cone", *filter(None, [request.param])]
    repo.git("sparse-checkout", "set", *options, "app", "lib", "pkg")
    assert not (repo.root / "web").exists()
    return repo


def test_what_they_read_stays_everywhere(sparse: UserRepository) -> None:
    before = sparse.state()
    for way, options in APPLY_OPTIONS.items():
        result = sparse.apply(*options)
        assert result.exit_code == 0, way
        assert "RP110" in result.codes("web/reader.py"), way
        assert "RP113" in result.codes("lib/hub.py"), way
        assert broken(sparse, {"branch": "series", "commit": "HEAD"}.get(way, ":")) == "", way
        assert sparse.run("undo").exit_code == 0, way
        assert sparse.state() == before, way


def test_a_dry_run_says_the_same(sparse: UserRepository) -> None:
    result = sparse.diff()
    assert {"far/user.py", "web/alone.py", "web/reader.py"} == result.files_with("RP110")
    assert "the file lies outside the sparse checkout" in result.stderr
    assert "`git sparse-checkout add` its folder and run repoint again" in result.stderr
    assert b"lib/hub.py" not in result.stdout
    assert result.stdout.count(b"diff --git") == 1


def test_once_it_is_checked_out_everything_moves(sparse: UserRepository) -> None:
    sparse.git("sparse-checkout", "disable")
    assert sparse.apply("--commit").exit_code == 0
    assert broken(sparse, "", "HEAD") == ""
    assert sparse.read("lib/hub.py") == "from pkg.new import build\n"


def test_where_nothing_outside_reads_it_all_else_moves(repo: UserRepository) -> None:
    repo.commit({"web/alone.py": "x = 1\n", "app/user.py": USER})
    repo.git("sparse-checkout", "set", "--cone", "app", "pkg")
    assert repo.apply("--commit").exit_code == 0
    assert repo.read("app/user.py", "HEAD:") == MOVED
    assert not (repo.root / "web").exists()


def test_what_is_staged_out_there_counts_as_uncommitted(sparse: UserRepository) -> None:
    blob = sparse.git("hash-object", "-w", "--stdin", stdin=b"x = 1\n").strip()
    sparse.git("update-index", "--add", "--cacheinfo", f"100644,{blob},web/reader.py")
    sparse.git("update-index", "--skip-worktree", "web/reader.py")
    before = sparse.state()
    sparse.apply("--commit")
    assert broken(sparse, "HEAD") == ""
    assert sparse.run("undo").exit_code == 0
    assert sparse.state() == before
