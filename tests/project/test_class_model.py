"""Which classes there are, what they derive from, and what their attributes give."""

import pytest

from codemods.project.object_values import ANYTHING, ClassRef, Value, ValueKind
from tests.project.classes import classes_of, value_of

A_BOX = Value(ValueKind.INSTANCE, "shop.py", ("Box",))
SHOP = "class Box:\n    def copy(self): return self\n    @property\n    def lid(self): return Box()\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from shop import Box\nx = Box()", id="by an import"),
        pytest.param("import shop\nx = shop.Box()", id="through its module"),
        pytest.param("from shop import *\nx = Box()", id="by a star"),
        pytest.param("from shop import Box\nx = Box().lid", id="a property"),
        pytest.param("from shop import Box\nclass B(Box): ...\nx = B().lid", id="an inherited property"),
        pytest.param("from shop import Box\nclass B:\n    b = Box()\nx = B.b", id="of a class body"),
        pytest.param("from shop import Box\nclass B:\n    b: Box\nx = B().b", id="an annotation"),
    ],
)
def test_an_object_of_a_class_of_another_file(text: str) -> None:
    assert value_of(text, shop=SHOP) == {A_BOX}


def test_a_name_that_nothing_tells_may_be_anything() -> None:
    assert value_of("x = unknown") == {ANYTHING}
    assert value_of("y = 1") == set()


def test_names_that_stand_for_each_other_may_be_anything() -> None:
    assert value_of("x = y\ny = x\n") == {ANYTHING}


def test_the_order_of_classes() -> None:
    classes = classes_of(shop=SHOP, app="from shop import Box\nclass A(Box): ...\nclass B(A, Box): ...\n")
    box, a, b = ClassRef("shop.py", ("Box",)), ClassRef("app.py", ("A",)), ClassRef("app.py", ("B",))
    assert classes.order(b) == ((b, a, box), True)
    assert classes.derives(b, box)
    assert not classes.derives(box, b)


def test_a_base_that_nothing_tells_makes_the_order_incomplete() -> None:
    classes = classes_of(app="class A(unknown()): ...\n")
    assert classes.order(ClassRef("app.py", ("A",))) == ((ClassRef("app.py", ("A",)),), False)


def test_the_members_of_an_enumeration_are_its_objects() -> None:
    text = "from enum import Enum\nclass Color(Enum):\n    RED = 1\nx = Color.RED\n"
    assert value_of(text) == {Value(ValueKind.INSTANCE, "app.py", ("Color",))}
    assert classes_of(app=text).is_enum(ClassRef("app.py", ("Color",)))
