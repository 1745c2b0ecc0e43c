"""What is read through a module: its import moves with every use, or new names come in beside it."""

import pytest

from tests.in_memory import MAKE, module, symbol
from tests.project.decisions import brought, codes, decided


def test_within_one_module_only_the_attribute_changes() -> None:
    rule = symbol("acme.old:make", "acme.old:craft")
    decision = decided("from acme import old\nold.make()\nold.keep\n", rule)
    assert brought(decision) == []
    assert [change.parts for change in decision.uses] == [("old", "craft")]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("from acme import old\nold.make()", [("new", "build")], id="a member of a package"),
        pytest.param("import acme.old\nacme.old.make()", [("acme", "new", "build")], id="a dotted import"),
        pytest.param("import acme.old as old\nold.make()", [("old", "build")], id="an alias stays"),
        pytest.param(
            "from acme import old\nold.make()\nold.keep", [("build",)], id="the name itself beside a module"
        ),
        pytest.param("new = 1\nfrom acme import old\nold.make()", [("old", "build")], id="its name is taken"),
        pytest.param(
            "from acme import old\nbuild = 1\nold.make()\nold.keep", [], id="nothing where both are taken"
        ),
    ],
)
def test_the_chain_that_reads_it(text: str, parts: list[tuple[str, ...]]) -> None:
    assert [change.parts for change in decided(text).uses] == parts


def test_a_module_object_moves_by_its_own_rule_alone() -> None:
    text = "from acme import old\nhandler(old)\nold.make()\n"
    assert [change.parts for change in decided(text).uses] == [("build",)]
    both = decided(text, MAKE, module("acme.old", "acme.new"))
    assert [change.parts for change in both.uses] == [("build",)]
    assert (brought(both), "RP116" in codes(both)) == (["+acme.new:build"], True)


def test_a_file_that_assigns_to_the_module_goes_on_reading_it() -> None:
    rules = (symbol("acme.old:make", "elsewhere:build"), module("acme.old", "acme.new"))
    decision = decided("from acme import old\nold.LIMIT = 3\nold.make()\n", *rules)
    assert (brought(decision), codes(decision)) == ([], ["RP107", "RP107"])
