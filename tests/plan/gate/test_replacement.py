"""What to do about a symbol: what the migration says, in one line."""

import pytest

from codemods.plan.gate.replacement import replacement_advice
from tests.in_memory import migration

TABLES = (
    '[[symbol]]\nold = "a.old:make"\nnew = "a.new:build"\nwhen = "called"',
    '[[symbol]]\nold = "a.old:make"\nnew = "a.new:Class"',
    '[[symbol]]\nold = "a.old:gone"\nmanual = "do it by hand"',
    '[[module]]\nold = "a.old"\nnew = "a.new"',
    '[[module]]\nold = "a.old.part"\nnew = "a.part"\nothers = "ask"',
    '[[module]]\nold = "b"\nmanual = "no more"',
)


@pytest.mark.parametrize(
    ("symbol", "said"),
    [
        pytest.param("a.old:make", "use a.new:build or a.new:Class", id="every way it may go"),
        pytest.param("a.old:gone", "do it by hand", id="by hand"),
        pytest.param("a.old:another", "use a.new:another", id="by its module's rule"),
        pytest.param("a.old.inner:x", "use a.new.inner:x", id="by a package's rule"),
        pytest.param("a.old", "use a.new", id="the module itself"),
        pytest.param("a.old.part:x", "use a.part:x, or where that is not there: ask", id="if it is there"),
        pytest.param("b.part:x", "no more", id="of a module that is gone"),
        pytest.param("a.older:x", "", id="another module"),
        pytest.param("", "", id="one of several"),
    ],
)
def test_instead_of(symbol: str, said: str) -> None:
    assert replacement_advice(migration(*TABLES), symbol) == said


def test_a_symbol_that_stays_is_told_by_what_its_calls_pass() -> None:
    call = '[[symbol]]\nold = "lib:send"\nsignature = "(dest, t=1)"\ncall = "(dest, timeout=t)"'
    assert replacement_advice(migration(call), "lib:send") == "pass (dest, timeout=t)"
    edits = (
        '[[symbol]]\nold = "lib:f"\n[symbol.arguments]\nrename = {a = "b"}\ndrop = ["c"]\nadd = {d = "1"}\n'
    )
    said = "rename `a` to `b`, drop `c`, pass `d=1` unless it is passed"
    assert replacement_advice(migration(edits), "lib:f") == said


def test_an_expression_and_what_goes_are_told() -> None:
    items = '[[symbol]]\nold = "six:items"\nsignature = "(d)"\nexpression = "d.items()"'
    assert replacement_advice(migration(items), "six:items") == "write `d.items()`"
    setup = '[[symbol]]\nold = "lib:setup"\nremove = true'
    assert replacement_advice(migration(setup), "lib:setup") == "take it out"
