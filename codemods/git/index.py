"""The index: its entries, and putting other ones in their place in one step."""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from codemods.git.process import git_output, run_git
from codemods.git.repository import Repository, locked_error
from codemods.git.signals import uninterrupted

_MAX_NAMES = 64 * 1024
"""Bytes of names that are given to git; for more, the whole index is read."""
CONFLICT = "conflict"
"""In the place of a mode, for a file with an unresolved conflict."""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What the index says of one file: its mode as git writes it (`100644`) and its blob."""

    mode: str
    blob: str


def read_entries(
    repository: Repository, names: Sequence[str], index: Path | None = None
) -> dict[str, IndexEntry | None]:
    """The entries of files, None for those that the index does not hold.

    `index` is another index file than the repository's own.
    """
    listed: dict[str, IndexEntry | None] = dict.fromkeys(names)
    wanted = {os.fsencode(name): name for name in names}
    # A command line takes 128 kB at the least (POSIX says less, and no system does less).
    few = ("--", *names) if names and sum(map(len, wanted)) < _MAX_NAMES else ()
    listing = git_output(repository.top, "ls-files", "-s", "-z", *few, env=_with_index(index))
    for line in listing.split(b"\0"):
        name = wanted.get(line[line.find(b"\t") + 1 :])
        if name is not None:
            mode, blob, stage = line.partition(b"\t")[0].decode().split(" ")
            listed[name] = IndexEntry(mode if stage == "0" else CONFLICT, blob)
    return listed


def write_entries(
    repository: Repository,
    entries: Mapping[str, IndexEntry | None],
    index: Path,
    env: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Change entries in an index file; None takes an entry out."""
    null = "0" * len(next((entry.blob for entry in entries.values() if entry), "0" * 40))
    lines = (
        f"{entry.mode} {entry.blob}\t".encode() + os.fsencode(name)
        if entry
        else f"0 {null}\t".encode() + os.fsencode(name)
        for name, entry in entries.items()
    )
    stdin = b"".join(line + b"\0" for line in lines)
    update = ("update-index", "--add", "-z", "--index-info")
    git_output(repository.top, *update, stdin=stdin, env={**env, **_with_index(index)})


@contextmanager
def hold_index(repository: Repository, holder: str) -> Iterator[None]:
    """Lock the index, so that no git command changes it meanwhile.

    The lock file names its holder, so that one left by a crash is not mistaken for git's own. Raises
    RepointError when it is locked already, and OSError, also when the lock can't be removed in the end.
    """
    try:
        _acquire(repository, holder)
        yield
    finally:
        with uninterrupted():
            release_index(repository, holder)


def _acquire(repository: Repository, holder: str) -> None:
    labelled = repository.index.with_name(f"{repository.index.name}.{holder}.sign")
    text = f"{_label(holder)}\n"
    labelled.write_text(text)
    try:
        _create(repository.lock, labelled, text)
    except FileExistsError:
        raise locked_error(repository) from None
    labelled.unlink()


def _create(lock: Path, labelled: Path, text: str) -> None:
    """Create the lock. Raises FileExistsError."""
    try:
        # A link appears with its content; a lock that is empty for a moment could be taken for git's.
        os.link(labelled, lock)
    except FileExistsError:
        raise
    except OSError:
        # There are none on FAT, on some network file systems and on most that are programs (FUSE).
        with open(lock, "x") as file:
            try:
                file.write(text)
                file.flush()
            except BaseException:
                lock.unlink()
                raise


def release_index(repository: Repository, holder: str) -> None:
    """Remove the lock of a holder, or of all holders whose names begin so, and the files beside the index.

    Git locks the index that it writes for a holder too, and may have been killed along with it. Raises
    OSError.
    """
    beside = f"{repository.index.name}.{holder}"
    for name in os.listdir(repository.index.parent):
        if name.startswith(beside):
            repository.index.with_name(name).unlink(missing_ok=True)
    own = False
    with suppress(OSError, UnicodeDecodeError):
        own = repository.lock.read_text().startswith(_label(holder))
    if own:
        repository.lock.unlink()


def write_next_index(repository: Repository, holder: str, entries: Mapping[str, IndexEntry | None]) -> Path:
    """Write the index as it will be into a file beside the index, which can take its place."""
    fresh = repository.index.with_name(f"{repository.index.name}.{holder}.next")
    if repository.index.exists():
        # With its time: git looks again at files that are not older than the index.
        shutil.copy2(repository.index, fresh)
    write_entries(repository, entries, fresh)
    return fresh


def refresh_index(repository: Repository, index: Path) -> None:
    """Let git look at the files that changed, so that its next command need not; harmless when it cannot."""
    run_git(repository.top, "update-index", "-q", "--refresh", env=_with_index(index))


def _label(holder: str) -> str:
    return f"held by {holder}"


def _with_index(index: Path | None) -> dict[str, str]:
    return {"GIT_INDEX_FILE": os.fspath(index)} if index is not None else {}
