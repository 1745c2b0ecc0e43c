"""`repoint verify`: the team's own command before and after the plan, in two linked work trees."""

import os
import shlex
import shutil
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from codemods.apply.atomic import replace_file
from codemods.apply.journal import now
from codemods.apply.locked_tree import find_tree
from codemods.apply.verification_store import keep_verified
from codemods.cli.exit_codes import say
from codemods.cli.formats.plan_json import encode
from codemods.cli.formats.save import empty_folder
from codemods.cli.formats.verify_json import verify_document
from codemods.cli.formats.verify_text import show_comparison
from codemods.cli.request import PlanJob, Request, look_up, references
from codemods.cli.terminal import stdout
from codemods.cli.terminal.progress_bar import TerminalProgress
from codemods.cli.verify.compare import CommandRun, Comparison, Side, compare
from codemods.cli.verify.deprecation_warnings import count_warnings, names_of
from codemods.cli.verify.junit_report import read_report
from codemods.cli.verify.run_commands import CommandJob as Started
from codemods.cli.verify.run_commands import CommandResult, run_all
from codemods.cli.verify.test_command import PreparedCommand, environment, prepare
from codemods.git.repository import Repository, open_repository
from codemods.git.worktrees import linked_worktrees
from codemods.plan.engine import Engine
from codemods.tree.open_tree import open_tree
from codemods.values.errors import RepointError
from codemods.values.plan import Plan
from codemods.values.printable import number_of
from codemods.values.verification import Verification

WORSE = 1
SIDES = ("before", "after")
_SHOWN_LINES = 15
"""How much of a command's output is shown where it came to nothing."""


@dataclass(frozen=True, slots=True)
class VerifyOptions:
    """How the command is run, and how the result is given."""

    timeout: float | None = None
    """Seconds for one run."""
    repeat: int = 1
    at_once: bool = False
    logs: Path | None = None
    """A folder for what the command printed and reported."""
    json: bool = False


def verify(request: Request, command: Sequence[str], ways: VerifyOptions) -> int:
    """Run a command on the last commit before and after the plan. Gives the exit code: 1 for worse."""
    root = request.tree_root
    repository = open_repository(root)
    if repository is None:
        raise RepointError(
            f"{root}: no git repository; verify works on two linked work trees of the last commit"
        )
    if not repository.head:
        raise RepointError(f"{repository.top}: there is no commit yet to work on; make the first one")
    if ways.logs is not None:
        empty_folder(ways.logs)
    job = look_up(request, root)
    with _ending(), linked_worktrees(repository, SIDES) as trees:
        below = _below(repository, root)
        plan = _plan(job, trees["before"] / below)
        for change in plan.files:
            replace_file(trees["after"] / below / change.path, change.after)
        if plan.files:
            say(f"{number_of(len(plan.files), 'file')} changed in a copy; {references(plan)}")
        else:
            say("the plan changes nothing in the last commit; the command runs once, to count warnings")
        verifier = _Verifier(job, repository, command, ways, trees, SIDES if plan.files else SIDES[:1])
        try:
            comparison = verifier.comparison()
        finally:
            verifier.keep_logs()
    _remember(repository, root, plan, command, comparison)
    if ways.json:
        stdout.emit(encode(verify_document(plan.migration, command, comparison)))
    else:
        show_comparison(comparison)
    return WORSE if comparison.worse else 0


def _remember(
    repository: Repository, root: Path, plan: Plan, command: Sequence[str], comparison: Comparison
) -> None:
    """Keep what was found for the inventory; where it cannot be kept, say so and go on."""
    before = comparison.before
    found = Verification(
        migration=plan.migration,
        command=shlex.join(command),
        commit=repository.head,
        when=now(),
        warnings=sum(number for _, number in before.warned.by_name),
        tests=len(before.outcomes),
        worse=tuple(comparison.worse),
        planned=bool(plan.files),
    )
    try:
        keep_verified(find_tree(root).state, found)
    except OSError as error:
        say(f"repoint: the result can't be kept for `repoint scan`: {error.strerror}")


def _plan(job: PlanJob, root: Path) -> Plan:
    if not root.is_dir():
        raise RepointError(f"{job.root}: is not in the last commit; commit it first")
    with TerminalProgress() as progress:
        return Engine(open_tree(root), job.migration, job.selection, job.config.roots, progress).plan()


def _below(repository: Repository, folder: Path) -> Path:
    """A folder relative to the top of the repository; the top itself for one outside it."""
    real = Path(os.path.realpath(folder))
    return real.relative_to(repository.top) if real.is_relative_to(repository.top) else Path()


class _Verifier:
    """The runs of one command on both sides."""

    def __init__(
        self,
        job: PlanJob,
        repository: Repository,
        command: Sequence[str],
        ways: VerifyOptions,
        trees: Mapping[str, Path],
        sides: Sequence[str],
    ) -> None:
        self._sides = sides
        self._job = job
        self._repository = repository
        self._command = command
        self._ways = ways
        self._trees = trees
        self._names = names_of(job.migration)
        self._files = trees["before"].parent

    def comparison(self) -> Comparison:
        """Run it as often as asked, side by side in time. Raises RepointError when it comes to nothing."""
        runs: dict[str, list[CommandRun]] = {side: [] for side in SIDES}
        at_once = len(self._sides) if self._ways.at_once else 1
        for number in range(1, self._ways.repeat + 1):
            started = [self._started(side, number) for side in self._sides]
            if self._ways.at_once:
                ended = run_all(started, at_once, self._ways.timeout)
            else:
                ended = [end for each in started for end in self._told(each)]
            for side, job, end in zip(self._sides, started, ended, strict=True):
                runs[side].append(self._run(side, job, end))
        before, after = (Side(tuple(runs[side])) for side in (self._sides[0], self._sides[-1]))
        if before.reported and not before.outcomes:
            raise RepointError(
                "before: the command ran no test, so there is nothing to compare; mend the command"
            )
        return compare(before, after)

    def keep_logs(self) -> None:
        """Copy what the command printed and reported to where the user wants it."""
        folder = self._ways.logs
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            for file in sorted(self._files.glob("*.log")) + sorted(self._files.glob("*.xml")):
                shutil.copyfile(file, folder / file.name)

    def _told(self, job: Started) -> list[CommandResult]:
        say(f"{job.name}: running {job.command.words[0]} ...")
        ended = run_all([job], 1, self._ways.timeout)
        say(f"{job.name}: ended with {ended[0].status} after {ended[0].seconds:.1f} s")
        return ended

    def _started(self, side: str, number: int) -> Started:
        tree = self._trees[side]
        name = side if self._ways.repeat == 1 else f"{side}-{number}"
        here = Path.cwd()
        folder = tree / _below(self._repository, here)
        if not folder.is_dir():
            raise RepointError(
                f"{here}: is not in the last commit, so the command can't run there; commit it first"
            )
        roots = [*self._job.config.roots, "src"]
        below = _below(self._repository, self._job.root)
        env = environment(os.environ, self._repository.top, tree, [os.fspath(below / root) for root in roots])
        prepared = prepare(self._command, here, folder, self._files / f"{name}.xml")
        if prepared.report is not None:
            # One of an earlier run, or of the commit itself, must not be taken for this run's.
            prepared.report.unlink(missing_ok=True)
        return Started(name, prepared, env, self._files / f"{name}.log")

    def _run(self, side: str, job: Started, ended: CommandResult) -> CommandRun:
        output = job.log.read_text("utf-8", "replace")
        report = job.command.report
        tests = None
        if report is not None and report.is_file():
            outcomes = read_report(report.read_bytes(), report.name)
            # Some tests are named after where they lie.
            tests = {test.replace(f"{self._trees[side]}/", ""): each for test, each in outcomes.items()}
        elif report is not None and side == "before":
            raise RepointError(_nothing(job.command, job.name, ended, output))
        return CommandRun(ended.status, ended.seconds, count_warnings(output, self._names), tests)


def _nothing(command: PreparedCommand, name: str, ended: CommandResult, output: str) -> str:
    last = "\n".join(f"  {line}" for line in output.splitlines()[-_SHOWN_LINES:])
    said = f", and printed last:\n{last}" if last else " and printed nothing"
    return f"{name}: {command.words[0]} made no report of its tests; it ended with {ended.status}{said}"


@contextmanager
def _ending() -> Iterator[None]:
    """Let a request to end do what an interrupt does, so that nothing is left running or lying around."""
    caught = (signal.SIGTERM, signal.SIGHUP)

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before: list[tuple[signal.Signals, Callable[..., object] | int | None]] = []
    try:
        for number in caught:
            before.append((number, signal.signal(number, interrupt)))
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
