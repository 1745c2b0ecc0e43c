"""A call of a symbol that stays must be right after one run, and the same after two."""

import pytest

from codemods.values.errors import MigrationError
from tests.in_memory import migration, symbol

SIGNATURE = "(dest, msg, timeout_s=None)"


def in_place(call: str, signature: str = SIGNATURE) -> str:
    return symbol("lib:send", signature=signature, call=call)


@pytest.mark.parametrize(
    "call", ["(dest, msg, timeout=timeout_s)", "(dest, msg=msg, timeout_s=timeout_s)", "(dest, msg, wait=3)"]
)
def test_what_a_second_run_leaves_alone(call: str) -> None:
    (rule,) = migration(in_place(call)).symbols
    assert rule.is_in_place


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        ("(msg, dest)", '"msg" changes its place'),
        ("(dest, None, msg)", "None changes its place"),
        ("(dest=msg, msg=dest)", '"dest" is a parameter of `signature` as well'),
        ("(dest, msg, timeout_s=3)", '"timeout_s" is a parameter of `signature` as well'),
        ("(dest, msg, timeout_s)", "nothing changes"),
    ],
)
def test_what_it_would_change_again(call: str, problem: str) -> None:
    with pytest.raises(MigrationError, match='key "call"') as error:
        migration(in_place(call))
    assert problem in str(error.value)


def test_a_symbol_that_moves_may_take_its_arguments_in_any_order() -> None:
    (rule,) = migration(symbol("lib:send", "lib:post", signature=SIGNATURE, call="(msg, dest)")).symbols
    assert not rule.is_in_place


def test_a_symbol_stays_or_moves() -> None:
    moving = symbol("lib:send", "lib:post", when="value")
    staying = in_place("(dest, msg=msg)") + 'when = "called"\n'
    for tables in ((staying, moving), (moving, staying)):
        with pytest.raises(MigrationError, match=r'"lib:send" stays by symbol\[.\] and moves by symbol'):
            migration(*tables)
