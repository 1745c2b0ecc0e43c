"""What a worker of a fleet does: clone a repository, migrate it, push the branch, and say what came of it."""

import math
import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from codemods import __version__
from codemods.apply.apply_plan import WriteTargets
from codemods.apply.locked_tree import LockedTree, find_tree
from codemods.apply.uncommitted_work import find_uncommitted_work
from codemods.cli.apply_options import ApplyOptions, SeriesOptions
from codemods.cli.fleet.authorship import branch_for, parse_author
from codemods.cli.fleet.cloning import CloneFailed, clone
from codemods.cli.fleet.pushing import push
from codemods.cli.fleet.urls import masked
from codemods.cli.fleet.wire import PYTHON, pack, refusal, unpack
from codemods.cli.fleet.workplace import workplace
from codemods.cli.formats import plan_json
from codemods.cli.formats.encode_json import encode_json
from codemods.cli.formats.plan_patches import plan_patches
from codemods.cli.make_series import Series, check_series, make_series, ready_for_series
from codemods.cli.request import PlanJob, Request, prepare_job
from codemods.cli.snapshot_planning import SnapshotPlanning
from codemods.cli.unread_files import is_held_up
from codemods.git.commits import Authorship
from codemods.git.status import UncommittedFile
from codemods.migration.load import parse_migration
from codemods.values.errors import RepointError
from codemods.values.fleet import (
    FleetRepository,
    FleetTask,
    TaskFailure,
    TaskOutcome,
    TaskSeconds,
    TaskSummary,
)
from codemods.values.rules import Migration

LARGEST = 64 * 2**20
"""Bytes of a patch that are brought back; a larger one is on the branch, with a push."""

Given = TypeVar("Given")


def work(version: str, packed: bytes) -> bytes:
    """Carry out a packed task of a driver with some version of repoint; gives the packed outcome."""
    refused = refusal(version)
    if refused is not None:
        return pack(TaskOutcome(failure=refused))
    try:
        task = unpack(packed, FleetTask)
    except msgspec.DecodeError as error:
        # Not raised: a cluster logs what a function that raises was given, passwords and all.
        return pack(TaskOutcome(failure=TaskFailure(f"a worker can't read its task: {error}")))
    return pack(carry_out(task))


def carry_out(task: FleetTask) -> TaskOutcome:
    """Carry out a task; whatever goes wrong is part of the outcome. The clone is gone afterwards."""
    member = task.member
    folder = ""
    try:
        with workplace() as place:
            folder = os.fspath(place)
            return _cleaned(_Work(task, place).carry_out(), member, folder)
    except CloneFailed as error:
        failure = TaskFailure(str(error), error.passing)
    except RepointError as error:
        failure = TaskFailure(str(error))
    except OSError as error:
        failure = TaskFailure(f"the worker could not go on: {error}", passing=True)
    except Exception as error:
        kind = type(error).__name__
        failure = TaskFailure(
            f"internal error, {kind}: {error}. Please report it, with the repository's commit."
        )
    return _cleaned(TaskOutcome(failure=failure), member, folder)


def _cleaned(outcome: TaskOutcome, member: FleetRepository, folder: str) -> TaskOutcome:
    """The outcome without passwords and without paths of the worker in what it says."""
    failure = outcome.failure
    if failure is None:
        return outcome
    said = failure.message
    for path in filter(None, (f"{folder}{os.sep}{_TREE}" if folder else "", folder)):
        said = said.replace(path, member.name)
    return replace(outcome, failure=replace(failure, message=masked(said, member.url)))


_TREE = "tree"


@dataclass
class _Work:
    """One task in a folder of its own."""

    task: FleetTask
    folder: Path
    seconds: dict[str, float] = field(default_factory=dict)

    def carry_out(self) -> TaskOutcome:
        member, root = self.task.member, self.folder / _TREE
        migration = parse_migration(member.migration.text, member.migration.origin)
        self._timed("clone", lambda: clone(member.url, root, member.base))
        place = find_tree(root)
        assert place.repository is not None
        if not place.repository.head:
            raise RepointError(
                "there is no commit to work on: its HEAD names a branch that is not there; "
                'write base = "…" in the list'
            )
        series = self._series()
        ready_for_series(place.repository, series)
        job, planning, changed = self._timed("plan", lambda: self._planned(place, migration, series))
        made = self._timed("commit", lambda: make_series(place, job, planning, series, changed, {}))
        branch = branch_for(self.task.options, migration)
        return self._given(place, made, branch)

    def _series(self) -> SeriesOptions:
        options = self.task.options
        name, email = parse_author(options.author)
        return SeriesOptions(
            commit=False,
            batch_by=options.batch_by,
            mails=self.folder / "mails",
            message=options.message,
            hooks=False,
            authorship=Authorship(name, email, self.task.when),
        )

    def _planned(
        self, place: LockedTree, migration: Migration, series: SeriesOptions
    ) -> tuple[PlanJob, SnapshotPlanning, dict[str, UncommittedFile]]:
        options, member = self.task.options, self.task.member
        paths = tuple(os.fspath(place.root / path) for path in member.paths)
        # A clone that is gone in a moment has no use for a cache, and the processors have other tasks.
        asked = Request(paths, place.root, migration, options.generated, options.docs, jobs=1, cache=False)
        job = _with_settings(prepare_job(asked, place.root), member)
        check_series(place, job, series)
        found = find_uncommitted_work(place, job.tree.paths)
        planning = SnapshotPlanning(
            job, found, ApplyOptions(WriteTargets(), series=series), patience=math.inf
        )
        planning.without(())
        return job, planning, dict(found.files)

    def _given(self, place: LockedTree, made: Series, branch: str) -> TaskOutcome:
        """Push, and put everything together."""
        repository = place.repository
        assert repository is not None
        patch = self._patch(made)
        patches = self._timed("commit", lambda: plan_patches(place.root, made.plan))
        failure, pushed = None, False
        if made.tip and self.task.push:
            url = self.task.member.url
            answer = self._timed("push", lambda: push(place.root, url, branch, made.tip))
            pushed = not answer.error
            failure = TaskFailure(answer.error, answer.passing) if answer.error else None
        elif made.tip and not patch:
            failure = TaskFailure(
                f"its patch has more than {LARGEST >> 20} MB, too much to bring back; "
                "--push leaves it on a branch"
            )
        elif not made.plan.files and is_held_up(made.plan):
            failure = TaskFailure("nothing of it could be looked into; its findings say why")
        done = plan_json.series_document(made.plan, patches, made.commits, branch if pushed else "", 0)
        summary = self._summary(repository.head, made, branch, pushed, bool(patch))
        return TaskOutcome(summary, failure, patch, encode_json(done))

    def _patch(self, made: Series) -> bytes:
        if not made.tip:
            return b""
        mails = sorted((self.folder / "mails").iterdir())
        if sum(mail.stat().st_size for mail in mails) > LARGEST:
            return b""
        return b"".join(mail.read_bytes() for mail in mails)

    def _summary(self, base: str, made: Series, branch: str, pushed: bool, patched: bool) -> TaskSummary:
        plan = made.plan
        codes = Counter(finding.code for finding in plan.findings)
        return TaskSummary(
            base=base,
            tip=made.tip,
            commits=len(made.commits),
            files=len(plan.files),
            moved=sum(number for _, number in plan.moved),
            kept=sum(number for _, number in plan.kept),
            findings=tuple(sorted(codes.items())),
            pushed=pushed,
            branch=branch if made.tip else "",
            takes=made.mails if patched else "",
            version=__version__,
            python=PYTHON,
            seconds=TaskSeconds(**{part: round(taken, 3) for part, taken in self.seconds.items()}),
        )

    def _timed(self, part: str, function: Callable[[], Given]) -> Given:
        begun = time.perf_counter()
        given = function()
        self.seconds[part] = self.seconds.get(part, 0.0) + time.perf_counter() - begun
        return given


def _with_settings(job: PlanJob, member: FleetRepository) -> PlanJob:
    """What the list says of a repository, beside or in place of what its own settings say."""
    for root in member.roots:
        if not (job.root / root).is_dir():
            raise RepointError(f'key "roots" of the list: there is no folder "{root}" in it')
    selection = replace(job.selection, exclude=(*job.selection.exclude, *member.exclude))
    config = replace(job.config, roots=member.roots or job.config.roots)
    return replace(job, selection=selection, config=config)
