"""Commits are made as the user makes them: author, committer, signature, encoding; each has its trailer."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.git.user_repository import HUB, USER, UserRepository


@pytest.fixture
def series(repo: UserRepository) -> UserRepository:
    """A repository with a plan of two batches, `app` and `lib`."""
    repo.commit({**HUB, "app/user.py": USER})
    return repo


def commit(repo: UserRepository, *words: str) -> None:
    result = repo.apply("--commit", "--branch", "series", *words)
    assert result.exit_code == 0, result.stderr


@pytest.fixture(params=["with hooks", "without"])
def either(request: pytest.FixtureRequest, series: UserRepository) -> UserRepository:
    """The same repository with and without commit hooks, with which commits are made in another way."""
    if request.param == "with hooks":
        series.write_hook("pre-commit", "exit 0")
    return series


def test_author_and_committer_are_gits(either: UserRepository) -> None:
    either.git("config", "author.name", "Grace H")
    commit(either)
    people = either.git("log", "--format=%an <%ae>, %cn <%ce>", "main..series").splitlines()
    assert people == ["Grace H <ada@example.org>, Ada L <ada@example.org>"] * 2


def test_without_an_identity_it_is_refused_first(either: UserRepository, own_settings: Path) -> None:
    own_settings.write_text("[user]\nuseConfigOnly = true\n")
    before = either.state()
    result = either.apply("--commit")
    said = "git does not know who commits here; set `git config user.name` and `git config user.email`"
    assert (result.exit_code, result.stderr) == (2, f"repoint: {either.root}: {said}\n")
    assert either.state() == before
    assert either.apply().exit_code == 0


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="signs with a key that ssh-keygen makes")
def test_where_commits_are_signed_each_of_these_is(either: UserRepository) -> None:
    key, allowed = either.root.parent / "key", either.root.parent / "allowed"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    allowed.write_text(f"ada@example.org {key.with_suffix('.pub').read_text()}")
    settings = {
        "gpg.format": "ssh",
        "user.signingKey": str(key),
        "gpg.ssh.allowedSignersFile": str(allowed),
    }
    for name, value in {**settings, "commit.gpgSign": "true"}.items():
        either.git("config", name, value)
    commit(either, "--blame-ignore")
    assert either.git("log", "--format=%G?", "main..series").split() == ["G", "G", "G"]


def test_a_signature_that_cannot_be_made_ends_it_with_nothing_changed(either: UserRepository) -> None:
    for name, value in {"gpg.format": "ssh", "user.signingKey": "/none", "commit.gpgSign": "true"}.items():
        either.git("config", name, value)
    before = either.state()
    result = either.apply("--commit")
    assert result.exit_code == 2
    # git's own words are handed on: of the key, or of the program that signs where that is missing.
    assert "/none" in result.stderr or "ssh-keygen" in result.stderr
    assert either.state() == before


def test_messages_are_utf_8_whatever_the_users_are(either: UserRepository) -> None:
    either.git("config", "i18n.commitEncoding", "ISO-8859-1")
    commit(either, "--batch-by", "one", "--message", "Größe")
    assert "Größe" in either.git("log", "-1", "--format=%s", "--encoding=UTF-8", "series")


def test_each_batch_is_one_commit_on_the_one_before(either: UserRepository) -> None:
    commit(either)
    listed = either.git("log", "--reverse", "--format=%s", "--name-only", "main..series").split("\n")
    assert [line for line in listed if line] == [
        "m: app (1/2)",
        "app/user.py",
        "m: lib (2/2)",
        "lib/hub.py",
        "web/reader.py",
    ]
    assert either.git("merge-base", "main", "series") == either.git("rev-parse", "main")
