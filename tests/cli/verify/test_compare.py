"""What counts as better, worse, and neither."""

import pytest

from codemods.cli.verify.compare import CommandRun, Side, compare
from codemods.cli.verify.deprecation_warnings import WarningCounts
from codemods.cli.verify.junit_report import CaseOutcome

PASSED, FAILED, ERROR, SKIPPED = (
    CaseOutcome.PASSED,
    CaseOutcome.FAILED,
    CaseOutcome.ERROR,
    CaseOutcome.SKIPPED,
)


def side(*runs: dict[str, CaseOutcome] | None, status: int = 0, warnings: int = 0) -> Side:
    warned = WarningCounts((("old", warnings),) if warnings else ())
    return Side(tuple(CommandRun(status, 1.0, warned, tests) for tests in runs))


@pytest.mark.parametrize(
    ("before", "after", "group", "worse"),
    [
        (PASSED, FAILED, "broken", True),
        (PASSED, ERROR, "broken", True),
        (PASSED, SKIPPED, "broken", True),
        (PASSED, None, "gone", True),
        (FAILED, PASSED, "fixed", False),
        (SKIPPED, PASSED, "fixed", False),
        (FAILED, None, "gone", False),
        (None, FAILED, "appeared", False),
        (FAILED, ERROR, "other", False),
    ],
)
def test_only_a_test_that_passed_and_does_not_is_worse(
    before: CaseOutcome | None, after: CaseOutcome | None, group: str, worse: bool
) -> None:
    was, now = ({"t": outcome} if outcome else {} for outcome in (before, after))
    result = compare(side(was), side(now))
    assert [(each.test, each.group) for each in result.changed] == [("t", group)]
    assert bool(result.worse) is worse


def test_tests_that_come_out_alike_are_not_listed() -> None:
    same = {"a": PASSED, "b": FAILED}
    result = compare(side(same), side(same))
    assert (result.changed, result.worse) == ((), ())


def test_a_test_that_differs_within_one_side_is_flaky_and_not_judged() -> None:
    steady = {"a": PASSED, "b": PASSED}
    result = compare(side(steady, steady), side(steady, {"a": FAILED}))
    assert (result.flaky, result.changed, result.worse) == (("a", "b"), (), ())


def test_more_warnings_are_worse_and_fewer_are_not() -> None:
    tests = {"a": PASSED}
    assert compare(side(tests, warnings=1), side(tests, warnings=2)).worse == (
        "deprecation warnings went up from 1 to 2",
    )
    assert not compare(side(tests, warnings=42), side(tests)).worse


def test_without_reports_the_exit_code_tells() -> None:
    assert compare(side(None), side(None, status=1)).worse == (
        "the command succeeded before and ends with 1 after",
    )
    assert not compare(side(None, status=1), side(None, status=2)).worse
    assert not compare(side(None, status=1), side(None)).worse


def test_an_exit_code_that_no_test_explains_is_worse_too() -> None:
    tests = {"a": PASSED}
    assert compare(side(tests), side(tests, status=1)).worse == (
        "the command succeeded before and ends with 1 after",
    )


def test_a_report_that_is_made_no_more_is_worse() -> None:
    result = compare(side({"a": PASSED}), side(None, status=4))
    assert result.worse == ("after the migration the command made no report of its tests",)
