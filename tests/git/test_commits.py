"""Commits are the user's own: author, committer, signature, encoding; and each has its trailer."""

import shutil
import subprocess
from pathlib import Path

import pytest

from codemods.git.commits import with_trailer
from codemods.git.repository import open_repository
from tests.git.git_repository import HUB, USER, Workshop

TRAILER = "Repoint-Migration: m"


@pytest.fixture
def series(shop: Workshop) -> Workshop:
    """A repository with a plan of two batches, `app` and `lib`."""
    shop.commit({**HUB, "app/user.py": USER})
    return shop


def commit(shop: Workshop, *words: str) -> None:
    result = shop.apply("--commit", "--branch", "series", *words)
    assert result.exit_code == 0, result.said


@pytest.fixture(params=["with hooks", "without"])
def either(request: pytest.FixtureRequest, series: Workshop) -> Workshop:
    """The same by either way of making commits: hooks need another one."""
    if request.param == "with hooks":
        series.hook("pre-commit", "exit 0")
    return series


def test_author_and_committer_are_gits(either: Workshop) -> None:
    either.git("config", "author.name", "Grace H")
    commit(either)
    people = either.git("log", "--format=%an <%ae>, %cn <%ce>", "main..series").splitlines()
    assert people == ["Grace H <ada@example.org>, Ada L <ada@example.org>"] * 2


def test_without_an_identity_it_is_refused_first(either: Workshop, own_settings: Path) -> None:
    own_settings.write_text("[user]\nuseConfigOnly = true\n")
    before = either.state()
    result = either.apply("--commit")
    said = "git does not know who commits here; set `git config user.name` and `git config user.email`"
    assert (result.exit_code, result.said) == (2, f"repoint: {either.root}: {said}\n")
    assert either.state() == before
    assert either.apply().exit_code == 0


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="signs with a key that ssh-keygen makes")
def test_where_commits_are_signed_each_of_these_is(either: Workshop) -> None:
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


def test_a_signature_that_cannot_be_made_ends_it_with_nothing_changed(either: Workshop) -> None:
    for name, value in {"gpg.format": "ssh", "user.signingKey": "/none", "commit.gpgSign": "true"}.items():
        either.git("config", name, value)
    before = either.state()
    result = either.apply("--commit")
    assert (result.exit_code, "/none" in result.said) == (2, True)
    assert either.state() == before


def test_messages_are_utf_8_whatever_the_users_are(either: Workshop) -> None:
    either.git("config", "i18n.commitEncoding", "ISO-8859-1")
    commit(either, "--batch-by", "one", "--message", "Größe")
    assert "Größe" in either.git("log", "-1", "--format=%s", "--encoding=UTF-8", "series")


def test_each_batch_is_one_commit_on_the_one_before(either: Workshop) -> None:
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("subject", f"subject\n\n{TRAILER}\n", id="subject alone"),
        pytest.param("s\n\nbody\n", f"s\n\nbody\n\n{TRAILER}\n", id="with a body"),
        pytest.param("s\n\nA: b\n", f"s\n\nA: b\n{TRAILER}\n", id="beside other trailers"),
        pytest.param(f"s\n\n{TRAILER}\n", f"s\n\n{TRAILER}\n", id="there already"),
        pytest.param("s\n\n---\nmore", f"s\n\n---\nmore\n\n{TRAILER}\n", id="a line of dashes ends nothing"),
        pytest.param("\n s \n\n", f"s\n\n{TRAILER}\n", id="blank lines around"),
    ],
)
def test_the_trailer_stands_among_the_last_lines(text: str, expected: str, shop: Workshop) -> None:
    repository = open_repository(shop.root)
    assert repository is not None
    assert with_trailer(repository, text, TRAILER) == expected
