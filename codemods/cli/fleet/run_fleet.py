"""`repoint fleet`: one migration through many repositories, on this machine or on a cluster."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from codemods.cli.exit_codes import ExitCode
from codemods.cli.fleet.authorship import check_branch, own_author, parse_author, parse_date
from codemods.cli.fleet.crew import Crew
from codemods.cli.fleet.dispatch import Dispatcher
from codemods.cli.fleet.ledger import Ledger, open_ledger
from codemods.cli.fleet.manifest import load_manifest
from codemods.cli.fleet.task_work import work
from codemods.cli.fleet.wire import PYTHON
from codemods.cli.formats.encode_json import encode_json
from codemods.cli.formats.fleet_json import fleet_document
from codemods.cli.formats.fleet_table import fleet_table, outcome_line
from codemods.cli.formats.output_files import save_file
from codemods.cli.terminal import stdout
from codemods.cli.terminal.progress_bar import TerminalProgress
from codemods.cli.terminal.stderr import inform
from codemods.plan.batching.batch_by import parse_batch_by
from codemods.plan.batching.commit_messages import check_template
from codemods.plan.process_pool import cores
from codemods.values.errors import RepointError
from codemods.values.fleet import (
    FleetOptions,
    FleetRepository,
    FleetRun,
    FleetTask,
    LedgerRow,
    RepositoryState,
    TaskFailure,
    TaskOutcome,
)
from codemods.values.plural import number_of
from codemods.values.printable import printable

_STAGE = "repositories"


@dataclass(frozen=True, slots=True)
class FleetRequest:
    """What a fleet is to do, and what is asked of each repository."""

    manifest: Path
    migration: str | None = None
    branch: str = ""
    batch_by: str = "dir"
    message: str | None = None
    author: str | None = None
    date: str | None = None
    generated: bool = False
    docs: bool = False
    only: tuple[str, ...] = ()
    """Globs of names; empty for all."""


@dataclass(frozen=True, slots=True)
class FleetRunOptions:
    """How the work is done, and where its results go; none of it changes a commit."""

    out: Path
    ledger: Path | None = None
    push: bool = False
    jobs: int = 0
    """Worker processes; 0 for one on each processor."""
    scheduler: str | None = None
    retries: int = 2
    again: bool = False
    json: bool = False


def fleet(wanted: FleetRequest, means: FleetRunOptions) -> ExitCode:
    """Migrate every repository that is not done yet. Gives the exit code: 2 when one or more failed."""
    # Other commands live for seconds and go without; futures and a cluster's client leave cycles for hours.
    gc.enable()
    options = _options(wanted)
    listed = load_manifest(wanted.manifest, wanted.migration, Path.cwd())
    members = _chosen(listed.members, wanted)
    _make_folder(means.out)
    with open_ledger(means.ledger or means.out / "ledger.sqlite") as ledger:
        run = ledger.run(options, listed.migration, means.again)
        ledger.enrol(run, listed.members)
        names = [member.name for member in members]
        rows = ledger.rows(run, names)
        tasks = [
            FleetTask(member, options, run.when, means.push)
            for member, row in zip(members, rows, strict=True)
            if row.needs_work(means.push) or _is_lost(row, means.out)
        ]
        _say_start(run, len(rows), len(tasks))
        if tasks:
            _work(tasks, run, ledger, means)
        rows = ledger.rows(run, names)
    if means.json:
        stdout.emit(encode_json(fleet_document(run, rows, means.out.as_posix())))
    else:
        stdout.emit(fleet_table(rows).encode("utf-8", "backslashreplace"))
    failed = any(row.state is not RepositoryState.DONE for row in rows)
    return ExitCode.COULD_NOT_RUN if failed else ExitCode.OK


def _options(wanted: FleetRequest) -> FleetOptions:
    """What is asked of each repository. Raises RepointError for what cannot be followed."""
    if wanted.branch:
        check_branch(wanted.branch)
    parse_batch_by(wanted.batch_by)
    if wanted.message is not None:
        check_template(wanted.message, "--message")
    author = wanted.author or own_author(Path.cwd())
    parse_author(author)
    date = parse_date(wanted.date) if wanted.date is not None else 0
    asked = (wanted.branch, wanted.batch_by, wanted.message, wanted.generated, wanted.docs)
    return FleetOptions(author, *asked, date)


def _chosen(members: Sequence[FleetRepository], wanted: FleetRequest) -> list[FleetRepository]:
    """Those of the repositories that are to be worked on. Raises RepointError for a glob that fits none."""
    for glob in wanted.only:
        if not any(fnmatchcase(member.name, glob) for member in members):
            raise RepointError(f'--only: no repository of {wanted.manifest} is called "{glob}"')
    globs = wanted.only or ("*",)
    return [member for member in members if any(fnmatchcase(member.name, glob) for glob in globs)]


def _is_lost(row: LedgerRow, out: Path) -> bool:
    """Whether the only result of what is done, its patch, is no longer there."""
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


def _say_start(run: FleetRun, total: int, left: int) -> None:
    done = total - left
    if done:
        known = number_of(total, "repository", "repositories")
        inform(f"{done} of {known} done already, in the run of {run.started}; --again does all anew")


def _work(tasks: Sequence[FleetTask], run: FleetRun, ledger: Ledger, means: FleetRunOptions) -> None:
    progress = TerminalProgress()
    desk = _Desk(run, ledger, means, len(tasks), progress)
    with progress, _crew(means) as crew:
        try:
            Dispatcher(crew, work, desk, means.retries).run(tasks)
        except BaseException:
            ledger.release(run)
            inform(f"{desk.done} of {len(tasks)} came to an end; run the same again to go on with the others")
            raise


@contextmanager
def _crew(means: FleetRunOptions) -> Iterator[Crew]:
    if means.scheduler is None:
        from codemods.cli.fleet.local_workers import LocalCrew

        crew: Crew = LocalCrew(means.jobs or cores())
    else:
        from codemods.cli.fleet.cluster import ClusterCrew

        cluster = ClusterCrew(means.scheduler)
        others = sorted(cluster.pythons - {PYTHON})
        if others:
            inform(f"workers read code as Python {', '.join(others)} does, the driver as {PYTHON}")
        crew = cluster
    try:
        yield crew
    finally:
        crew.close()


@dataclass
class _Desk:
    """Where results come in: they are kept, written down, and told, in this order."""

    run: FleetRun
    ledger: Ledger
    means: FleetRunOptions
    total: int
    progress: TerminalProgress
    done: int = 0
    _waits: bool = field(default=False)

    def handed_out(self, task: FleetTask) -> None:
        self._waits = False
        self.ledger.hand_out(self.run, task.member.name)

    def again(self, task: FleetTask, failure: TaskFailure, pause: float) -> None:
        inform(f"{task.member.name}: {printable(failure.message)}; tried again in {pause:.0f} s")

    def settled(self, task: FleetTask, outcome: TaskOutcome) -> None:
        name, failure = task.member.name, outcome.failure
        # What the ledger calls done has its results on the disk.
        _keep(self.means.out / f"{name}.patch", outcome.patch)
        _keep(self.means.out / f"{name}.json", outcome.document)
        self.ledger.settle(self.run, name, failure.message if failure else "", outcome.summary)
        self.done += 1
        inform(f"[{self.done:{len(str(self.total))}}/{self.total}] {name}: {outcome_line(outcome)}")
        self.progress.step(_STAGE, self.done, self.total)

    def no_worker(self) -> None:
        if not self._waits:
            inform(f"no worker at {self.means.scheduler} yet; waiting for one")
        self._waits = True


def _keep(file: Path, data: bytes) -> None:
    """Write a result; where there is none, none of an earlier run stays."""
    if data:
        save_file(file, data, durable=True)
        return
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise RepointError(f"{file}: can't be removed: {error.strerror or error}") from error
