"""Measure one case: its commands in turn, round after round, so that ratios compare what ran side by side."""

import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cases.case_trees import CaseTree
from benchmarks.commands import HERE
from benchmarks.measuring import Cost, measure
from benchmarks.results import Case, Round, Row
from benchmarks.subjects import git


@dataclass(frozen=True, slots=True)
class CaseCommand:
    """One command of a case."""

    name: str
    title: str
    asked: str
    """What a shell is given, with {placeholders} for what differs between machines."""
    prepare: str = ""
    """`primed`: run once before, outside the time; `touched`: and a file is changed since then."""


@dataclass(frozen=True, slots=True)
class CaseRunner:
    """Runs the commands of cases."""

    programs: dict[str, Path]
    """`repoint`, and `before`: an older build, where one is given."""
    rounds: int
    limit: float
    """Seconds for one command."""

    def measured(self, tree: CaseTree, kind: str, commands: Sequence[CaseCommand]) -> Case:
        """The case with what its commands cost. Raises OSError when one can't be started."""
        rounds: dict[str, list[Round]] = {each.name: [] for each in commands}
        git(tree.folder, "reset", "-q", "--hard")
        for number in range(1, self.rounds + 1):
            for command in commands:
                cost = self._once(tree, command)
                timed = Round(number, cost.wall, cost.cpu, cost.peak, cost.code, cost.timed_out)
                rounds[command.name].append(timed)
        rows = tuple(
            Row(each.name, each.title, kind, self._filled(tree, each, hidden=True), tuple(rounds[each.name]))
            for each in commands
        )
        return Case(tree.title, kind, tree.chosen, rows)

    def _once(self, tree: CaseTree, command: CaseCommand) -> Cost:
        words = ["sh", "-c", self._filled(tree, command)]
        if command.prepare:
            measure(words, tree.folder, limit=self.limit)
        touched = _touched(tree, command) if command.prepare == "touched" else None
        try:
            return measure(words, tree.folder, limit=self.limit)
        finally:
            if touched is not None:
                git(tree.folder, "checkout", "-q", "--", touched)

    def _filled(self, tree: CaseTree, command: CaseCommand, *, hidden: bool = False) -> str:
        """The command; `hidden` without this machine's paths and without a long list of words."""
        if hidden:
            return command.asked.format(
                python="python",
                here="benchmarks",
                words="NAMES",
                migration=tree.migration,
                **{name: name for name in self.programs},
            )
        return command.asked.format(
            python=shlex.quote(sys.executable),
            here=shlex.quote(str(HERE)),
            words=" ".join(tree.words),
            migration=tree.migration,
            **{name: shlex.quote(str(path)) for name, path in self.programs.items()},
        )


def _touched(tree: CaseTree, command: CaseCommand) -> str:
    """Change a file that the migration is about: the first of those that spell one of its words."""
    words = tree.words or ("websocket_manager_factory",)
    listed = git(tree.folder, "grep", "-lwF", "-e", words[0], "--", "*.py", fine=(0, 1)).splitlines()
    if not listed:
        raise OSError(f"{tree.folder}: no file spells {words[0]}, so that {command.name} has none to touch")
    with (tree.folder / listed[0]).open("ab") as file:
        file.write(b"\n")
    return listed[0]


def against_floor(serial: bool, before: bool) -> list[CaseCommand]:
    """`diff` beside the floor, cold; on one process too, and by an older build, where these are asked for."""
    diff = "diff --migration {migration} --no-cache"
    commands = [
        CaseCommand("floor", "floor", "{python} {here}/floor.py {words}"),
        CaseCommand("diff", "`repoint diff`", f"{{repoint}} {diff}"),
    ]
    if serial:
        commands.append(CaseCommand("serial", "`repoint diff --jobs 1`", f"{{repoint}} {diff} --jobs 1"))
    if before:
        commands.append(CaseCommand("before", "`repoint diff`, before", f"{{before}} {diff}"))
    return commands


def against_before(asked: str, prepare: str = "") -> list[CaseCommand]:
    """One command, by this build and by an older one."""
    return [
        CaseCommand(
            name,
            f"`repoint {asked.split(' ')[0]}`",
            f"{{{program}}} {asked} --migration {{migration}}",
            prepare,
        )
        for name, program in (("now", "repoint"), ("before", "before"))
    ]
