"""What comes in beside the import of a module, and what becomes of that."""

import pytest

from tests.in_memory import symbol
from tests.project.decisions import brought, codes, decided


def test_a_module_stays_for_a_use_that_stays() -> None:
    rule = symbol("acme.old:make", "acme.new:build", signature="(a)", call="(a)")
    decision = decided("from acme import old\nold.make(1)\nold.make(1, 2)\n", rule)
    assert brought(decision) == ["+acme.new:build"]
    assert codes(decision) == ["RP102"]


def test_a_class_is_reached_through_its_module_and_never_imported_as_one() -> None:
    decision = decided("import acme.old\nacme.old.make()", symbol("acme.old:make", "acme.new:Box.make"))
    assert brought(decision) == ["acme.new:"]
    assert [change.parts for change in decision.uses] == [("acme", "new", "Box", "make")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("from acme import old\nold.make()\nold.keep", ["+acme.new:build"], id="the name itself"),
        pytest.param("import acme.old\nacme.old.make()\nacme.old.keep", ["+acme.new:"], id="its module"),
        pytest.param(
            "import acme.old as o\no.make()\no.keep", ["+acme.new:build"], id="the name beside an alias"
        ),
        pytest.param(
            "build = 1\nfrom acme import old\nold.make()\nold.keep", [], id="nothing where it is taken"
        ),
    ],
)
def test_what_comes_in_beside_a_module_that_stays(text: str, expected: list[str]) -> None:
    assert brought(decided(text)) == expected
