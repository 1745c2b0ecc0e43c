"""Blobs are written as git would write them when it adds the files, and the index stays as it is."""

from codemods.git.index import IndexEntry
from codemods.git.repository import Repository, open_repository
from codemods.git.write_blobs import write_blobs, write_raw_blobs
from tests.git.user_repository import UserRepository

RETURNS = b"new\r\n"


def opened(repo: UserRepository) -> Repository:
    found = open_repository(repo.root)
    assert found is not None
    return found


def test_bytes_go_through_gits_filters(repo: UserRepository) -> None:
    repo.commit({"a": "old\r\n", "run": "old\n", ".gitattributes": "a text eol=crlf\n"})
    (repo.root / "run").chmod(0o755)
    before = repo.state()
    made = write_blobs(opened(repo), {"a": RETURNS, "run": RETURNS, "untracked": b""})
    assert {name: entry.mode for name, entry in made.items()} == {"a": "100644", "run": "100755"}
    assert repo.git("cat-file", "blob", made["a"].blob) == "new\n"
    assert repo.git("cat-file", "blob", made["run"].blob) == "new\r\n"
    assert repo.state() == before


def test_a_file_in_conflict_gets_an_ordinary_mode(repo: UserRepository) -> None:
    repo.commit({"a": "old\n"})
    blob = repo.git("rev-parse", "HEAD:a").strip()
    stages = f"0 {'0' * 40}\ta\n100644 {blob} 1\ta\n100644 {blob} 2\ta\n"
    repo.git("update-index", "--index-info", stdin=stages.encode())
    assert write_blobs(opened(repo), {"a": b"old\n"}) == {"a": IndexEntry("100644", blob)}


def test_raw_bytes_are_written_as_they_are(repo: UserRepository) -> None:
    repo.git("config", "core.autocrlf", "true")
    made = write_raw_blobs(opened(repo), {"a": RETURNS, "b": b""})
    assert repo.git("cat-file", "blob", made["a"]) == "new\r\n"
    assert repo.git("cat-file", "blob", made["b"]) == ""


def test_nothing_makes_nothing(repo: UserRepository) -> None:
    assert (write_blobs(opened(repo), {}), write_raw_blobs(opened(repo), {})) == ({}, {})
