"""Before against after: what got better, what got worse, and what cannot be told."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from codemods.cli.verify.deprecation_warnings import WarningCounts
from codemods.cli.verify.junit_report import TestOutcome


@dataclass(frozen=True, slots=True)
class CommandRun:
    """What one run of the command came to."""

    status: int
    """The exit code; negative for the signal that ended it."""
    seconds: float
    warned: WarningCounts
    tests: Mapping[str, TestOutcome] | None
    """None where the command made no report."""


@dataclass(frozen=True, slots=True)
class Side:
    """All runs of one side."""

    runs: tuple[CommandRun, ...]

    @property
    def statuses(self) -> tuple[int, ...]:
        """The exit codes, each once, in the order in which they came."""
        return tuple(dict.fromkeys(run.status for run in self.runs))

    @property
    def seconds(self) -> float:
        """How long the fastest run took."""
        return min(run.seconds for run in self.runs)

    @property
    def warned(self) -> WarningCounts:
        """The warnings of the run with the fewest."""
        return min((run.warned for run in self.runs), key=lambda warned: warned.total)

    @property
    def reported(self) -> bool:
        """Whether each run made a report."""
        return all(run.tests is not None for run in self.runs)

    @property
    def counts(self) -> dict[TestOutcome, int]:
        """How many tests have each outcome, flaky ones by their first."""
        counted = Counter(outcomes[0] for outcomes in self.outcomes.values())
        return {outcome: counted[outcome] for outcome in TestOutcome}

    @property
    def outcomes(self) -> dict[str, tuple[TestOutcome, ...]]:
        """The outcomes of each test over the runs, each once; one that was missing in a run has more."""
        found: dict[str, dict[TestOutcome, None]] = {}
        for run in self.runs:
            for test, outcome in (run.tests or {}).items():
                found.setdefault(test, {})[outcome] = None
        return {test: tuple(outcomes) for test, outcomes in found.items()}

    def is_flaky(self, test: str) -> bool:
        """Whether a test came out in several ways, or was not always there."""
        there = sum(test in (run.tests or {}) for run in self.runs)
        return there > 0 and (there < len(self.runs) or len(self.outcomes[test]) > 1)


@dataclass(frozen=True, slots=True)
class Changed:
    """A test that came out in another way; None where it was not there."""

    test: str
    before: TestOutcome | None
    after: TestOutcome | None

    @property
    def group(self) -> str:
        """`fixed`, `broken`, `appeared`, `gone`, or `other`: neither passed before nor after."""
        if self.before is None:
            return "appeared"
        if self.after is None:
            return "gone"
        if self.after is TestOutcome.PASSED:
            return "fixed"
        return "broken" if self.before is TestOutcome.PASSED else "other"

    @property
    def is_worse(self) -> bool:
        """Whether it passed before and does not now."""
        return self.before is TestOutcome.PASSED and self.after is not TestOutcome.PASSED


GROUPS = ("broken", "gone", "fixed", "appeared", "other")
"""In the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides and how they differ."""

    before: Side
    after: Side
    changed: tuple[Changed, ...] = ()
    flaky: tuple[str, ...] = ()
    """Tests that differ within one side; they say nothing about the change."""
    worse: tuple[str, ...] = field(default=())
    """What got worse, in words; empty when nothing did."""


def compare(before: Side, after: Side) -> Comparison:
    """Compare two sides. Without reports on both, only exit codes, warnings and time can tell."""
    flaky: tuple[str, ...] = ()
    changed: tuple[Changed, ...] = ()
    if before.reported and after.reported:
        tests = sorted(before.outcomes.keys() | after.outcomes.keys())
        flaky = tuple(test for test in tests if before.is_flaky(test) or after.is_flaky(test))
        changed = tuple(_changed(before, after, sorted(set(tests) - set(flaky))))
    return Comparison(before, after, changed, flaky, tuple(_worse(before, after, changed)))


def _changed(before: Side, after: Side, tests: Sequence[str]) -> Iterator[Changed]:
    was, now = before.outcomes, after.outcomes
    for test in tests:
        change = Changed(test, was.get(test, (None,))[0], now.get(test, (None,))[0])
        if change.before is not change.after:
            yield change


def _worse(before: Side, after: Side, changed: Sequence[Changed]) -> Iterator[str]:
    lost = sum(change.is_worse for change in changed)
    if lost:
        yield f"{lost} test{'s' * (lost > 1)} passed before and {'do' if lost > 1 else 'does'} not after"
    if before.reported and not after.reported:
        yield "after the migration the command made no report of its tests"
    elif not lost and before.statuses == (0,) and 0 not in after.statuses:
        yield f"the command succeeded before and ends with {after.statuses[0]} after"
    if after.warned.total > before.warned.total:
        yield f"deprecation warnings went up from {before.warned.total} to {after.warned.total}"
