"""Applying a plan: find which files can be written, with their ripple groups, and write these at once."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from codemods.apply.check_before_write import check_writable
from codemods.apply.journal_records import file_records, new_record
from codemods.apply.locked_tree import LockedTree
from codemods.apply.regular_files import has_content
from codemods.apply.staging import staging_entries
from codemods.apply.transaction import FileChangedError, run_transaction
from codemods.apply.uncommitted_work import first_changed
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
    number: int | None = None
    """The apply's number in the journal; None when nothing was done."""


def apply_plan(
    tree: LockedTree,
    plan: Plan,
    targets: WriteTargets | None = None,
    staged: Mapping[str, bytes] | None = None,
    planned: Mapping[str, UncommittedFile] | None = None,
) -> ApplyResult:
    """Write a plan's files, and in a git repository stage exactly them, in one step that can be taken back.

    `staged` says by path what goes into the index instead of the bytes on disk, in git's own form, for files
    that differed between the two before, and `planned` how git had these. A file that cannot be written is
    left with a finding, and with it the files of its ripple group. Raises RepointError, with everything as it
    was before, when the disk or git refuses.
    """
    targets = targets or WriteTargets()
    refused = dict(_refused(tree, plan.files)) if targets.disk else {}
    while True:
        left = dict(_left(plan, refused))
        changes = [change for change in plan.files if change.path not in left]
        try:
            number = _apply(tree, plan.migration, changes, targets, staged or {}, planned or {})
        except FileChangedError as error:
            refused[error.path] = texts.CHANGED_MEANWHILE.fill().at(error.path)
            continue
        paths = tuple(change.path for change in changes)
        in_index = paths if tree.repository is not None and targets.index else ()
        return ApplyResult(paths if targets.disk else (), in_index, tuple(sorted(left.values())), number)


def _refused(tree: LockedTree, changes: Iterable[FileChange]) -> Iterator[tuple[str, Finding]]:
    for change in changes:
        finding = check_writable(tree.root, change)
        if finding is not None:
            yield change.path, finding


def _left(plan: Plan, refused: Mapping[str, Finding]) -> Iterator[tuple[str, Finding]]:
    """The files that are left, each with its finding: those refused, and the rest of their groups."""
    yield from refused.items()
    for group in plan.groups:
        cause = next((path for path in group.paths if path in refused), None)
        for path in group.paths if cause else ():
            if path not in refused:
                yield path, texts.LANDS_WITH_UNWRITTEN.fill(cause=cause).at(path)


def _apply(
    tree: LockedTree,
    migration: str,
    changes: Sequence[FileChange],
    targets: WriteTargets,
    staged: Mapping[str, bytes],
    planned: Mapping[str, UncommittedFile],
) -> int | None:
    """Apply these changes and give the apply's number; None when there was nothing to do."""
    repository = tree.repository if targets.index else None
    if repository is None:
        changes = [each for each in changes if not has_content(tree.root / each.path, each.after)]
    if not changes:
        return None
    entries = staging_entries(tree, repository, changes, staged) if repository else {}
    record = new_record(tree, migration, file_records(tree, changes, targets.disk, entries))
    if repository is not None:
        # Asked after the entries were read: what is staged from here on no longer fits the record.
        known = [change.path for change in changes if change.path in planned or change.path not in staged]
        changed = first_changed(tree, repository, known, planned)
        if changed is not None:
            raise FileChangedError(changed)
    return run_transaction(tree, record, {os.fsencode(change.path): change.after for change in changes})
