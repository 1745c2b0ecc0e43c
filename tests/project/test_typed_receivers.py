"""What becomes of places when a type checker says what it knows of them."""

from collections.abc import Mapping, Sequence

import pytest

from codemods.values.type_answers import TypeAnswer, TypeDefinition, TypeQuestion
from tests.in_memory import TextTree, symbol

RULE = symbol("lib:Base.old", "lib:Base.new")
OWN = TypeDefinition("/env/lib.py", 3, ("Base",), True)
OTHER = TypeDefinition("/env/other.py", 5, ("Thing",), False)


def told(text: str, *definitions: TypeDefinition, **files: str) -> TextTree:
    """A tree of which each place that is asked about has these definitions."""
    tree = TextTree({"app.py": text, **{f"{name}.py": each for name, each in files.items()}}, RULE, homes={})

    def ask(questions: Sequence[TypeQuestion]) -> Mapping[TypeQuestion, TypeAnswer]:
        assert all(each.symbol.leaf == "old" for each in questions)
        return {each: TypeAnswer(definitions) for each in questions}

    tree.program.ask_types(ask)
    return tree


def test_a_place_that_is_told_moves_and_the_finding_says_who_decided_it() -> None:
    plan = told("def go(x): return x.old()\n", OWN)
    assert plan.after("app.py") == "def go(x): return x.new()\n"
    (finding,) = plan.plan.findings
    assert (finding.code, finding.message) == (
        "RP209",
        "ty takes this for `old` of `Base` (/env/lib.py, line 3)",
    )


def test_a_place_of_another_class_is_no_reference() -> None:
    plan = told("def go(x): return x.old()\n", OTHER)
    assert (plan.plan.files, plan.codes(), plan.plan.references) == ((), [], ())


@pytest.mark.parametrize("definitions", [(), (OWN, OTHER)])
def test_a_place_that_is_not_known_or_of_two_classes_stays(definitions: Sequence[TypeDefinition]) -> None:
    plan = told("def go(x): return x.old()\n", *definitions)
    assert (plan.plan.files, plan.codes()) == ((), ["RP118"])


@pytest.mark.parametrize(
    "text",
    ["def go(x): x.old = 1\n", "from unittest.mock import Mock\nMock(old=1)\n", "name = 'old'\n"],
)
def test_only_attributes_that_are_read_are_asked_about(text: str) -> None:
    assert told(text, OWN).codes() == ["RP118"]


def test_a_class_of_the_tree_is_what_the_model_takes_it_for() -> None:
    mixin = "import lib\nclass Mixin:\n    def old(self): ...\nclass Own(Mixin, lib.Base): ...\n"
    here = TypeDefinition("mixin.py", 3, ("Mixin",), False)
    assert told("def go(x): return x.old()\n", here, mixin=mixin).codes("app.py") == ["RP118"]
    alone = "class Mixin:\n    def old(self): ...\n"
    assert told("def go(x): return x.old()\n", here, mixin=alone).codes() == []


def test_an_override_moves_with_the_places_that_are_told() -> None:
    override = "import lib\nclass Own(lib.Base):\n    def old(self): ...\n"
    text = "def go(x): return x.old()\n"
    plan = told(text, TypeDefinition("own.py", 3, ("Own",), True), own=override)
    assert (plan.after("app.py"), plan.after("own.py")) == (
        text.replace("old", "new"),
        override.replace("old", "new"),
    )


def test_an_override_stays_with_what_is_told_where_another_place_is_not() -> None:
    override = "import lib\nclass Own(lib.Base):\n    def old(self): ...\n"
    plan = told("def go(x): return x.old()\n", OWN, own=override, other="names = ['old']\n")
    assert (plan.plan.files, plan.codes("app.py"), plan.codes("own.py")) == ((), ["RP119"], ["RP119"])


def test_lines_and_columns_count_bytes() -> None:
    asked: list[TypeQuestion] = []
    tree = TextTree({"app.py": "def go(x):\n    é = 1; x.old()\n"}, RULE, homes={})

    def ask(questions: Sequence[TypeQuestion]) -> Mapping[TypeQuestion, TypeAnswer]:
        asked.extend(questions)
        return dict.fromkeys(questions, TypeAnswer())

    tree.program.ask_types(ask)
    assert tree.codes() == ["RP118"]
    assert [(each.line, each.column) for each in asked] == [(1, len("    é = 1; x.".encode()))]
