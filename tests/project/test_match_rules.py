"""Which uses of a name follow which rule, and which are turned away together."""

from codemods.project.deciding import Deciding
from codemods.values.symbol import Symbol
from tests.in_memory import symbol
from tests.project.decisions import BY_USE, SPLIT, file_and_name


def test_each_use_follows_the_rule_that_fits() -> None:
    file, local = file_and_name(SPLIT, *BY_USE)
    matched = Deciding(file).rules.match(local, local.uses)
    assert [choice.new.name for choice in matched.choices.values()] == ["build", "wait"]
    assert [target.name for target in matched.targets()] == ["build", "wait"]


def test_a_name_that_is_taken_turns_some_choices_away() -> None:
    file, local = file_and_name(SPLIT, *BY_USE)
    matched = Deciding(file).rules.match(local, local.uses)
    first, second = matched.choices
    matched.name_taken("`build` is there", first)
    assert (set(matched.choices), matched.rejections[first].code) == ({second}, "RP107")
    matched.parts_ways("make", "why")
    assert (matched.choices, matched.rejections[second].code) == ({}, "RP106")


def test_calls_of_a_name_that_may_be_another_object_keep_their_arguments() -> None:
    rule = symbol("acme.old:make", "acme.new:build", signature="(a)", call="(a=a)")
    text = "try:\n    from acme.old import make\nexcept ImportError:\n    make = len\nmake(1)\n"
    file, local = file_and_name(text, rule)
    matched = Deciding(file).rules.match(local, local.uses)
    assert [each.code for each in matched.rejections.values()] == ["RP106"]


def test_an_import_that_a_test_watches_stays() -> None:
    text = "import pytest\nwith pytest.raises(ImportError):\n    from acme.old import make\n"
    file, local = file_and_name(text, path="test_app.py")
    rejection = Deciding(file).rules.watched(local, Symbol("acme.old", "make"))
    assert rejection is not None
    assert rejection.code == "RP105"
