"""`.git-blame-ignore-revs`: the commits that `git blame --ignore-revs-file` looks through."""

from collections.abc import Sequence

from codemods.git.blobs import add_raw_blobs
from codemods.git.index import IndexEntry
from codemods.git.process import run_git
from codemods.git.repository import Repository
from codemods.git.status import uncommitted
from codemods.values.errors import RepointError

NAME = ".git-blame-ignore-revs"


def ignored_revisions(repository: Repository) -> bytes | None:
    """What the file holds in the last commit; None where there is none."""
    answer = run_git(repository.top, "cat-file", "blob", f"HEAD:{NAME}")
    return answer.out if answer.status == 0 else None


def with_revisions(before: bytes | None, heading: str, commits: Sequence[str]) -> bytes:
    """The file with commits added below a comment."""
    start = before or b""
    if start and not start.endswith(b"\n"):
        start += b"\n"
    lines = "".join(f"{line}\n" for line in (f"# {heading}", *commits))
    return start + (b"\n" if start else b"") + lines.encode()


def revisions_entry(repository: Repository, data: bytes) -> IndexEntry:
    """Write the blob of the file and give its index entry."""
    return IndexEntry("100644", add_raw_blobs(repository, {NAME: data})[NAME])


def check_unchanged(repository: Repository) -> None:
    """Raise RepointError where the file on disk is not the one of the last commit."""
    there = (repository.top / NAME).exists()
    if NAME in uncommitted(repository) or (there and ignored_revisions(repository) is None):
        raise RepointError(f"{repository.top / NAME}: holds uncommitted changes; commit or stash them")
