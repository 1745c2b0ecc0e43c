"""The comparison of the two sides: what got better, what got worse, and what cannot be decided."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from codemods.cli.verify.deprecation_warnings import WarningCounts
from codemods.cli.verify.junit_report import CaseOutcome


@dataclass(frozen=True, slots=True)
class CommandRun:
    """The result of one run of the command."""

    status: int
    """The exit code; the negative number of the signal that ended it."""
    seconds: float
    warnings: WarningCounts
    tests: Mapping[str, CaseOutcome] | None
    """The outcome of each test; None where the command wrote no report."""


@dataclass(frozen=True, slots=True)
class Side:
    """All runs of the command on one side, before or after the plan."""

    runs: tuple[CommandRun, ...]

    @property
    def statuses(self) -> tuple[int, ...]:
        """The distinct exit codes, in the order of their runs."""
        return tuple(dict.fromkeys(run.status for run in self.runs))

    @property
    def seconds(self) -> float:
        """The duration of the fastest run."""
        return min(run.seconds for run in self.runs)

    @property
    def warnings(self) -> WarningCounts:
        """The warnings of the run with the fewest."""
        return min((run.warnings for run in self.runs), key=lambda warnings: warnings.total)

    @property
    def reported(self) -> bool:
        """Whether every run wrote a report."""
        return all(run.tests is not None for run in self.runs)

    @property
    def counts(self) -> dict[CaseOutcome, int]:
        """How many tests have each outcome; a flaky test counts by its first."""
        counted = Counter(outcomes[0] for outcomes in self.outcomes.values())
        return {outcome: counted[outcome] for outcome in CaseOutcome}

    @property
    def outcomes(self) -> dict[str, tuple[CaseOutcome, ...]]:
        """The distinct outcomes of each test, in the order of the runs."""
        found: dict[str, dict[CaseOutcome, None]] = {}
        for run in self.runs:
            for test, outcome in (run.tests or {}).items():
                found.setdefault(test, {})[outcome] = None
        return {test: tuple(outcomes) for test, outcomes in found.items()}

    def is_flaky(self, test: str) -> bool:
        """Whether a test had several outcomes, or ran in some of the runs only."""
        present = sum(test in (run.tests or {}) for run in self.runs)
        return present > 0 and (present < len(self.runs) or len(self.outcomes[test]) > 1)


class ChangeGroup(StrEnum):
    """What a change of a test's outcome means; in the order in which the groups are shown."""

    BROKEN = "broken"
    """Passed before, and does not pass after."""
    GONE = "gone"
    FIXED = "fixed"
    APPEARED = "appeared"
    OTHER = "other"
    """Passed neither before nor after."""


@dataclass(frozen=True, slots=True)
class ChangedTest:
    """A test whose outcome changed; an outcome is None where the test did not run."""

    test: str
    before: CaseOutcome | None
    after: CaseOutcome | None

    @property
    def group(self) -> ChangeGroup:
        """What the change means."""
        if self.before is None:
            return ChangeGroup.APPEARED
        if self.after is None:
            return ChangeGroup.GONE
        if self.after is CaseOutcome.PASSED:
            return ChangeGroup.FIXED
        return ChangeGroup.BROKEN if self.before is CaseOutcome.PASSED else ChangeGroup.OTHER

    @property
    def is_worse(self) -> bool:
        """Whether it passed before and does not pass after."""
        return self.before is CaseOutcome.PASSED and self.after is not CaseOutcome.PASSED


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides and their differences."""

    before: Side
    after: Side
    changed: tuple[ChangedTest, ...] = ()
    flaky: tuple[str, ...] = ()
    """Tests whose outcomes differ within one side: these say nothing about the plan."""
    worse: tuple[str, ...] = ()
    """A sentence for each thing that got worse."""


def compare(before: Side, after: Side) -> Comparison:
    """Compare two sides: tests where both have reports, else only exit codes and warnings."""
    flaky: tuple[str, ...] = ()
    changed: tuple[ChangedTest, ...] = ()
    if before.reported and after.reported:
        tests = sorted(before.outcomes.keys() | after.outcomes.keys())
        flaky = tuple(test for test in tests if before.is_flaky(test) or after.is_flaky(test))
        changed = tuple(_changed(before, after, sorted(set(tests) - set(flaky))))
    return Comparison(before, after, changed, flaky, tuple(_worse(before, after, changed)))


def _changed(before: Side, after: Side, tests: Sequence[str]) -> Iterator[ChangedTest]:
    outcomes_before, outcomes_after = before.outcomes, after.outcomes
    for test in tests:
        first, second = outcomes_before.get(test, (None,))[0], outcomes_after.get(test, (None,))[0]
        change = ChangedTest(test, first, second)
        if change.before is not change.after:
            yield change


def _worse(before: Side, after: Side, changed: Sequence[ChangedTest]) -> Iterator[str]:
    lost = sum(change.is_worse for change in changed)
    if lost:
        yield f"{lost} test{'s' * (lost > 1)} passed before and {'do' if lost > 1 else 'does'} not after"
    if before.reported and not after.reported:
        yield "after the migration the command made no report of its tests"
    # A test that broke explains the exit code already.
    elif not lost and before.statuses == (0,) and 0 not in after.statuses:
        yield f"the command succeeded before and ends with {after.statuses[0]} after"
    if after.warnings.total > before.warnings.total:
        yield f"deprecation warnings went up from {before.warnings.total} to {after.warnings.total}"
