"""What is decided for one file: imports, local names, and what it tells the rest of the program."""

import pytest

from codemods.project.dotted_paths import ModuleAttribute
from tests.in_memory import MAKE, TextTree, module, symbol
from tests.project.decisions import BY_USE, NEW, SPLIT, brought, codes, decided, kinds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("from acme.old import make\nmake()", ["acme.new:build"], id="a name"),
        pytest.param("from acme.old import make", ["acme.new:build"], id="a name that nothing uses"),
        pytest.param(
            "from acme.old import make as mk\nmk()", ["acme.new:build as mk"], id="an author's alias"
        ),
        pytest.param(
            "from acme.old import make as build\nbuild()", ["acme.new:build"], id="an alias like the new name"
        ),
        pytest.param("import acme.old\nacme.old.make()", ["acme.new:"], id="a module"),
        pytest.param("import acme.old as f\nf.make()", ["acme.new: as f"], id="a module under an alias"),
        pytest.param("from acme import old\nold.make()", ["acme:new"], id="a module of a package"),
        pytest.param(
            "from acme import old\nold.make()\nold.keep", ["+acme.new:build"], id="a module still in use"
        ),
        pytest.param(
            "import acme.old\nacme.old.make()\nacme.old.keep", ["+acme.new:"], id="a dotted one in use"
        ),
        pytest.param(
            "import acme.old\nacme.old.make()\nacme.x", ["acme.new:"], id="one whose package is in use"
        ),
        pytest.param("from acme.old import *\nmake()", ["+acme.new:build"], id="a star"),
        pytest.param("from acme.old import keep\nkeep()", [], id="nothing of ours"),
    ],
)
def test_imports(text: str, expected: list[str]) -> None:
    assert brought(decided(text)) == expected


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


class TestNamespace:
    """What a file does to others."""

    def test_a_name_that_goes_has_an_heir(self) -> None:
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
    def test_a_name_that_does_not_go_has_none(self, text: str) -> None:
        assert decided(text).namespace.renamed == {}

    def test_a_held_name_stays_as_it_is(self) -> None:
        decision = decided("from acme.old import make\n", held=("make",))
        assert (brought(decision), decision.namespace.renamed, codes(decision)) == ([], {}, ["RP113"])

    def test_beside_a_held_name_the_new_one_comes_in(self) -> None:
        decision = decided("from acme.old import make\nmake()\n", held=("make",))
        assert brought(decision) == ["+acme.new:build"]
        assert decision.namespace.renamed == {}

    def test_a_local_name_is_not_held(self) -> None:
        decision = decided("def f():\n    from acme.old import make\n", held=("make",))
        assert brought(decision) == ["acme.new:build"]

    def test_what_it_goes_through_is_noted(self) -> None:
        files = {**NEW, "m.py": "from acme.old import make\n", "app.py": "from m import make\nmake(1)\n"}
        planner = TextTree(files, MAKE).planner
        planner.plan(["m.py", "app.py"])
        assert planner.decided.decisions["app.py"].others.read == {ModuleAttribute("m.py", "make")}
        assert planner.decided.decisions["app.py"].others.needed == set()

    def test_what_a_kept_reference_goes_through_is_held(self) -> None:
        files = {**NEW, "m.py": "from acme.old import make\n", "app.py": "from m import make\nmake(1)\n"}
        planner = TextTree(files, symbol("acme.old:make", manual="by hand")).planner
        planner.plan(["m.py", "app.py"])
        assert planner.decided.decisions["app.py"].others.needed == {ModuleAttribute("m.py", "make")}

    def test_another_name_that_it_hands_on_is_noted(self) -> None:
        assert decided("from acme.old import make as mk\n").namespace.other_names == {
            ModuleAttribute("app.py", "mk")
        }
        assert decided("from acme.old import make\n").namespace.other_names == set()
        assert decided("def f():\n    from acme.old import make as mk\n").namespace.other_names == set()


def test_definitions_stay_until_they_are_retired() -> None:
    text = "def make(): ...\nclass craft: ...\nkeep = 1\n"
    decision = decided(text, MAKE, symbol("acme.old:craft", "acme.new:craft"), path="acme/old.py")
    assert codes(decision) == ["RP111", "RP111"]
    assert not decision.changes


class TestStars:
    """`from old_module import *` under a module rule."""

    RULE = module("acme.old", "acme.new")

    def test_it_moves_where_nothing_gets_lost(self) -> None:
        planner = TextTree(
            {"acme/old.py": "a = 1", "acme/new.py": "a = b = 1", "app.py": "from acme.old import *\n"},
            self.RULE,
        ).planner
        planner.plan(["app.py"])
        assert brought(planner.decided.decisions["app.py"]) == ["acme.new:*"]

    def test_it_stays_where_something_would(self) -> None:
        planner = TextTree(
            {"acme/old.py": "a = b = 1", "acme/new.py": "a = 1", "app.py": "from acme.old import *\n"},
            self.RULE,
        ).planner
        planner.plan(["app.py"])
        assert brought(planner.decided.decisions["app.py"]) == []
        assert codes(planner.decided.decisions["app.py"]) == ["RP104"]
