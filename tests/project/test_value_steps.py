"""What calls, items, elements and the like give of a value."""

import pytest

from codemods.project.object_values import ANYTHING, NOTHING, PLAIN, Value, ValueKind
from tests.project.classes import value_of

BOX, A_BOX = Value(ValueKind.CLASS, "app.py", ("Box",)), Value(ValueKind.INSTANCE, "app.py", ("Box",))
PRELUDE = """
from enum import Enum
class Box: ...
class Color(Enum):
    RED = 1
class Shelf:
    def __call__(self): return Box()
    def __getitem__(self, key): return Box()
    def __iter__(self) -> list[Box]: ...
    def __enter__(self): return Box()
    def plain(self): return 3
async def wait(): return Box()
def boxes() -> list[Box]: ...
def by_name() -> dict[str, Box]: ...
def make(): return Box()
"""


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        pytest.param("Box()", A_BOX, id="calling a class"),
        pytest.param("make()", A_BOX, id="calling a function"),
        pytest.param("Shelf()()", A_BOX, id="calling an object"),
        pytest.param("Shelf()[0]", A_BOX, id="a subscript"),
        pytest.param("boxes()[0]", A_BOX, id="an item of a list"),
        pytest.param("by_name().get(1)", A_BOX, id="an item that is asked for"),
        pytest.param("next(iter(by_name().values()))", A_BOX, id="the first element"),
        pytest.param("[b for b in boxes()][0]", A_BOX, id="an element of a list"),
        pytest.param("[b for b in by_name().values()][0]", A_BOX, id="an element of a dict's values"),
        pytest.param("[b for b in Shelf()][0]", A_BOX, id="an element of an object"),
        pytest.param("[c for c in Color][0]", Value(ValueKind.INSTANCE, "app.py", ("Color",)), id="a member"),
        pytest.param("type(Box())", BOX, id="the class of an object"),
        pytest.param("unknown()", ANYTHING, id="what is not known"),
        pytest.param("Shelf().plain()", Value(ValueKind.PLAIN, parts=("int",)), id="a number"),
        pytest.param("None", NOTHING, id="nothing"),
    ],
)
def test_what_an_expression_gives(expression: str, value: Value) -> None:
    assert value_of(f"{PRELUDE}\nx = {expression}\n") == {value}


def test_what_awaiting_and_entering_give() -> None:
    awaited = f"{PRELUDE}\nasync def f():\n    return await wait()\nasync def g():\n    return await f()\n"
    assert value_of(f"{awaited}\nx = g\n") == {Value(ValueKind.FUNCTION, "app.py", ("g",))}
    assert value_of(f"{PRELUDE}\nwith Shelf() as x: ...\n") == {A_BOX}
    assert value_of("with open(n) as x: ...\n") <= {PLAIN, ANYTHING}
