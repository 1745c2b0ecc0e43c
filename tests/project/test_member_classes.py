"""Whether a class has a member."""

import pytest

from codemods.project.object_values import ClassRef, Value, ValueKind
from tests.project.classes import members_of

TEXT = """
from typing import Protocol
class Box:
    def volume(self): ...
class Small(Box): ...
class Other:
    def weight(self): ...
class Open(unknown()): ...
class Has(Protocol):
    def volume(self): ...
class Proxy:
    def __getattr__(self, name): ...
class Mixin:
    def go(self): return self.volume()
class Mixed(Mixin, Box): ...
"""


def ref(name: str) -> ClassRef:
    return ClassRef("app.py", (name,))


@pytest.mark.parametrize(
    ("name", "belongs", "may_be"),
    [
        pytest.param("Box", True, True, id="the member's own"),
        pytest.param("Small", True, True, id="one that derives from it"),
        pytest.param("Other", False, False, id="another one"),
        pytest.param("Open", False, True, id="one with a base that nothing tells"),
        pytest.param("Has", False, True, id="a protocol"),
        pytest.param("Proxy", False, True, id="one that hands on what it is asked for"),
    ],
)
def test_whether_a_class_is_of_the_member(name: str, belongs: bool, may_be: bool) -> None:
    members, rule = members_of(TEXT, "app:Box.volume", "Box", "Small")
    assert members.belongs(ref(name), rule) is belongs
    assert members.may_be(ref(name), rule) is may_be


def test_a_class_that_is_mixed_in_has_what_all_that_are_made_of_it_have() -> None:
    members, rule = members_of(TEXT, "app:Box.volume", "Box", "Small", "Mixed", mixed={"Mixin": ["Mixed"]})
    assert members.mixed_in(Value(ValueKind.INSTANCE, "app.py", ("Mixin",)), rule) is True


def test_whether_a_class_may_have_an_attribute() -> None:
    members, _ = members_of(TEXT, "app:Box.volume", "Box")
    assert members.may_have(ref("Other"), "weight")
    assert not members.may_have(ref("Other"), "volume")
    assert members.may_have(ref("Open"), "anything")
