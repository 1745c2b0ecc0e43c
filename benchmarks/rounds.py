"""Rounds over one subject: every command in turn, again and again, and what each of them left behind."""

import re
import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from benchmarks.commands import (
    BESIDE,
    HERE,
    BenchmarkCommand,
    SupportedOptions,
    ast_grep_rules,
    migration_commands,
    rename_commands,
)
from benchmarks.measuring import Cost, measure
from benchmarks.outcomes import CountsBefore, ReferenceCounts, ScanError, before_rename, outcome
from benchmarks.results import Outcome, Round, Row, Subject
from benchmarks.subjects import SubjectTree

WARM_UP = 0
"""The round before the first: it fills the caches of disk and byte code, samples memory, and is not timed."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """How much is measured on one subject."""

    rounds: int
    slow: bool
    """Whether slow peers run."""
    brief: bool = False
    """No warm-up, and what the renames left behind is not counted: for trees where a run takes minutes."""
    only_migration: bool = False
    """No peers, and no renames."""

    @property
    def numbers(self) -> range:
        """The rounds; with 0 for the warm-up."""
        return range(1 if self.brief else WARM_UP, self.rounds + 1)


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of one command."""

    command: BenchmarkCommand
    number: int
    """The round's."""
    sampled: bool
    """Whether the memory of all its processes is sampled; a slow peer's only run is."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Measures subjects with one repoint."""

    repoint: Path
    work: Path
    supported: SupportedOptions
    limit: float
    """Seconds for one command."""
    say: Callable[[str], None]

    def subject(self, tree: SubjectTree, schedule: Schedule) -> Subject:
        """Measure everything on one tree. Raises SubjectError, ScanError or OSError."""
        commands = _commands(tree, self.supported, renames=not schedule.only_migration)
        rules = self.work / "rules.yml"
        tree.reset()
        rules.write_text(ast_grep_rules(tree.rename), encoding="utf-8")
        before = None
        if not schedule.brief and not schedule.only_migration:
            before = before_rename(self.repoint, tree.folder, tree.rename, self.work)
        rows = {(command.work, command.name): _row(command, tree, schedule) for command in commands}
        for number in schedule.numbers:
            for command in _turned(commands, number):
                key = command.work, command.name
                if not rows[key].skipped and (number == 1 or not command.slow):
                    sampled = command.slow or number == schedule.numbers.start
                    rows[key] = self._once(_Run(command, number, sampled), tree, rows[key], before)
            self.say(f"  round {number} of {schedule.rounds}")
        files, size = tree.size()
        return Subject(
            name=tree.name,
            title=tree.title,
            files=files,
            bytes=size,
            candidates={
                "migration": tree.spelling(tree.names) if tree.migration else 0,
                "rename": tree.spelling([tree.rename.old]),
            },
            references=before.old.all if before else 0,
            rename=tree.rename.said,
            rows=tuple(rows.values()),
            generated=bool(tree.generated),
        )

    def _once(self, run: _Run, tree: SubjectTree, row: Row, before: CountsBefore | None) -> Row:
        """Run a command once, and add what it cost to its row; count what it left behind if it is sampled."""
        command = run.command
        words, output = ["sh", "-c", self._filled(command, tree)], self.work / "output"
        if command.writes:
            tree.reset()
        if command.primed:
            measure(words, tree.folder, limit=self.limit)
        cost = measure(words, tree.folder, limit=self.limit, sampled=run.sampled, output=output)
        if command.answers and cost.code == 0:
            cost = msgspec.structs.replace(cost, **msgspec.json.decode(output.read_bytes()))
        row = _added(row, run, cost, output)
        if command.writes:
            if command.work == "rename" and run.sampled and before and not cost.timed_out:
                row = self._with_outcome(row, command, tree, before)
            tree.reset()
        if command.slow:
            self.say(f"  {command.title}: {cost.wall:.1f} s")
        return row

    def _with_outcome(
        self, row: Row, command: BenchmarkCommand, tree: SubjectTree, before: CountsBefore
    ) -> Row:
        """The row with what was left behind; where that can't be counted, with the reason."""
        try:
            return replace(row, outcome=self._outcome(command, tree, before))
        except ScanError as error:
            return replace(row, said=str(error))

    def _outcome(self, command: BenchmarkCommand, tree: SubjectTree, before: CountsBefore) -> Outcome:
        """What a rename left behind; for one in place, measured by what it was asked for."""
        rename = tree.rename
        if command.in_place:
            rename = rename.in_place
            before = replace(before, new=ReferenceCounts.nothing())
        return outcome(self.repoint, tree.folder, rename, before, self.work)

    def _filled(self, command: BenchmarkCommand, tree: SubjectTree) -> str:
        """The command with this machine's paths in it."""
        return command.asked.format(
            here=shlex.quote(str(HERE)),
            beside=shlex.quote(str(BESIDE)),
            python=shlex.quote(sys.executable),
            repoint=shlex.quote(str(self.repoint)),
            rules=shlex.quote(str(self.work / "rules.yml")),
            names=" ".join(f"-e {name}" for name in tree.names),
            floor_names=" ".join(tree.names),
        )


def _commands(tree: SubjectTree, supported: SupportedOptions, *, renames: bool) -> list[BenchmarkCommand]:
    migration = list(migration_commands(tree.migration, supported)) if tree.migration else []
    if not renames:
        return migration
    return [*migration, *rename_commands(tree.rename, supported, functions=tree.functions)]


def _turned(commands: Sequence[BenchmarkCommand], number: int) -> list[BenchmarkCommand]:
    """The commands, begun at another one in each round."""
    at = number % len(commands)
    return [*commands[at:], *commands[:at]]


def _row(command: BenchmarkCommand, tree: SubjectTree, schedule: Schedule) -> Row:
    """A row without rounds yet."""
    left_out = "left out: too slow for this run" if command.slow and not schedule.slow else ""
    asked = command.asked.format(
        here="benchmarks",
        beside="",
        python="python",
        repoint="repoint",
        rules="rules.yml",
        names="NAMES",
        floor_names="NAMES",
    ).replace("/ast-grep", "ast-grep")
    return Row(command.name, command.title, command.work, asked, skipped=command.missing or left_out)


def _added(row: Row, run: _Run, cost: Cost, output: Path) -> Row:
    """The row with one more run."""
    if run.number != WARM_UP:
        timed = Round(run.number, cost.wall, cost.cpu, cost.peak, cost.code, cost.timed_out)
        row = replace(row, rounds=(*row.rounds, timed))
    printed = output.read_text(encoding="utf-8", errors="replace")
    failed = cost.code not in run.command.fine and not cost.timed_out
    return replace(
        row,
        tree=max(row.tree, cost.tree),
        said=_last_line(printed) if failed else row.said,
        gave_up=given_up(printed, run.command.gave_up),
    )


def given_up(printed: str, pattern: str) -> int:
    """How many files a command says it gave up; where the pattern has a group, that is the number."""
    found = re.findall(pattern, printed, re.MULTILINE) if pattern else []
    return sum(int(number) if number.isdecimal() else 1 for number in found)


def _last_line(printed: str) -> str:
    lines = printed.strip().splitlines()
    return lines[-1][:200] if lines else ""
