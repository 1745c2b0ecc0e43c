"""`repoint verify`: the team's own command before and after the plan, in two linked work trees."""

import os
import shlex
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from codemods.apply.atomic import replace_file
from codemods.apply.journal import utc_now
from codemods.apply.locked_tree import find_tree
from codemods.apply.verification_store import save_verification
from codemods.cli.exit_codes import ExitCode
from codemods.cli.formats.encode_json import encode_json
from codemods.cli.formats.output_files import make_empty_folder
from codemods.cli.formats.verify_json import verify_document
from codemods.cli.formats.verify_text import show_comparison
from codemods.cli.request import PlanJob, Request, documents_of, prepare_job, types_asker
from codemods.cli.summaries import reference_summary
from codemods.cli.terminal import stdout
from codemods.cli.terminal.interrupts import endings_as_interrupts
from codemods.cli.terminal.progress_bar import TerminalProgress
from codemods.cli.terminal.stderr import inform
from codemods.cli.verify.compare import CommandRun, Comparison, Side, compare
from codemods.cli.verify.deprecation_warnings import count_warnings, deprecated_names
from codemods.cli.verify.junit_report import read_report
from codemods.cli.verify.prepare_command import command_environment, prepare_command
from codemods.cli.verify.run_commands import CommandJob, CommandResult, run_commands
from codemods.git.repository import Repository, open_repository
from codemods.git.worktrees import linked_worktrees
from codemods.plan.engine import Engine
from codemods.tree.open_tree import open_tree
from codemods.values.errors import RepointError
from codemods.values.plan import Plan
from codemods.values.plural import number_of
from codemods.values.verification import Verification

"""The exit code where something got worse."""
SIDES = ("before", "after")
_SHOWN_LINES = 15
"""Lines of a command's output that are shown where it wrote no report."""


@dataclass(frozen=True, slots=True)
class VerifyOptions:
    """How the command is run, and how the result is printed."""

    timeout: float | None = None
    """Seconds for one run."""
    repeat: int = 1
    """How often each side runs."""
    at_once: bool = False
    """Whether both sides run at the same time."""
    logs: Path | None = None
    """A new or empty folder for the command's output and reports."""
    json: bool = False


def run_verify(request: Request, command: Sequence[str], options: VerifyOptions) -> ExitCode:
    """Run a command on the last commit before and after the plan. Gives the exit code: 1 for worse.

    Raises RepointError where there is no commit, or no comparison comes out.
    """
    root = request.tree_root
    repository = open_repository(root)
    if repository is None:
        raise RepointError(
            f"{root}: no git repository; verify works on two linked work trees of the last commit"
        )
    if not repository.head:
        raise RepointError(f"{repository.top}: there is no commit yet to work on; make the first one")
    if options.logs is not None:
        make_empty_folder(options.logs)
    job = prepare_job(request, root)
    with endings_as_interrupts(), linked_worktrees(repository, SIDES) as trees:
        below = _below(repository, root)
        plan = _plan(request, job, trees["before"] / below)
        for change in plan.files:
            replace_file(trees["after"] / below / change.path, change.after)
        if plan.files:
            inform(f"{number_of(len(plan.files), 'file')} changed in a copy; {reference_summary(plan)}")
        else:
            inform("the plan changes nothing in the last commit; the command runs once, to count warnings")
        sides = SIDES if plan.files else SIDES[:1]
        verifier = _Verifier(job, repository, command, options, trees, sides)
        try:
            comparison = verifier.comparison()
        finally:
            verifier.keep_logs()
    _remember(repository, root, plan, command, comparison)
    if options.json:
        stdout.emit(encode_json(verify_document(plan.migration, command, comparison)))
    else:
        show_comparison(comparison)
    return ExitCode.FOUND if comparison.worse else ExitCode.OK


def _remember(
    repository: Repository, root: Path, plan: Plan, command: Sequence[str], comparison: Comparison
) -> None:
    """Store the result for `repoint scan`; where that fails, say so and go on."""
    before = comparison.before
    verification = Verification(
        migration=plan.migration,
        command=shlex.join(command),
        commit=repository.head,
        when=utc_now(),
        warnings=before.warnings.total,
        tests=len(before.outcomes),
        worse=comparison.worse,
        planned=bool(plan.files),
    )
    try:
        save_verification(find_tree(root).state, verification)
    except OSError as error:
        inform(f"repoint: the result can't be kept for `repoint scan`: {error.strerror}")


def _plan(request: Request, job: PlanJob, root: Path) -> Plan:
    if not root.is_dir():
        raise RepointError(f"{job.root}: is not in the last commit; commit it first")
    tree = open_tree(root, notebooks=job.config.notebooks)
    with TerminalProgress() as progress:
        return Engine(
            tree,
            job.migration,
            job.selection,
            job.config.roots,
            progress,
            documents_of(request, tree, job.migration),
            code_style=job.config.code_style,
            ask_types=types_asker(request, job.root, root),
        ).plan()


def _below(repository: Repository, folder: Path) -> Path:
    """Give a folder relative to the top of the repository; `.` for a folder outside it."""
    real = Path(os.path.realpath(folder))
    return real.relative_to(repository.top) if real.is_relative_to(repository.top) else Path()


class _Verifier:
    """Runs one command on both sides."""

    def __init__(
        self,
        job: PlanJob,
        repository: Repository,
        command: Sequence[str],
        options: VerifyOptions,
        trees: Mapping[str, Path],
        sides: Sequence[str],
    ) -> None:
        """`trees` are the work trees by side; the command runs on the `sides`, which may be one only."""
        self._sides = sides
        self._job = job
        self._repository = repository
        self._command = command
        self._options = options
        self._trees = trees
        self._names = deprecated_names(job.migration)
        self._files = trees["before"].parent

    def comparison(self) -> Comparison:
        """Run the command and compare. Raises RepointError where the first side has nothing to compare."""
        runs: dict[str, list[CommandRun]] = {side: [] for side in SIDES}
        for number in range(1, self._options.repeat + 1):
            jobs = [self._command_job(side, number) for side in self._sides]
            if self._options.at_once:
                results = run_commands(jobs, len(jobs), self._options.timeout)
            else:
                results = [self._run_alone(job) for job in jobs]
            for side, job, result in zip(self._sides, jobs, results, strict=True):
                runs[side].append(self._command_run(side, job, result))
        before, after = (Side(tuple(runs[side])) for side in (self._sides[0], self._sides[-1]))
        if before.reported and not before.outcomes:
            raise RepointError(
                "before: the command ran no test, so there is nothing to compare; mend the command"
            )
        return compare(before, after)

    def keep_logs(self) -> None:
        """Copy the command's output and reports to the folder of the option `logs`."""
        folder = self._options.logs
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            for file in sorted(self._files.glob("*.log")) + sorted(self._files.glob("*.xml")):
                shutil.copyfile(file, folder / file.name)

    def _run_alone(self, job: CommandJob) -> CommandResult:
        inform(f"{job.name}: running {job.command.words[0]} ...")
        (result,) = run_commands([job], timeout=self._options.timeout)
        inform(f"{job.name}: ended with {result.status} after {result.seconds:.1f} s")
        return result

    def _command_job(self, side: str, number: int) -> CommandJob:
        tree = self._trees[side]
        name = side if self._options.repeat == 1 else f"{side}-{number}"
        here = Path.cwd()
        folder = tree / _below(self._repository, here)
        if not folder.is_dir():
            raise RepointError(
                f"{here}: is not in the last commit, so the command can't run there; commit it first"
            )
        below = _below(self._repository, self._job.root)
        roots = [os.fspath(below / root) for root in (*self._job.config.roots, "src")]
        env = command_environment(os.environ, self._repository.top, tree, roots)
        prepared = prepare_command(self._command, here, folder, self._files / f"{name}.xml")
        if prepared.report is not None:
            # A report of an earlier run, or one that is committed, must not be taken for this run's.
            prepared.report.unlink(missing_ok=True)
        return CommandJob(name, prepared, env, self._files / f"{name}.log")

    def _command_run(self, side: str, job: CommandJob, result: CommandResult) -> CommandRun:
        output = job.log.read_text("utf-8", "replace")
        report = job.command.report
        tests = None
        if report is not None and report.is_file():
            outcomes = read_report(report.read_bytes(), report.name)
            # The names of some tests hold the path of their file.
            tree = f"{self._trees[side]}/"
            tests = {test.replace(tree, ""): outcome for test, outcome in outcomes.items()}
        elif report is not None and side == "before":
            raise RepointError(_no_report(job, result, output))
        return CommandRun(result.status, result.seconds, count_warnings(output, self._names), tests)


def _no_report(job: CommandJob, result: CommandResult, output: str) -> str:
    last = "\n".join(f"  {line}" for line in output.splitlines()[-_SHOWN_LINES:])
    printed = f", and printed last:\n{last}" if last else " and printed nothing"
    program = job.command.words[0]
    return f"{job.name}: {program} made no report of its tests; it ended with {result.status}{printed}"
