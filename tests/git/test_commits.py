"""What commits are made of: trailers in their messages, and who made them when."""

import pytest

from codemods.git.commits import Authorship, with_trailer
from codemods.git.repository import open_repository
from tests.git.user_repository import UserRepository

TRAILER = "Repoint-Migration: m"


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
def test_the_trailer_stands_among_the_last_lines(text: str, expected: str, repo: UserRepository) -> None:
    repository = open_repository(repo.root)
    assert repository is not None
    assert with_trailer(repository, text, TRAILER) == expected


def test_an_authorship_is_of_author_and_committer_alike() -> None:
    assert Authorship("Ada L", "ada@example.org", 1_700_000_000).environment == {
        "GIT_AUTHOR_NAME": "Ada L",
        "GIT_AUTHOR_EMAIL": "ada@example.org",
        "GIT_AUTHOR_DATE": "1700000000 +0000",
        "GIT_COMMITTER_NAME": "Ada L",
        "GIT_COMMITTER_EMAIL": "ada@example.org",
        "GIT_COMMITTER_DATE": "1700000000 +0000",
    }
