"""A program makes the same calls before and after, the mapping applied."""

from dataclasses import replace

import pytest
from hypothesis import given

from tests.properties.asynchronous import async_programs, coroutine, shim
from tests.properties.laws import explained, planned, reasons, report, same_calls
from tests.properties.moves import CALLS, KINDS, RENAMES
from tests.properties.programs import Program, programs
from tests.properties.trees import trees

EVERY_RENAME = [rename(kind) for rename in RENAMES for kind in KINDS]
FUNCTIONS = [rename("function") for rename in RENAMES]
pytestmark = pytest.mark.filterwarnings("error")


@given(programs(EVERY_RENAME))
def test_where_scopes_fight_over_the_names(program: Program) -> None:
    plan = planned(program.files, program.move)
    explained(program, plan, same_calls(program, plan))


@given(programs(CALLS))
def test_where_the_arguments_change(program: Program) -> None:
    plan = planned(program.files, program.move)
    explained(program, plan, same_calls(program, plan))


# A program that ends by an error leaves its coroutines, of which Python tells whenever it comes to free them.
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@given(async_programs((shim(), coroutine())))
def test_where_calls_are_awaited_or_await_is_put_in(program: Program) -> None:
    plan = planned(program.files, program.move)
    explained(program, plan, same_calls(program, plan))


@given(trees(FUNCTIONS))
def test_where_modules_hand_the_symbol_on(program: Program) -> None:
    plan = planned(program.files, program.move)
    explained(program, plan, same_calls(program, plan))


@given(programs(FUNCTIONS, plain=True))
def test_and_no_deprecated_one_is_left_where_nothing_stands_in_the_way(program: Program) -> None:
    plan = planned(program.files, program.move)
    after = same_calls(program, plan)
    # A home that binds a name in several ways, or has the new one nowhere, goes on using the old one itself.
    homes = {f"{symbol.partition(':')[0].replace('.', '/')}.py" for symbol in program.move.symbols}
    told = [finding for finding in plan.findings if finding.path not in homes]
    assert not reasons(replace(plan, findings=tuple(told))), report(program, plan)
    assert not program.move.leaves(after), report(program, plan)
