"""Applying a plan: which of its files can be, with all that goes with them, and then all of these at once."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from codemods.apply.journal_records import file_records, new_record, staging_entries
from codemods.apply.locked_tree import LockedTree
from codemods.apply.swap import holds
from codemods.apply.transaction import FileMoved, carry_out
from codemods.apply.uncommitted_work import first_moved
from codemods.apply.writable import check_file
from codemods.git.status import UncommittedFile
from codemods.values import finding_texts as texts
from codemods.values.finding import Finding
from codemods.values.plan import FileChange, Plan


@dataclass(frozen=True, slots=True)
class WriteTargets:
    """What an apply writes: the files on disk, the index, or both."""

    disk: bool = True
    index: bool = True


@dataclass(frozen=True, slots=True)
class ApplyResult:
    """What became of a plan: paths written, those of them staged, and what stood in the way."""

    written: tuple[str, ...] = ()
    staged: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    number: int = 0
    """The apply's number in the journal; 0 when nothing was done."""


def apply_plan(
    place: LockedTree,
    plan: Plan,
    ends: WriteTargets | None = None,
    staged: Mapping[str, bytes] | None = None,
    planned: Mapping[str, UncommittedFile] | None = None,
) -> ApplyResult:
    """Write a plan's files, and in a git repository stage exactly them, in one step that can be taken back.

    `staged` says by path what goes into the index instead of the bytes on disk, in git's own form, for files
    that differed between the two before, and `planned` how git had these. A file that cannot be written is
    left with a finding, and with it the files of its ripple group. Raises RepointError, with everything as it
    was before, when the disk or git refuses.
    """
    ends = ends or WriteTargets()
    refused = dict(_refused(place, plan.files)) if ends.disk else {}
    while True:
        left = dict(_left(plan, refused))
        todo = [change for change in plan.files if change.path not in left]
        try:
            done = _apply(place, plan.migration, todo, ends, staged or {}, planned or {})
        except FileMoved as moved:
            refused[moved.path] = texts.CHANGED_MEANWHILE.fill().at(moved.path)
            continue
        paths = tuple(change.path for change in todo)
        in_index = paths if place.repository is not None and ends.index else ()
        return ApplyResult(paths if ends.disk else (), in_index, tuple(sorted(left.values())), done)


def _refused(place: LockedTree, changes: Iterable[FileChange]) -> Iterator[tuple[str, Finding]]:
    for change in changes:
        finding = check_file(place.root, change)
        if finding is not None:
            yield change.path, finding


def _left(plan: Plan, refused: Mapping[str, Finding]) -> Iterator[tuple[str, Finding]]:
    """The files that are left, each with its finding: those refused, and what goes with them."""
    yield from refused.items()
    for group in plan.groups:
        cause = next((path for path in group.paths if path in refused), None)
        for path in group.paths if cause else ():
            if path not in refused:
                yield path, texts.LANDS_WITH_UNWRITTEN.fill(cause=cause).at(path)


def _apply(
    place: LockedTree,
    migration: str,
    changes: Sequence[FileChange],
    ends: WriteTargets,
    staged: Mapping[str, bytes],
    planned: Mapping[str, UncommittedFile],
) -> int:
    """Apply these changes and give the apply's number; 0 when there was nothing to do."""
    repository = place.repository if ends.index else None
    if repository is None:
        changes = [each for each in changes if not holds(place.root / each.path, each.after)]
    if not changes:
        return 0
    entries = staging_entries(place, repository, changes, staged) if repository else {}
    record = new_record(place, migration, file_records(place, changes, ends.disk, entries))
    if repository is not None:
        # Asked after the entries were read: what is staged from here on no longer fits the record.
        known = [change.path for change in changes if change.path in planned or change.path not in staged]
        moved = first_moved(place, repository, known, planned)
        if moved is not None:
            raise FileMoved(moved)
    return carry_out(place, record, {os.fsencode(change.path): change.after for change in changes})
