"""`.git-blame-ignore-revs`: the commits that `git blame --ignore-revs-file` looks through."""

from collections.abc import Sequence

from codemods.git.index import IndexEntry
from codemods.git.read_blobs import read_blob
from codemods.git.repository import Repository
from codemods.git.status import uncommitted_files
from codemods.git.write_blobs import write_raw_blobs
from codemods.values.errors import RepointError

IGNORE_REVS_FILE = ".git-blame-ignore-revs"


def ignored_revisions(repository: Repository) -> bytes | None:
    """What the file holds in the last commit; None where there is none."""
    return read_blob(repository.top, f"HEAD:{IGNORE_REVS_FILE}")


def with_revisions(before: bytes | None, heading: str, commits: Sequence[str]) -> bytes:
    """The file with commits added below a comment."""
    start = before or b""
    if start and not start.endswith(b"\n"):
        start += b"\n"
    lines = "".join(f"{line}\n" for line in (f"# {heading}", *commits))
    return start + (b"\n" if start else b"") + lines.encode()


def revisions_entry(repository: Repository, data: bytes) -> IndexEntry:
    """Write the blob of the file and give its index entry."""
    blobs = write_raw_blobs(repository, {IGNORE_REVS_FILE: data})
    return IndexEntry("100644", blobs[IGNORE_REVS_FILE])


def check_unchanged(repository: Repository) -> None:
    """Raise RepointError where the file on disk is not the one of the last commit."""
    file = repository.top / IGNORE_REVS_FILE
    untracked = file.exists() and ignored_revisions(repository) is None
    if untracked or IGNORE_REVS_FILE in uncommitted_files(repository):
        raise RepointError(f"{file}: holds uncommitted changes; commit or stash them")
