"""Rounds over one subject: every command in turn, again and again, and what each of them left behind."""

import re
import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.cases import BESIDE, HERE, Case, Offered, ast_grep_rules, migration_cases, rename_cases
from benchmarks.measuring import Cost, measure
from benchmarks.outcomes import Before, Counted, ScanError, before_rename, outcome
from benchmarks.results import Outcome, Round, Row, Subject
from benchmarks.subjects import Tree

WARM_UP = 0
"""The round before the first: it fills the caches of disk and byte code, samples memory, and is not timed."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured on one subject."""

    rounds: int
    slow: bool
    """Whether slow peers run."""
    brief: bool = False
    """No warm-up, and what the renames left behind is not counted: for trees where a run takes minutes."""

    @property
    def numbers(self) -> range:
        """The rounds; with 0 for the warm-up."""
        return range(1 if self.brief else WARM_UP, self.rounds + 1)


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of one case."""

    case: Case
    number: int
    """The round's."""
    sampled: bool
    """Whether the memory of all its processes is sampled; a slow peer's only run is."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Measures subjects with one repoint."""

    repoint: Path
    work: Path
    offered: Offered
    limit: float
    """Seconds for one command."""
    say: Callable[[str], None]

    def subject(self, tree: Tree, plan: Plan) -> Subject:
        """Measure everything on one tree. Raises SubjectError, ScanError or OSError."""
        cases = _cases(tree, self.offered)
        rules = self.work / "rules.yml"
        tree.reset()
        rules.write_text(ast_grep_rules(tree.rename), encoding="utf-8")
        before = None
        if not plan.brief:
            before = before_rename(self.repoint, tree.folder, tree.rename, self.work)
        rows = {(case.work, case.name): _row(case, tree, plan) for case in cases}
        for number in plan.numbers:
            for case in _turned(cases, number):
                key = case.work, case.name
                if not rows[key].skipped and (number == 1 or not case.slow):
                    sampled = case.slow or number == plan.numbers.start
                    rows[key] = self._once(_Run(case, number, sampled), tree, rows[key], before)
            self.say(f"  round {number} of {plan.rounds}")
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

    def _once(self, run: _Run, tree: Tree, row: Row, before: Before | None) -> Row:
        """Run a case once, and add what it cost to its row; count what it left behind when it is sampled."""
        case = run.case
        command, output = ["sh", "-c", self._filled(case, tree)], self.work / "output"
        if case.writes:
            tree.reset()
        if case.primed:
            measure(command, tree.folder, limit=self.limit)
        cost = measure(command, tree.folder, limit=self.limit, sampled=run.sampled, output=output)
        row = _added(row, run, cost, output)
        if case.writes:
            if case.work == "rename" and run.sampled and before and not cost.timed_out:
                row = self._with_outcome(row, case, tree, before)
            tree.reset()
        if case.slow:
            self.say(f"  {case.title}: {cost.wall:.1f} s")
        return row

    def _with_outcome(self, row: Row, case: Case, tree: Tree, before: Before) -> Row:
        """The row with what was left behind; where that can't be counted, with the reason."""
        try:
            return replace(row, outcome=self._outcome(case, tree, before))
        except ScanError as error:
            return replace(row, said=str(error))

    def _outcome(self, case: Case, tree: Tree, before: Before) -> Outcome:
        """What a rename left behind; for one in place, measured by what it was asked for."""
        rename = tree.rename
        if case.in_place:
            rename = rename.in_place
            before = replace(before, new=Counted.nothing())
        return outcome(self.repoint, tree.folder, rename, before, self.work)

    def _filled(self, case: Case, tree: Tree) -> str:
        """The command with this machine's paths in it."""
        return case.asked.format(
            here=shlex.quote(str(HERE)),
            beside=shlex.quote(str(BESIDE)),
            python=shlex.quote(sys.executable),
            repoint=shlex.quote(str(self.repoint)),
            rules=shlex.quote(str(self.work / "rules.yml")),
            names=" ".join(f"-e {name}" for name in tree.names),
            floor_names=" ".join(tree.names),
        )


def _cases(tree: Tree, offered: Offered) -> list[Case]:
    migration = list(migration_cases(tree.migration, offered)) if tree.migration else []
    return [*migration, *rename_cases(tree.rename, offered, functions=tree.functions)]


def _turned(cases: Sequence[Case], number: int) -> list[Case]:
    """The cases, begun at another one in each round."""
    at = number % len(cases)
    return [*cases[at:], *cases[:at]]


def _row(case: Case, tree: Tree, plan: Plan) -> Row:
    """A row without rounds yet."""
    left_out = "left out: too slow for this run" if case.slow and not plan.slow else ""
    asked = case.asked.format(
        here="benchmarks",
        beside="",
        python="python",
        repoint="repoint",
        rules="rules.yml",
        names="NAMES",
        floor_names="NAMES",
    ).replace("/ast-grep", "ast-grep")
    return Row(case.name, case.title, case.work, asked, skipped=case.missing or left_out)


def _added(row: Row, run: _Run, cost: Cost, output: Path) -> Row:
    """The row with one more run."""
    if run.number != WARM_UP:
        timed = Round(run.number, cost.wall, cost.cpu, cost.peak, cost.code, cost.timed_out)
        row = replace(row, rounds=(*row.rounds, timed))
    printed = output.read_text(encoding="utf-8", errors="replace")
    failed = cost.code not in run.case.fine and not cost.timed_out
    return replace(
        row,
        tree=max(row.tree, cost.tree),
        said=_last_line(printed) if failed else row.said,
        gave_up=given_up(printed, run.case.gave_up),
    )


def given_up(printed: str, pattern: str) -> int:
    """How many files a command says it gave up; where the pattern has a group, that is the number."""
    found = re.findall(pattern, printed, re.MULTILINE) if pattern else []
    return sum(int(number) if number.isdecimal() else 1 for number in found)


def _last_line(printed: str) -> str:
    lines = printed.strip().splitlines()
    return lines[-1][:200] if lines else ""
