"""In a clone that holds only some blobs, no command fetches what it does not read."""

import os

import pytest

from tests.git.user_repository import MIGRATION, USER, UserRepository

TEXTS = {f"texts/{number}.txt": f"{number}\n" for number in range(5)}
RETIRING = f'{MIGRATION}\n[retire]\nsymbols = ["pkg.old:make"]\n'


def partial_clone(repo: UserRepository) -> UserRepository:
    """A sparse clone of the repository without blobs, but for those of `app` and `pkg`."""
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("config", "uploadpack.allowAnySHA1InWant", "true")
    made = UserRepository(repo.root.with_name("partial"), repo.migration)
    url = repo.root.as_uri()
    repo.git("clone", "--quiet", "--filter=blob:none", "--sparse", url, os.fspath(made.root))
    made.git("sparse-checkout", "set", "app", "pkg")
    return made


def absent(repo: UserRepository) -> int:
    """How many blobs the clone lacks."""
    listed = repo.git("rev-list", "--objects", "--all", "--missing=print")
    return sum(line.startswith("?") for line in listed.splitlines())


@pytest.mark.parametrize("hooks", [False, True])
def test_what_is_not_read_is_not_fetched(hooks: bool, repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER, **TEXTS})
    clone = partial_clone(repo)
    clone.migration.write_text(RETIRING)
    if hooks:
        clone.write_hook("pre-commit", "exit 0")
    migration = ("--migration", os.fspath(clone.migration))
    runs = [
        (["diff", *migration], 0),
        (["scan", *migration], 0),
        (["check", *migration], 1),
        (["apply", *migration, "--commit", "--branch", "series"], 0),
        (["apply", *migration], 0),
        (["undo"], 0),
        (["apply", *migration, "--commit"], 0),
        (["retire", *migration], 0),
        (["check", *migration], 0),
    ]
    for words, status in runs:
        result = clone.run(*words)
        assert (result.exit_code, absent(clone)) == (status, len(TEXTS)), (words, result.stderr)


def test_sources_outside_the_checkout_are_fetched_and_no_more(repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER, "away/user.py": f"{USER}# away\n", **TEXTS})
    clone = partial_clone(repo)
    assert absent(clone) == len(TEXTS) + 1
    assert (
        "4 deprecated references in 2 files" in clone.run("check", "--migration", str(repo.migration)).stderr
    )
    assert absent(clone) == len(TEXTS)


def test_a_gate_that_lacks_a_text_is_not_passed(repo: UserRepository) -> None:
    repo.commit({"app/user.py": "x = 1\n", "away/user.py": USER, **TEXTS})
    clone = partial_clone(repo)
    clone.git("remote", "set-url", "origin", (repo.root / "gone").as_uri())
    result = clone.run("check", "--migration", str(repo.migration))
    assert "away/user.py: could not be looked into: is not checked out, and git does not" in result.stderr
    assert result.exit_code == 2
