"""Putting new files, index entries and a branch in the place of old ones, in two steps.

What needs room on the disk, or can be refused, comes first and beside the old ones: `prepare_swap`. Then only
renames are left: `PreparedSwap.run`.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from codemods.apply.atomic import write_beside
from codemods.apply.exchange import take_away, take_place
from codemods.apply.leftovers import beside, holder, in_part
from codemods.git.index import IndexEntry, hold_index, refresh_index, write_next_index
from codemods.git.refs import move_ref
from codemods.git.repository import Repository


@dataclass(frozen=True, slots=True)
class RefMove:
    """A branch and the commits it goes from and to; either may be empty for none."""

    ref: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Swap:
    """What is to change."""

    token: str
    """Part of the names of the files that are beside the old ones meanwhile."""
    files: Mapping[Path, bytes | None]
    """New bytes by file; None removes the file."""
    expected: Mapping[Path, bytes | None]
    """What each file holds now; None for one that is not there."""
    entries: Mapping[str, IndexEntry | None]
    """New index entries by git's names; None removes the entry."""
    ref: RefMove | None
    why: str
    """What the branch's log says."""


@dataclass(frozen=True, slots=True)
class PreparedSwap:
    """A swap whose new files are all written, under other names."""

    swap: Swap
    fresh: Mapping[Path, Path]
    """For each file the new one that is to replace it."""
    index: Path | None
    repository: Repository | None

    def run(self, is_other: Callable[[Path], None]) -> None:
        """Rename the new files. Raises OSError, or RepointError for the branch, with part of it done.

        `is_other` is called for each file that is not what was expected any more, which is left.
        """
        for target, data in self.swap.files.items():
            other, expected = beside(target, self.swap.token), self.swap.expected[target]
            settled = (
                take_away(target, other, expected)
                if data is None
                else take_place(self.fresh[target], target, expected)
            )
            if not settled:
                is_other(target)
        if self.repository is not None and self.index is not None:
            refresh_index(self.repository, self.index)
            os.replace(self.index, self.repository.index)
        if self.repository is not None and self.swap.ref is not None:
            ref = self.swap.ref
            move_ref(self.repository, ref.ref, ref.before, ref.after, self.swap.why)


def prepare_swap(repository: Repository | None, swap: Swap) -> PreparedSwap:
    """Write everything beside what it is to replace. Raises OSError or RepointError, with part of it left."""
    fresh: dict[Path, Path] = {}
    for target, data in swap.files.items():
        if data is not None:
            fresh[target] = beside(target, swap.token)
            part = in_part(target, swap.token)
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                write_beside(part, target, data, durable=True)
                os.rename(part, fresh[target])
            except OSError as error:
                error.filename = os.fspath(target)
                raise
    index = (
        write_next_index(repository, holder(swap.token), swap.entries)
        if repository and swap.entries
        else None
    )
    return PreparedSwap(swap, fresh, index, repository)


@contextmanager
def hold_index_if(wanted: bool, repository: Repository | None, token: str) -> Iterator[None]:
    """Lock the index of a repository, where there is one and that is wanted."""
    if repository is None or not wanted:
        yield
        return
    with hold_index(repository, holder(token)):
        yield
