"""What holds of a plan as a whole: findings, what fails, order, and many rules at once."""

from dataclasses import replace
from typing import Any, ClassVar

import pytest

from codemods.transformers.file_edits import edits_for
from codemods.values.edit import Edit
from codemods.values.plan import Plan
from codemods.values.symbol import Symbol
from tests.in_memory import MAKE, TextTree, module, symbol

CALLS = symbol("acme.old:make", "acme.new:build", signature="(user=None, uid=None)", call="(user)")


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
    tree = TextTree(
        {"acme/new.py": "make = craft = forge = 1\n", "app.py": text}, module("acme.old", "acme.new")
    )
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
    def wrong(*arguments: Any) -> tuple[Edit, ...]:
        *first, last = edits_for(*arguments)
        return (*first, replace(last, new=b"wrong"))

    monkeypatch.setattr("codemods.transformers.file_edits.edits_for", wrong)
    tree = TextTree({"app.py": "from acme.old import make\nmake()\n"})
    assert not tree.plan.files
    assert tree.codes() == ["RP401"]


def test_a_file_that_does_not_parse_costs_one_file() -> None:
    tree = TextTree(
        {"bad.py": "from acme.old import make\nmake(\n", "app.py": "from acme.old import make\nmake()\n"}
    )
    assert tree.codes("bad.py") == ["RP001"]
    assert tree.after("app.py") == "from acme.new import build\nbuild()\n"


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
