"""What is decided for one file: imports, local names, what it hands on, holds and passes, and its counts."""

from textwrap import dedent

import pytest

from codemods.project.decision import Decision, NewImport
from codemods.project.dotted_paths import ModuleAttribute
from codemods.project.file_context import ChangeLimits, ProtectedRange
from codemods.semantic.span import Span
from tests.in_memory import MAKE, Memory, module, symbol

NEW = {
    "acme/new.py": "build = wait = craft = 1\nclass Box: ...\n",
    "acme/old.py": "make = craft = keep = 1\n",
}
BY_USE = (
    symbol("acme.old:make", "acme.new:wait", when="awaited"),
    symbol("acme.old:make", "acme.new:build", when="called"),
)
SPLIT = "from acme.old import make\nmake()\nasync def f():\n    await make()\n"


def decided(
    text: str,
    *tables: str,
    held: tuple[str, ...] = (),
    limits: ChangeLimits | None = None,
    path: str = "app.py",
) -> Decision:
    """The decision on one file; `held` are names that others need in its namespace."""
    planner = Memory({**NEW, path: text}, *tables, limits={path: limits or ChangeLimits()}).planner
    planner.held[path] = dict.fromkeys(held, "reader.py")
    planner.plan([path])
    return planner.decisions[path]


def brought(decision: Decision) -> list[str]:
    """The new imports, as `module:name as alias`, with `+` where the old one stays beside them."""
    return [("+" if change.keep else "") + _spelled(new) for change in decision.aliases for new in change.new]


def _spelled(new: NewImport) -> str:
    return f"{new.module}:{new.name or ''}" + (f" as {new.asname}" if new.asname else "")


def kinds(decision: Decision, moves: bool) -> list[str]:
    return sorted(each.kind for each in decision.references if each.moves is moves)


def codes(decision: Decision) -> list[str]:
    return [remark.code for remark in decision.diagnostics]


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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("make = None\nfrom acme.old import make\nmake()", "RP201", id="assigned as well"),
        pytest.param("class C:\n    from acme.old import make\n    x = make()", "RP201", id="in a class"),
        pytest.param("build = 1\nfrom acme.old import make\nmake()", "RP201", id="the new name is taken"),
        pytest.param(
            "from acme.old import make\ndef f(build):\n    return make(build)",
            "RP201",
            id="it would be captured",
        ),
        pytest.param(
            "from acme.old import make as mk\nmk()", "", id="not worth a word where the author chose it"
        ),
    ],
)
def test_the_local_name_stays_where_it_must(text: str, code: str) -> None:
    decision = decided(text)
    (new,) = (new for change in decision.aliases for new in change.new)
    assert (new.name, new.asname in ("make", "mk")) == ("build", True)
    assert codes(decision) == ([code] if code else [])


def test_uses_that_part_ways_bring_both_names() -> None:
    decision = decided(SPLIT, *BY_USE)
    assert brought(decision) == ["acme.new:build", "acme.new:wait"]
    assert decision.namespace.renamed == {"make": ("build", "wait")}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SPLIT.replace("import make", "import make as make"), id="an alias"),
        pytest.param("make = None\n" + SPLIT, id="an assignment"),
    ],
)
def test_uses_that_part_ways_cannot_share_a_name_that_stays(text: str) -> None:
    decision = decided(text, *BY_USE)
    assert brought(decision) == []
    assert set(codes(decision)) == {"RP106"}


def test_a_use_that_stays_keeps_its_import_and_the_others_move() -> None:
    rule = symbol("acme.old:make", "acme.new:build", signature="(a)", call="(a)")
    decision = decided("from acme.old import make\nmake(1)\nmake(1, 2)\n", rule)
    assert brought(decision) == ["+acme.new:build"]
    assert (kinds(decision, moves=True), kinds(decision, moves=False)) == (["call"], ["call", "import"])
    assert decision.namespace.renamed == {}


def test_a_module_stays_for_a_use_that_stays() -> None:
    rule = symbol("acme.old:make", "acme.new:build", signature="(a)", call="(a)")
    decision = decided("from acme import old\nold.make(1)\nold.make(1, 2)\n", rule)
    assert brought(decision) == ["+acme.new:build"]
    assert codes(decision) == ["RP102"]


def test_within_one_module_only_the_attribute_changes() -> None:
    rule = symbol("acme.old:make", "acme.old:craft")
    decision = decided("from acme import old\nold.make()\nold.keep\n", rule)
    assert brought(decision) == []
    assert [change.parts for change in decision.uses] == [("old", "craft")]


def test_a_name_of_a_class_comes_in_by_its_class() -> None:
    decision = decided("from acme.old import make\nmake()", symbol("acme.old:make", "acme.new:Box.make"))
    assert brought(decision) == ["acme.new:Box"]
    assert [change.parts for change in decision.uses] == [("Box", "make")]


def test_a_class_is_reached_through_its_module_and_never_imported_as_one() -> None:
    decision = decided("import acme.old\nacme.old.make()", symbol("acme.old:make", "acme.new:Box.make"))
    assert brought(decision) == ["acme.new:"]
    assert [change.parts for change in decision.uses] == [("acme", "new", "Box", "make")]


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
        planner = Memory(files, MAKE).planner
        planner.plan(["m.py", "app.py"])
        assert planner.decisions["app.py"].others.read == {ModuleAttribute("m.py", "make")}
        assert planner.decisions["app.py"].others.needed == set()

    def test_what_a_kept_reference_goes_through_is_held(self) -> None:
        files = {**NEW, "m.py": "from acme.old import make\n", "app.py": "from m import make\nmake(1)\n"}
        planner = Memory(files, symbol("acme.old:make", manual="by hand")).planner
        planner.plan(["m.py", "app.py"])
        assert planner.decisions["app.py"].others.needed == {ModuleAttribute("m.py", "make")}

    def test_another_name_that_it_hands_on_is_noted(self) -> None:
        assert decided("from acme.old import make as mk\n").namespace.other_names == {
            ModuleAttribute("app.py", "mk")
        }
        assert decided("from acme.old import make\n").namespace.other_names == set()
        assert decided("def f():\n    from acme.old import make as mk\n").namespace.other_names == set()


class TestLimits:
    """What may not change."""

    FIXED = ChangeLimits("RP110", "not selected")
    TEXT = "from acme.old import make\nmake()\n"

    def test_nothing_of_a_limited_file_changes(self) -> None:
        decision = decided(self.TEXT, limits=self.FIXED)
        assert not decision.changes
        assert (kinds(decision, moves=True), kinds(decision, moves=False)) == ([], ["call", "import"])
        assert set(codes(decision)) == {"RP110"}

    def test_an_ignored_use_stays_with_its_import(self) -> None:
        text = self.TEXT + "make(2)\n"
        start = text.index("make(2)")
        decision = decided(text, limits=ChangeLimits(ranges=(ProtectedRange(Span(start, len(text))),)))
        assert brought(decision) == ["+acme.new:build"]
        assert "RP109" in codes(decision)

    def test_an_ignored_import_keeps_its_uses(self) -> None:
        decision = decided(self.TEXT, limits=ChangeLimits(ranges=(ProtectedRange(Span(0, 26)),)))
        assert not decision.changes
        assert set(codes(decision)) == {"RP109"}

    def test_an_ignore_elsewhere_keeps_nothing(self) -> None:
        decision = decided(self.TEXT + "x = 1\n", limits=ChangeLimits(ranges=(ProtectedRange(Span(33, 39)),)))
        assert decision.changes
        assert codes(decision) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param("make(1)", ["RP203"], id="at a call"),
        pytest.param("x = make", [], id="not at a value"),
        pytest.param("", ["RP203"], id="at an import that nothing uses"),
    ],
)
def test_a_note_is_shown(line: str, code: list[str]) -> None:
    rule = symbol("acme.old:make", "acme.new:build", note="check the lock")
    assert codes(decided(f"from acme.old import make\n{line}\n", rule)) == code


def test_a_coroutine_that_nobody_awaits_is_a_finding() -> None:
    rule = symbol("acme.old:make", "acme.new:build", signature="async ()")
    text = "from acme.old import make\nmake()\nasync def f():\n    await make()\n    return make()\n"
    assert codes(decided(text, rule)) == ["RP202"]


def test_definitions_stay_until_they_are_retired() -> None:
    text = "def make(): ...\nclass craft: ...\nkeep = 1\n"
    decision = decided(text, MAKE, symbol("acme.old:craft", "acme.new:craft"), path="acme/old.py")
    assert codes(decision) == ["RP111", "RP111"]
    assert not decision.changes


class TestStars:
    """`from old_module import *` under a module rule."""

    RULE = module("acme.old", "acme.new")

    def test_it_moves_where_nothing_gets_lost(self) -> None:
        planner = Memory(
            {"acme/old.py": "a = 1", "acme/new.py": "a = b = 1", "app.py": "from acme.old import *\n"},
            self.RULE,
        ).planner
        planner.plan(["app.py"])
        assert brought(planner.decisions["app.py"]) == ["acme.new:*"]

    def test_it_stays_where_something_would(self) -> None:
        planner = Memory(
            {"acme/old.py": "a = b = 1", "acme/new.py": "a = 1", "app.py": "from acme.old import *\n"},
            self.RULE,
        ).planner
        planner.plan(["app.py"])
        assert brought(planner.decisions["app.py"]) == []
        assert codes(planner.decisions["app.py"]) == ["RP104"]


@pytest.mark.parametrize(
    ("text", "new"),
    [
        pytest.param("__all__ = ['make', 'x']", [("build",)], id="the new name"),
        pytest.param("__all__ = ['make', 'build']", [()], id="not twice"),
        pytest.param("__all__ = ['x']", [], id="nothing of ours"),
        pytest.param("def f():\n    __all__ = ['make']", [], id="a local name"),
    ],
)
def test_exports(text: str, new: list[tuple[str, ...]]) -> None:
    decision = decided(f"from acme.old import make\n{dedent(text)}\n")
    assert [change.new for change in decision.names if change.exported] == new
