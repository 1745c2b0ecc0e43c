"""A local name that means a deprecated symbol: its imports, its uses, and what it is called then."""

import pytest

from tests.in_memory import symbol
from tests.project.decisions import BY_USE, SPLIT, brought, codes, decided, kinds


def test_uses_that_part_ways_bring_both_names() -> None:
    decision = decided(SPLIT, *BY_USE)
    assert brought(decision) == ["acme.new:build", "acme.new:wait"]
    assert decision.namespace.renamed == {"make": ("build", "wait")}


def test_a_use_that_stays_keeps_its_import_and_the_others_move() -> None:
    rule = symbol("acme.old:make", "acme.new:build", signature="(a)", call="(a)")
    decision = decided("from acme.old import make\nmake(1)\nmake(1, 2)\n", rule)
    assert brought(decision) == ["+acme.new:build"]
    assert (kinds(decision, moves=True), kinds(decision, moves=False)) == (["call"], ["call", "import"])
    assert decision.namespace.renamed == {}


def test_a_name_of_a_class_comes_in_by_its_class() -> None:
    decision = decided("from acme.old import make\nmake()", symbol("acme.old:make", "acme.new:Box.make"))
    assert brought(decision) == ["acme.new:Box"]
    assert [change.parts for change in decision.uses] == [("Box", "make")]


COMES_IN_AS = ["acme.new:build as make"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("build = 1\nfrom acme.old import make\nmake()", id="taken"),
        pytest.param(
            "from acme.old import make\ndef f(build):\n    make()",
            id="taken inside",
        ),
        pytest.param("make = 1\nfrom acme.old import make\nmake()", id="also bound"),
    ],
)
def test_a_name_that_is_not_free_comes_in_as_the_old_one(text: str) -> None:
    decision = decided(text)
    assert brought(decision) == COMES_IN_AS
    assert "RP201" in codes(decision)


def test_a_built_in_comes_in_without_an_import() -> None:
    decision = decided("from acme.old import make\nmake()\n", symbol("acme.old:make", "builtins:dict"))
    assert brought(decision) == []
    assert [change.parts for change in decision.uses] == [("dict",)]
