"""What holds of a plan beyond one file: fixed points, strings, limits, order, and many rules at once."""

from typing import Any, ClassVar

import pytest

from codemods.project.file_context import ChangeLimits
from codemods.transformers.file_edits import edits_for
from codemods.values import finding_texts as texts
from codemods.values.edit import Edit
from codemods.values.plan import Plan
from codemods.values.rules import Symbol
from tests.in_memory import FIXED, MAKE, TextTree, module, symbol

CALLS = symbol("acme.old:make", "acme.new:build", signature="(user=None, uid=None)", call="(user)")
OUTSIDE = texts.OUTSIDE_PATHS.fill()


class TestHolds:
    """A name that a kept reference goes through stays bound where it goes through."""

    def test_a_facade_stays_for_a_call_that_cannot_move(self) -> None:
        tree = TextTree(
            {"m.py": "from acme.old import make\n", "app.py": "from m import make\nmake(1, 2)\n"}, CALLS
        )
        assert tree.after("m.py") == "from acme.old import make\n"
        assert tree.codes("m.py") == ["RP113"]
        assert tree.codes("app.py") == ["RP102", "RP102"]

    def test_a_facade_goes_once_all_its_readers_move(self) -> None:
        tree = TextTree(
            {"m.py": "from acme.old import make\n", "app.py": "from m import make\nmake(1)\n"}, CALLS
        )
        assert tree.after("m.py") == "from acme.new import build\n"
        assert tree.after("app.py") == "from acme.new import build\nbuild(1)\n"

    def test_each_of_several_facades_in_a_row_stays(self) -> None:
        tree = TextTree(
            {
                "m.py": "from acme.old import make\n",
                "n.py": "from m import make\n",
                "o.py": "from n import make\n",
                "app.py": "from o import make\nmake(1, 2)\n",
            },
            CALLS,
        )
        assert not tree.plan.files
        assert {path: tree.codes(path) for path in ("m.py", "n.py", "o.py")} == {
            "m.py": ["RP113"],
            "n.py": ["RP113"],
            "o.py": ["RP113"],
        }

    def test_only_the_names_on_the_way_stay(self) -> None:
        text = "from acme.old import make, craft\n"
        tree = TextTree(
            {"m.py": text, "app.py": "from m import make\nmake(1, 2)\n"},
            CALLS,
            symbol("acme.old:craft", "acme.new:build"),
        )
        assert tree.after("m.py") == "from acme.old import make\nfrom acme.new import build\n"

    def test_a_facade_may_use_the_new_name_beside_the_one_that_it_keeps(self) -> None:
        tree = TextTree(
            {"m.py": "from acme.old import make\nmake(1)\n", "app.py": "from m import make\nmake(1, 2)\n"},
            CALLS,
        )
        assert tree.after("m.py") == "from acme.old import make\nfrom acme.new import build\nbuild(1)\n"

    def test_a_reader_that_may_not_change_holds_the_facade(self) -> None:
        files = {"m.py": "from acme.old import make\n", "app.py": "from m import make\nmake()\n"}
        tree = TextTree(files, limits={"app.py": FIXED})
        assert not tree.plan.files
        assert tree.codes("m.py") == ["RP113"]

    def test_a_reader_goes_past_a_facade_that_may_not_change(self) -> None:
        files = {"m.py": "from acme.old import make\n", "app.py": "from m import make\nmake()\n"}
        tree = TextTree(files, limits={"m.py": FIXED})
        assert tree.after("app.py") == "from acme.new import build\nbuild()\n"
        assert [change.path for change in tree.plan.files] == ["app.py"]

    def test_a_limited_facade_says_that_it_stays(self) -> None:
        tree = TextTree({"m.py": "from acme.old import make\n"}, limits={"m.py": FIXED})
        assert [f.message for f in tree.plan.findings if f.path == "m.py"] == [
            f"1 reference stays: {OUTSIDE.message}"
        ]


@pytest.mark.parametrize(
    ("files", "path", "message"),
    [
        pytest.param(
            {"m.py": "from acme.old import make\n", "app.py": "from m import make\nmake(*x)\n"},
            "m.py",
            "this import stays: app.py still reads `make` from this module",
            id="a re-export that is held",
        ),
        pytest.param(
            {"app.py": "from acme import old\nold = old or None\nold.make(1)\n"},
            "app.py",
            "`old` is also bound by an assignment, whose calls must stay as they are",
            id="what else binds a module's name",
        ),
        pytest.param(
            {"app.py": "from acme.old import make\nfrom x import make\nmake = make or None\nmake(1)\n"},
            "app.py",
            "`build` comes in as `make`: `make` is also bound by an assignment and another import",
            id="what else binds a name",
        ),
        pytest.param(
            {"app.py": "import acme.old\nfrom x import acme\nacme.old.make(1)\n"},
            "app.py",
            "`acme` may be bound to different modules here",
            id="a module's name that another import binds",
        ),
    ],
)
def test_a_finding_says_why(files: dict[str, str], path: str, message: str) -> None:
    rule = symbol("acme.old:make", "acme.new:build", signature="(a)", call="(a)")
    found = [finding.message for finding in TextTree(files, rule).plan.findings if finding.path == path]
    assert message in found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "from acme import old\nold = old or None\nold.make\n",
            "`new` comes in as `old`: `old` is also bound by an assignment",
            id="an assignment",
        ),
        pytest.param(
            "from acme import old\nnew = 1\nold.make\n",
            "`new` comes in as `old`: `new` is already bound in that scope (assignment)",
            id="the new name is taken",
        ),
        pytest.param(
            "class A:\n    from acme import old\n    x = old.make\n",
            "`new` comes in as `old`: `old` is an attribute of the class",
            id="a class",
        ),
        pytest.param(
            "import acme.old\nacme.old.gone\n",
            "the import of `acme.old` stays with its uses, which have findings of their own",
            id="a dotted import is named whole",
        ),
    ],
)
def test_a_finding_on_a_module_says_why(text: str, message: str) -> None:
    tree = TextTree({"acme/new.py": "make = 1\n", "app.py": text}, module("acme.old", "acme.new"))
    assert message in [finding.message for finding in tree.plan.findings]


class TestUnproved:
    """A file that cannot be rewritten is left as it was, and so is what depends on it."""

    FILES: ClassVar = {
        "acme/new.py": "def σ(): ...\n",
        "m.py": "# coding: latin-1\nfrom acme.old import make\nmake()\n",
        "test_m.py": 'patch("m.make")\n',
        "app.py": "from m import make\nmake()\n",
    }
    tree = TextTree(FILES, symbol("acme.old:make", "acme.new:σ"))
    """Its `m.py` is in Latin-1, which cannot hold the new name."""

    def test_it_is_left_with_a_finding(self) -> None:
        assert "m.py" not in {change.path for change in self.tree.plan.files}
        assert "RP401" in self.tree.codes("m.py")

    def test_targets_in_it_stay(self) -> None:
        assert self.tree.after("test_m.py") == 'patch("m.make")\n'

    def test_its_readers_go_past_it(self) -> None:
        assert self.tree.after("app.py") == "from acme.new import σ\nσ()\n"

    def test_its_references_count_as_kept(self) -> None:
        assert dict(self.tree.plan.moved) == {"call": 1, "import": 1}
        assert dict(self.tree.plan.kept) == {"call": 1, "re-export": 1, "string": 1}


def test_a_rewrite_that_is_wrong_is_never_planned(monkeypatch: pytest.MonkeyPatch) -> None:
    def half(*arguments: Any) -> tuple[Edit, ...]:
        return edits_for(*arguments)[:1]

    monkeypatch.setattr("codemods.transformers.file_edits.edits_for", half)
    tree = TextTree({"app.py": "from acme.old import make\nmake()\n"})
    assert not tree.plan.files
    assert tree.codes() == ["RP401"]


class TestLimits:
    """What may not change stays, and says so."""

    TEXT = "from acme.old import make\nmake()\n"

    def test_a_file_that_is_not_selected(self) -> None:
        tree = TextTree({"app.py": self.TEXT}, limits={"app.py": FIXED})
        assert not tree.plan.files
        found = [(f.line, f.message) for f in tree.plan.findings if f.path == "app.py"]
        assert found == [(1, f"2 references stay: {OUTSIDE.message}")]

    def test_a_target_in_a_file_that_is_not_selected(self) -> None:
        files = {"m.py": self.TEXT, "test_m.py": 'patch("m.make")\n'}
        tree = TextTree(files, limits={"test_m.py": FIXED})
        assert tree.codes() == ["RP201"]
        assert "import build as make" in tree.after("m.py")

    def test_a_definition_that_is_not_selected(self) -> None:
        tree = TextTree({}, limits={"acme/old.py": FIXED})
        assert [f.code for f in tree.plan.findings] == ["RP111"]

    def test_a_generated_file(self) -> None:
        limits = {"app.py": ChangeLimits(texts.IS_GENERATED.fill())}
        tree = TextTree({"app.py": self.TEXT}, limits=limits)
        assert not tree.plan.files
        assert [(f.code, f.line) for f in tree.plan.findings if f.path == "app.py"] == [("RP006", 1)]

    def test_a_generated_file_without_a_reference_is_not_worth_a_word(self) -> None:
        limits = {"app.py": ChangeLimits(texts.IS_GENERATED.fill())}
        assert TextTree({"app.py": "make = 1\n"}, limits=limits).codes() == []


def test_a_file_that_does_not_parse_costs_one_file() -> None:
    tree = TextTree(
        {"bad.py": "from acme.old import make\nmake(\n", "app.py": "from acme.old import make\nmake()\n"}
    )
    assert tree.codes("bad.py") == ["RP001"]
    assert tree.after("app.py") == "from acme.new import build\nbuild()\n"


def test_the_plan_counts_what_moves_and_what_stays() -> None:
    text = "from acme.old import make\nmake(1)\nmake(1, 2)\nx = make\nx = f(make.tag)\n"
    plan = TextTree({"app.py": text}, CALLS).plan
    assert dict(plan.moved) == {"call": 1, "name": 2}
    assert dict(plan.kept) == {"call": 1, "import": 1}
    assert plan.candidates == 2
    assert [change.references for change in plan.files] == [3]


def test_followed_strings_count() -> None:
    files = {"m.py": "from acme.old import make\n", "test_m.py": 'patch("m.make")\npatch("m.make")\n'}
    plan = TextTree(files).plan
    assert dict(plan.moved) == {"import": 1, "string": 2}
    assert {change.path: change.references for change in plan.files} == {"m.py": 1, "test_m.py": 2}


def test_a_cycle_of_facades_ends() -> None:
    files = {
        "m.py": "from acme.old import make\nimport n\n",
        "n.py": "from m import make\nimport m\n",
        "app.py": "import n\nn.make()\nn.m.n.make()\n",
    }
    tree = TextTree(files)
    assert "make" not in tree.after("app.py")
    assert tree.after("n.py") == "from acme.new import build\nimport m\n"


def test_an_alias_is_followed_into_the_files_that_read_it() -> None:
    files = {
        "m.py": "from acme.old import make as mk\n",
        "n.py": "from m import mk as other\n",
        "app.py": "from n import other\nother(1, uid=None)\nother(user=1)\n",
    }
    swap = symbol(
        "acme.old:make", "acme.new:build", signature="(user, uid=None)", call="(owner=user, uid=uid)"
    )
    tree = TextTree({**files, "acme/new.py": "def build(owner, uid): ..."}, swap)
    assert tree.after("app.py") == "from acme.new import build\nbuild(owner=1, uid=None)\nbuild(owner=1)\n"


def test_an_alias_is_followed_through_a_star() -> None:
    files = {"m.py": "from acme.old import make as mk\n", "n.py": "from m import *\n"}
    tree = TextTree({**files, "app.py": "from n import mk\nmk(user=1, uid=2)\n"}, CALLS)
    assert "RP102" in tree.codes("app.py")


def test_a_module_object_that_a_star_hands_on_stays() -> None:
    files = {
        "acme/old.py": "def make(): ...\ndef other(): ...\n",
        "m.py": "from acme import old\nold.make()\n",
        "n.py": "from m import *\n",
        "app.py": "from n import old\nold.other()\n",
    }
    assert "from acme import old" in TextTree(files).after("m.py")


FILES = {
    "pkg/__init__.py": "from .facade import make\n__all__ = ['make']\n",
    "pkg/facade.py": "from acme.old import make, craft\n",
    "app.py": "from pkg import make\nfrom acme import old\nmake(1)\nold.craft()\nold.make(1, 2)\n",
    "lib.py": "import pkg.facade as f\nf.make(2)\nf.craft()\n",
    "test_lib.py": 'from mock import patch\npatch("pkg.facade.make")\npatch("pkg.facade.craft")\n',
}
CRAFT = symbol("acme.old:craft", "acme.new:carve")
CARVED = {"acme/new.py": "def build(user=None): ...\ndef carve(): ...\n"}


def test_the_order_of_the_files_does_not_matter() -> None:
    forwards = TextTree({**FILES, **CARVED}, CALLS, CRAFT)
    backwards = TextTree(dict(reversed({**FILES, **CARVED}.items())), CALLS, CRAFT)
    assert forwards.plan.files
    assert forwards.plan == backwards.plan
    assert list(forwards.plan.findings) == sorted(forwards.plan.findings)


def test_the_order_of_unrelated_rules_does_not_matter() -> None:
    one, other = TextTree({**FILES, **CARVED}, CALLS, CRAFT), TextTree({**FILES, **CARVED}, CRAFT, CALLS)
    assert one.plan == other.plan


def about(plan: Plan, symbol: Symbol) -> object:
    """What a plan says of one symbol, and the files that it changes."""
    findings = [finding for finding in plan.findings if finding.symbol == str(symbol)]
    return plan.files, findings


def test_a_hundred_symbols_give_one_of_them_the_same_plan_as_it_has_alone() -> None:
    others = [symbol(f"acme.old:other{number}", f"acme.new:fresh{number}") for number in range(100)]
    fresh = "".join(f"fresh{number} = 1\n" for number in range(100))
    files = {**FILES, "acme/new.py": CARVED["acme/new.py"] + fresh}
    alone, among = TextTree(files, CALLS), TextTree(files, *others[:50], CALLS, *others[50:])
    assert alone.plan.files
    assert about(alone.plan, Symbol("acme.old", "make")) == about(among.plan, Symbol("acme.old", "make"))
    assert (alone.plan.moved, alone.plan.kept) == (among.plan.moved, among.plan.kept)


def test_a_second_plan_over_the_result_changes_nothing() -> None:
    tree = TextTree({**FILES, **CARVED}, CALLS, CRAFT)
    after = {path: tree.after(path).encode() for path in tree.files}
    assert not TextTree(after, CALLS, CRAFT).plan.files


def test_the_plan_is_named_after_its_migration() -> None:
    assert TextTree({}, 'name = "mine"\n' + MAKE).plan.migration == "mine"
