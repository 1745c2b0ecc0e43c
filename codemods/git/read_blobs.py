"""Reading blobs from the object database."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from codemods.git.process import OFFLINE, git_output, run_git
from codemods.values.errors import RepointError

_AT_ONCE = 500
"""Blobs read by one git, to bound what is held in memory."""


def read_blob(folder: str | Path, name: str) -> bytes | None:
    """What a blob holds, by its object name or as `HEAD:path`; None where git does not have it."""
    result = run_git(folder, "cat-file", "blob", name)
    return result.stdout if result.status == 0 else None


def read_blobs(folder: Path, blobs: Iterable[str | None]) -> dict[str, bytes]:
    """What blobs hold, by their object names; None among them is passed over.

    Raises RepointError when git does not have one of them.
    """
    wanted = list(dict.fromkeys(filter(None, blobs)))
    if not wanted:
        return {}
    found = dict(_contents(git_output(folder, "cat-file", "--batch", stdin=_lines(wanted))))
    for blob in wanted:
        if blob not in found:
            raise RepointError(f"{folder}: git does not have the blob {blob}")
    return found


def read_present_blobs(folder: Path, blobs: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """What blobs hold, with their names; those that the clone lacks are left out, and nothing is fetched."""
    for start in range(0, len(blobs), _AT_ONCE):
        stdin = _lines(blobs[start : start + _AT_ONCE])
        # Git may die of the first that is missing; what it printed until then counts.
        yield from _contents(
            run_git(folder, "cat-file", "--batch", "--buffer", stdin=stdin, env=OFFLINE).stdout
        )


def _lines(blobs: Sequence[str]) -> bytes:
    return "".join(f"{blob}\n" for blob in blobs).encode()


def _contents(output: bytes) -> Iterator[tuple[str, bytes]]:
    """The blobs that `git cat-file --batch` prints: `NAME TYPE SIZE` and the bytes, or `NAME missing`."""
    offset = 0
    while (end := output.find(b"\n", offset)) >= 0:
        name, kind, *size = output[offset:end].split(b" ")
        offset = end + 1
        if not size:
            continue
        data = output[offset : offset + int(size[0])]
        offset += int(size[0]) + 1
        if kind == b"blob" and offset <= len(output):
            yield name.decode(), data
