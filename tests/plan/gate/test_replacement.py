"""What to do about a symbol: what the migration says, in one line."""

import pytest

from codemods.plan.gate.replacement import replacement_advice
from tests.in_memory import migration

TABLES = (
    '[[symbol]]\nold = "a.old:make"\nnew = "a.new:build"\nwhen = "called"',
    '[[symbol]]\nold = "a.old:make"\nnew = "a.new:Class"',
    '[[symbol]]\nold = "a.old:gone"\nmanual = "do it by hand"',
    '[[module]]\nold = "a.old"\nnew = "a.new"',
)


@pytest.mark.parametrize(
    ("symbol", "said"),
    [
        pytest.param("a.old:make", "use a.new:build or a.new:Class", id="every way it may go"),
        pytest.param("a.old:gone", "do it by hand", id="by hand"),
        pytest.param("a.old:another", "use a.new:another", id="by its module's rule"),
        pytest.param("a.old.inner:x", "use a.new.inner:x", id="by a package's rule"),
        pytest.param("a.old", "use a.new", id="the module itself"),
        pytest.param("a.older:x", "", id="another module"),
        pytest.param("", "", id="one of several"),
    ],
)
def test_instead_of(symbol: str, said: str) -> None:
    assert replacement_advice(migration(*TABLES), symbol) == said
