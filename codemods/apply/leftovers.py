"""What a swap has beside its files, and what becomes of it when the swap was cut short.

A new file is written under one name and, once it is whole, has another, from which it takes the target's
place. So what is found under the second is whole: the new bytes, the old ones that they replaced, or an edit
of the user's that was made at that moment.
"""

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from codemods.apply.journal import ApplyRecord, sha256
from codemods.apply.regular_files import read_regular_file
from codemods.git.index import release_index
from codemods.git.repository import Repository

_HOLDER = "repoint-"


def beside(target: Path, token: str) -> Path:
    """The name of a whole file that is to take a target's place, or had it before."""
    # Not the name itself, which may have the greatest length already.
    name = hashlib.sha256(os.fsencode(target.name)).hexdigest()[:16]
    return target.with_name(f".repoint-{token}-{name}")


def in_part(target: Path, token: str) -> Path:
    """The name of that file while it is written."""
    whole = beside(target, token)
    return whole.with_name(f"{whole.name}.part")


def holder(token: str) -> str:
    """By which name a swap holds the index."""
    return _HOLDER + token


def remove_leftovers(repository: Repository | None, token: str, targets: Sequence[Path]) -> None:
    """Remove the new files, and the lock on the index, of a swap of these files that did not end.

    No other repoint can be at work on the tree, so any lock on the index that names repoint is released.
    """
    for target in targets:
        for file in (in_part(target, token), beside(target, token)):
            with suppress(NotADirectoryError):
                file.unlink(missing_ok=True)
    if repository is not None:
        release_index(repository, _HOLDER)


def settle_leftovers(repository: Repository | None, record: ApplyRecord, top: Path) -> None:
    """The same for an apply, or undo, of a record; an edit that lost its place meanwhile gets it back."""
    for file in record.files:
        if file.on_disk:
            target = record.target(top, file)
            _give_back(beside(target, record.token), target, (file.after, _digest(file.before)))
    remove_leftovers(repository, record.token, record.targets(top))


def _give_back(aside: Path, target: Path, known: tuple[bytes | None, ...]) -> None:
    try:
        edit, now = read_regular_file(aside), read_regular_file(target)
    except OSError:
        return
    if edit is not None and sha256(edit) not in known and _digest(now) in known:
        os.replace(aside, target)


def _digest(data: bytes | None) -> bytes | None:
    return None if data is None else sha256(data)
