"""What a file does to others."""

import pytest

from codemods.project.dotted_paths import ModuleAttribute
from tests.in_memory import MAKE, TextTree, symbol
from tests.project.decisions import NEW, brought, codes, decided


def test_a_name_that_goes_has_a_name_in_its_place() -> None:
    assert decided("from acme.old import make\n").namespace.renamed == {"make": ("build",)}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from acme.old import make as mk\n", id="an alias"),
        pytest.param("def f():\n    from acme.old import make\n", id="a local name"),
        pytest.param("make = 1\nfrom acme.old import make\n", id="a name that stays"),
        pytest.param("from acme.old import *\nmake()\n", id="a star's name"),
    ],
)
def test_a_name_that_does_not_go_has_none(text: str) -> None:
    assert decided(text).namespace.renamed == {}


def test_a_held_name_stays_as_it_is() -> None:
    decision = decided("from acme.old import make\n", held=("make",))
    assert (brought(decision), decision.namespace.renamed, codes(decision)) == ([], {}, ["RP113"])


def test_beside_a_held_name_the_new_one_comes_in() -> None:
    decision = decided("from acme.old import make\nmake()\n", held=("make",))
    assert brought(decision) == ["+acme.new:build"]
    assert decision.namespace.renamed == {}


def test_a_local_name_is_not_held() -> None:
    decision = decided("def f():\n    from acme.old import make\n", held=("make",))
    assert brought(decision) == ["acme.new:build"]


def test_what_it_goes_through_is_noted() -> None:
    files = {**NEW, "m.py": "from acme.old import make\n", "app.py": "from m import make\nmake(1)\n"}
    planner = TextTree(files, MAKE).planner
    planner.plan(["m.py", "app.py"])
    assert planner.decided.decisions["app.py"].others.read == {ModuleAttribute("m.py", "make")}
    assert planner.decided.decisions["app.py"].others.needed == set()


def test_what_a_kept_reference_goes_through_is_held() -> None:
    files = {**NEW, "m.py": "from acme.old import make\n", "app.py": "from m import make\nmake(1)\n"}
    planner = TextTree(files, symbol("acme.old:make", manual="by hand")).planner
    planner.plan(["m.py", "app.py"])
    assert planner.decided.decisions["app.py"].others.needed == {ModuleAttribute("m.py", "make")}


def test_another_name_that_it_hands_on_is_noted() -> None:
    assert decided("from acme.old import make as mk\n").namespace.other_names == {
        ModuleAttribute("app.py", "mk")
    }
    assert decided("from acme.old import make\n").namespace.other_names == set()
    assert decided("def f():\n    from acme.old import make as mk\n").namespace.other_names == set()
