"""`repoint fleet`: one migration through many repositories, on this machine or on a cluster."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

import msgspec

from codemods.cli.exit_codes import ExitCode
from codemods.cli.fleet.commit_options import check_branch, configured_author, parse_author, parse_date
from codemods.cli.fleet.dispatch import Dispatcher
from codemods.cli.fleet.ledger import Ledger, open_ledger
from codemods.cli.fleet.manifest import load_manifest
from codemods.cli.fleet.run_task import run_packed_task
from codemods.cli.fleet.wire_format import PYTHON
from codemods.cli.fleet.worker_pool import WorkerPool
from codemods.cli.formats.encode_json import encode_json
from codemods.cli.formats.fleet_json import fleet_document
from codemods.cli.formats.fleet_table import fleet_table, outcome_line
from codemods.cli.formats.output_files import save_file
from codemods.cli.terminal import stdout
from codemods.cli.terminal.progress_bar import TerminalProgress
from codemods.cli.terminal.stderr import inform
from codemods.plan.batching.batch_option import parse_batch_by
from codemods.plan.batching.commit_messages import check_template
from codemods.plan.libcst_codemods.load_codemod import load_codemod
from codemods.plan.process_pool import cores
from codemods.values.codemod import CodemodChoice
from codemods.values.errors import RepointError
from codemods.values.fleet_run import (
    FleetOptions,
    FleetRepository,
    FleetRun,
    FleetTask,
    LedgerRow,
    RepositoryState,
    TaskFailure,
    TaskOutcome,
)
from codemods.values.migration_text import MigrationText
from codemods.values.plural import number_of
from codemods.values.printable import printable

_STAGE = "migrating repositories"


@dataclass(frozen=True, slots=True)
class FleetRequest:
    """The list of repositories, and the options that decide which commits come out."""

    manifest: Path
    migrations: tuple[str, ...] = ()
    branch: str = ""
    batch_by: str = "dir"
    message: str | None = None
    author: str | None = None
    date: str | None = None
    generated: bool = False
    docs: bool = False
    codemod: CodemodChoice | None = None
    """What makes the plans in place of migrations."""
    only: tuple[str, ...] = ()
    """Globs of names; all repositories without any."""


@dataclass(frozen=True, slots=True)
class FleetRunOptions:
    """How the work is done, and where its results go; none of these options changes a commit."""

    out: Path
    ledger: Path | None = None
    push: bool = False
    jobs: int | None = None
    """Worker processes; by default, one for each processor."""
    scheduler: str | None = None
    retries: int = 2
    timeout: float = 0.0
    """Seconds for each repository; 0 for as long as it takes."""
    again: bool = False
    json: bool = False


def run_fleet(request: FleetRequest, options: FleetRunOptions) -> ExitCode:
    """Migrate every repository that is not done yet. Raises RepointError where nothing can be begun."""
    # Other commands live for seconds and do without; futures and a cluster's client leave cycles for hours.
    gc.enable()
    commit_options = _fleet_options(request)
    codemod = request.codemod
    instead = None
    if codemod is not None:
        # Of a codemod, whatever decides what comes out takes the place of a migration's text in the ledger.
        instead = MigrationText(codemod.name, msgspec.json.encode(codemod).decode())
        load_codemod(codemod)
    fleet = load_manifest(request.manifest, request.migrations, Path.cwd(), instead)
    repositories = _selected(fleet.repositories, request)
    _make_folder(options.out)
    with open_ledger(options.ledger or options.out / "ledger.sqlite") as ledger:
        run = ledger.run(commit_options, fleet.migration, options.again)
        ledger.register(run, fleet.repositories)
        names = [repository.name for repository in repositories]
        rows = ledger.rows(run, names)
        tasks = [
            FleetTask(repository, commit_options, run.when, options.push, options.timeout, codemod)
            for repository, row in zip(repositories, rows, strict=True)
            if row.needs_work(options.push) or _is_patch_lost(row, options.out)
        ]
        done = len(rows) - len(tasks)
        if done:
            total = number_of(len(rows), "repository", "repositories")
            inform(f"{done} of {total} done already, in the run of {run.started}; --again does all anew")
        if tasks:
            _dispatch(tasks, run, ledger, options)
        rows = ledger.rows(run, names)
    if options.json:
        stdout.emit(encode_json(fleet_document(run, rows, options.out.as_posix())))
    else:
        stdout.emit(fleet_table(rows).encode("utf-8", "backslashreplace"))
    failed = any(row.state is not RepositoryState.DONE for row in rows)
    return ExitCode.COULD_NOT_RUN if failed else ExitCode.OK


def _fleet_options(request: FleetRequest) -> FleetOptions:
    """Check the options about commits. Raises RepointError."""
    if request.branch:
        check_branch(request.branch)
    parse_batch_by(request.batch_by)
    if request.message is not None:
        check_template(request.message, "--message")
    author = request.author or configured_author(Path.cwd())
    parse_author(author)
    return FleetOptions(
        author=author,
        branch=request.branch,
        batch_by=request.batch_by,
        message=request.message,
        generated=request.generated,
        docs=request.docs,
        date=parse_date(request.date) if request.date is not None else 0,
    )


def _selected(repositories: Sequence[FleetRepository], request: FleetRequest) -> list[FleetRepository]:
    """Give the repositories that fit `--only`. Raises RepointError for a glob that fits none."""
    for glob in request.only:
        if not any(fnmatchcase(repository.name, glob) for repository in repositories):
            raise RepointError(f'--only: no repository of {request.manifest} is called "{glob}"')
    globs = request.only or ("*",)
    return [each for each in repositories if any(fnmatchcase(each.name, glob) for glob in globs)]


def _is_patch_lost(row: LedgerRow, out: Path) -> bool:
    """Whether the patch of a repository is gone, which was not pushed either."""
    summary = row.summary
    return (
        summary is not None
        and bool(summary.takes)
        and not summary.pushed
        and not (out / f"{row.name}.patch").exists()
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RepointError(f"--out: {folder} can't be made: {error.strerror or error}") from error


def _dispatch(tasks: Sequence[FleetTask], run: FleetRun, ledger: Ledger, options: FleetRunOptions) -> None:
    progress = TerminalProgress()
    recorder = _ResultRecorder(run, ledger, options, len(tasks), progress)
    with progress, _workers(options) as workers:
        try:
            Dispatcher(workers, run_packed_task, recorder, options.retries).run(tasks)
        except BaseException:
            ledger.release(run)
            finished = f"{recorder.count} of {len(tasks)} came to an end"
            inform(f"{finished}; run the same again to go on with the others")
            raise


@contextmanager
def _workers(options: FleetRunOptions) -> Iterator[WorkerPool]:
    workers: WorkerPool
    if options.scheduler is None:
        from codemods.cli.fleet.local_workers import LocalWorkers

        workers = LocalWorkers(options.jobs or cores())
    else:
        from codemods.cli.fleet.cluster_workers import ClusterWorkers

        workers = cluster = ClusterWorkers(options.scheduler)
        others = sorted(cluster.pythons - {PYTHON})
        if others:
            inform(f"workers read code as Python {', '.join(others)} does, the driver as {PYTHON}")
    try:
        yield workers
    finally:
        workers.close()


@dataclass
class _ResultRecorder:
    """A TaskObserver that saves results, records them in the ledger, and prints them, in this order."""

    run: FleetRun
    ledger: Ledger
    options: FleetRunOptions
    total: int
    progress: TerminalProgress
    count: int = 0
    """How many tasks are finished."""
    _is_waiting: bool = field(default=False)

    def submitting(self, task: FleetTask) -> None:
        self._is_waiting = False
        self.ledger.start(self.run, task.repository.name)

    def retrying(self, task: FleetTask, failure: TaskFailure, pause: float) -> None:
        inform(f"{task.repository.name}: {printable(failure.message)}; tried again in {pause:.0f} s")

    def finished(self, task: FleetTask, outcome: TaskOutcome) -> None:
        name, failure = task.repository.name, outcome.failure
        # A repository that the ledger calls done must have its results on the disk.
        _save_result(self.options.out / f"{name}.patch", outcome.patch)
        _save_result(self.options.out / f"{name}.json", outcome.document)
        self.ledger.finish(self.run, name, failure.message if failure else "", outcome.summary)
        self.count += 1
        inform(f"[{self.count:{len(str(self.total))}}/{self.total}] {name}: {outcome_line(outcome)}")
        self.progress.step(_STAGE, self.count, self.total)

    def no_workers(self) -> None:
        if not self._is_waiting:
            inform(f"no worker at {self.options.scheduler} yet; waiting for one")
        self._is_waiting = True


def _save_result(file: Path, data: bytes) -> None:
    """Write a result; where it is empty, remove the file of an earlier run."""
    if data:
        save_file(file, data, durable=True)
        return
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise RepointError(f"{file}: can't be removed: {error.strerror or error}") from error
