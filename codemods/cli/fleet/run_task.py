"""Runs a task of a fleet on a worker: clone a repository, migrate it, push the branch."""

import math
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType

import msgspec

from codemods import __version__
from codemods.apply.apply_plan import WriteTargets
from codemods.apply.locked_tree import LockedTree, find_tree
from codemods.apply.uncommitted_work import find_uncommitted_work
from codemods.cli.apply_options import ApplyOptions, SeriesOptions
from codemods.cli.fleet.clone_repository import CloneError, clone_repository
from codemods.cli.fleet.commit_options import branch_name, parse_author
from codemods.cli.fleet.push_branch import push_branch
from codemods.cli.fleet.task_folder import task_folder
from codemods.cli.fleet.urls import masked
from codemods.cli.fleet.wire_format import PYTHON, pack, unpack, version_mismatch
from codemods.cli.formats import plan_json
from codemods.cli.formats.encode_json import encode_json
from codemods.cli.formats.plan_patches import plan_patches
from codemods.cli.make_series import Series, SeriesMaker, check_repository
from codemods.cli.request import PlanJob, Request, house_formatters, prepare_job
from codemods.cli.snapshot_planning import SnapshotPlanning
from codemods.cli.unread_files import is_held_up
from codemods.git.commits import Authorship
from codemods.git.process import time_limit
from codemods.git.status import UncommittedFile
from codemods.migration.load import compose_migration
from codemods.values.errors import RepointError
from codemods.values.fleet_run import (
    FleetRepository,
    FleetTask,
    TaskFailure,
    TaskOutcome,
    TaskSeconds,
    TaskSummary,
)
from codemods.values.rules import Migration

LARGEST_PATCH = 64 * 2**20
"""Bytes of a patch that is brought back; a larger one is on the branch only, with a push."""
_MERCY = 2.0
"""Seconds from the end of a task's git command to that of the task."""
_TREE = "tree"
"""The folder of the clone, in the task's folder."""


def run_packed_task(version: str, packed: bytes) -> bytes:
    """Run a packed task of a driver with some version of repoint; gives the packed outcome."""
    mismatch = version_mismatch(version)
    if mismatch is not None:
        return pack(TaskOutcome(failure=mismatch))
    try:
        task = unpack(packed, FleetTask)
    except msgspec.DecodeError as error:
        # Not raised: a cluster logs the arguments of a function that raises, passwords and all.
        return pack(TaskOutcome(failure=TaskFailure(f"a worker can't read its task: {error}")))
    return pack(run_task(task))


def run_task(task: FleetTask) -> TaskOutcome:
    """Run a task; an error is a failure in the outcome. The clone is removed afterwards."""
    folder: Path | None = None
    try:
        with _limited(task.timeout), task_folder() as folder:
            return _without_secrets(_TaskRun(task, folder).outcome(), task.repository, folder)
    except _OutOfTime:
        failure = TaskFailure(f"it was not done within the {task.timeout:g} seconds of --timeout")
    except CloneError as error:
        failure = TaskFailure(str(error), error.transient)
    except RepointError as error:
        failure = TaskFailure(str(error))
    except OSError as error:
        failure = TaskFailure(f"the worker could not go on: {error}", transient=True)
    except Exception as error:
        kind = type(error).__name__
        failure = TaskFailure(
            f"internal error, {kind}: {error}. Please report it, with the repository's commit."
        )
    return _without_secrets(TaskOutcome(failure=failure), task.repository, folder)


class _OutOfTime(BaseException):
    """A task has used its time up; not an Exception, which would be taken for a mistake in one file."""


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise _OutOfTime when the block takes longer, or RepointError from a git command that does; 0: never.

    On the thread of a cluster's worker, which gets no signals, only git commands are watched.
    """
    if not seconds:
        yield
        return
    if threading.current_thread() is not threading.main_thread():
        with time_limit(seconds):
            yield
        return

    def end(_number: int, _frame: FrameType | None) -> None:
        raise _OutOfTime

    before = signal.signal(signal.SIGALRM, end)
    # Git first, so that it does not outlive the task.
    signal.setitimer(signal.ITIMER_REAL, seconds + _MERCY)
    try:
        with time_limit(seconds):
            yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _without_secrets(outcome: TaskOutcome, repository: FleetRepository, folder: Path | None) -> TaskOutcome:
    """Mask passwords in the message of a failure, and replace the worker's paths by the repository's name."""
    failure = outcome.failure
    if failure is None:
        return outcome
    message = failure.message
    for path in (folder / _TREE, folder) if folder is not None else ():
        message = message.replace(os.fspath(path), repository.name)
    return replace(outcome, failure=replace(failure, message=masked(message, repository.url)))


@dataclass
class _TaskRun:
    """One run of a task, in a folder of its own."""

    task: FleetTask
    folder: Path
    seconds: dict[str, float] = field(default_factory=dict)

    def outcome(self) -> TaskOutcome:
        """Clone, plan, commit and push. Raises CloneError, RepointError and OSError."""
        repository, root = self.task.repository, self.folder / _TREE
        codemod = self.task.codemod
        migration = Migration(codemod.leaf) if codemod else compose_migration(repository.migration)
        with self._measured("clone"):
            clone_repository(repository.url, root, repository.base)
        place = find_tree(root)
        assert place.repository is not None
        if not place.repository.head:
            raise RepointError(
                "there is no commit to work on: its HEAD names a branch that is not there; "
                'write base = "…" in the list'
            )
        options = self._series_options()
        check_repository(place.repository, options)
        with self._measured("plan"):
            maker, planning, uncommitted = self._plan(place, migration, options)
        with self._measured("commit"):
            series = maker.make(planning, uncommitted, {})
        return self._finish(place, series, branch_name(self.task.options, migration))

    def _series_options(self) -> SeriesOptions:
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

    def _plan(
        self, place: LockedTree, migration: Migration, series: SeriesOptions
    ) -> tuple[SeriesMaker, SnapshotPlanning, dict[str, UncommittedFile]]:
        options, repository = self.task.options, self.task.repository
        paths = tuple(os.fspath(place.root / path) for path in repository.paths)
        # A clone that is removed in a moment needs no cache, and other tasks use the other processors.
        request = Request(
            paths,
            place.root,
            migration,
            options.generated,
            options.docs,
            jobs=1,
            cache=False,
            codemod=self.task.codemod,
        )
        job = _with_list_settings(prepare_job(request, place.root), repository)
        maker = SeriesMaker(place, job, series)
        work = find_uncommitted_work(place, job.tree.paths)
        planning = SnapshotPlanning(job, work, ApplyOptions(WriteTargets(), series=series), patience=math.inf)
        planning.without(())
        return maker, planning, dict(work.files)

    def _finish(self, place: LockedTree, series: Series, branch: str) -> TaskOutcome:
        """Push, and put the outcome together."""
        repository = place.repository
        assert repository is not None
        patch = self._patch(series)
        with self._measured("commit"):
            patches = plan_patches(place.root, series.plan)
        failure, is_pushed = None, False
        if series.tip and self.task.push:
            with self._measured("push"):
                failure = push_branch(place.root, self.task.repository.url, branch, series.tip)
            is_pushed = failure is None
        elif series.tip and not patch:
            failure = TaskFailure(
                f"its patch has more than {LARGEST_PATCH >> 20} MB, too much to bring back; "
                "--push leaves it on a branch"
            )
        elif not series.plan.files and is_held_up(series.plan):
            failure = TaskFailure("nothing of it could be looked into; its findings say why")
        pushed_branch = branch if is_pushed else ""
        document = plan_json.series_document(series.plan, patches, series.commits, pushed_branch, 0)
        summary = self._summary(repository.head, series, branch, is_pushed, bool(patch))
        return TaskOutcome(summary, failure, patch, encode_json(document))

    def _patch(self, series: Series) -> bytes:
        if not series.tip:
            return b""
        mails = sorted((self.folder / "mails").iterdir())
        if sum(mail.stat().st_size for mail in mails) > LARGEST_PATCH:
            return b""
        return b"".join(mail.read_bytes() for mail in mails)

    def _summary(
        self, base: str, series: Series, branch: str, is_pushed: bool, has_patch: bool
    ) -> TaskSummary:
        plan = series.plan
        codes = Counter(finding.code for finding in plan.findings)
        return TaskSummary(
            base=base,
            tip=series.tip,
            commits=len(series.commits),
            files=len(plan.files),
            moved=sum(number for _, number in plan.moved),
            kept=sum(number for _, number in plan.kept),
            findings=tuple(sorted(codes.items())),
            pushed=is_pushed,
            branch=branch if series.tip else "",
            takes=series.mails if has_patch else "",
            version=__version__,
            python=PYTHON,
            seconds=TaskSeconds(**{part: round(taken, 3) for part, taken in self.seconds.items()}),
        )

    @contextmanager
    def _measured(self, part: str) -> Iterator[None]:
        """Add the time that the block takes to a part's."""
        begun = time.perf_counter()
        yield
        self.seconds[part] = self.seconds.get(part, 0.0) + time.perf_counter() - begun


def _with_list_settings(job: PlanJob, repository: FleetRepository) -> PlanJob:
    """Apply what the list of repositories says: `exclude` is added to the settings, `roots` replaces them.

    Formatters are run where the list asks for them.
    """
    for root in repository.roots:
        if not (job.root / root).is_dir():
            raise RepointError(f'key "roots" of the list: there is no folder "{root}" in it')
    selection = replace(job.selection, exclude=(*job.selection.exclude, *repository.exclude))
    config = replace(job.config, roots=repository.roots or job.config.roots)
    formatters = None
    if repository.format and config.format:
        # A worker has no terminal to say on what is run; the list does.
        formatters = house_formatters(config, job.root, job.tree, lambda _: None)
    return replace(job, selection=selection, config=config, formatters=formatters)
