"""What the targets of a file name, and what of a path stands plainly in the text."""

import pytest

from codemods.project.resolved_targets import (
    ResolvedTarget,
    resolved_targets,
    targets_beside,
    unresolvable_targets,
)
from codemods.project.target_paths import possible_modules
from codemods.semantic.patch_forms import PatchForm
from codemods.values.symbol import Symbol
from tests.in_memory import TextTree

HEAD = "import m\nfrom importlib import import_module\nfrom unittest.mock import patch\n"


def tree(text: str) -> TextTree:
    """A test beside a module that re-exports `make`."""
    return TextTree({"m.py": "from acme.old import make\n", "test_m.py": HEAD + text})


def targets(text: str) -> list[ResolvedTarget]:
    """The targets of a test."""
    made = tree(text)
    return resolved_targets(made.project, made.table("test_m.py"))


@pytest.mark.parametrize(
    ("text", "form", "is_absolute", "reads"),
    [
        pytest.param("patch('m.make')", PatchForm.PATCH, True, False, id="a string"),
        pytest.param("patch.object(m, 'make')", PatchForm.PATCH_OBJECT, False, False, id="a name"),
        pytest.param("patch.multiple(m, make=1)", PatchForm.PATCH_MULTIPLE, False, False, id="a keyword"),
        pytest.param("getattr(m, 'make')", PatchForm.GETATTR, False, True, id="a look-up"),
        pytest.param("helper(m, 'make')", PatchForm.UNKNOWN_CALL, False, True, id="an unknown callable"),
        pytest.param("m.make = 1", PatchForm.SETATTR, False, False, id="an assignment"),
        pytest.param(
            "x = import_module('m')\nx.make", PatchForm.ATTRIBUTE, False, True, id="a module looked up"
        ),
    ],
)
def test_a_target_names_a_symbol(text: str, form: PatchForm, is_absolute: bool, reads: bool) -> None:
    (found,) = (each for each in targets(text) if each.parts == ("m", "make"))
    assert found.resolved is not None
    assert found.resolved.symbol == Symbol("acme.old", "make")
    assert (found.form, found.is_absolute, found.reads) == (form, is_absolute, reads)
    assert found.is_known_call is (form is not PatchForm.UNKNOWN_CALL)
    assert (found.access is not None) is (form in (PatchForm.SETATTR, PatchForm.ATTRIBUTE))
    assert found.text == "m.make"


def test_the_components_stand_where_the_text_spells_them() -> None:
    text = "patch('m.make')\nm.make = 1\n"
    made = [[(HEAD + text)[span.start : span.end] for span in each.components] for each in targets(text)]
    assert made == [["m", "make"], ["make"]]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("patch('m.other')", id="another name"),
        pytest.param("m.make()", id="a call"),
        pytest.param("m.other = 1", id="an assignment to another attribute"),
    ],
)
def test_what_is_not_a_target_of_a_deprecated_name(text: str) -> None:
    assert targets(text) == []


def test_a_target_of_a_name_without_a_deprecated_meaning_leads_nowhere() -> None:
    (found,) = targets("patch('other.make')")
    assert found.resolved is None


def test_a_name_that_stands_for_several_modules_gives_several_targets() -> None:
    found = targets("if x:\n    import n as m\npatch.object(m, 'make')\n")
    assert {each.text: each.resolved is not None for each in found} == {"m.make": True, "n.make": False}


def test_other_names_can_be_asked_for() -> None:
    made = tree("patch('m.build')\n")
    table = made.project.scope_table("test_m.py", ("build",))
    assert table is not None
    assert resolved_targets(made.project, table) == []
    assert [each.text for each in resolved_targets(made.project, table, ("build",))] == ["m.build"]


@pytest.mark.parametrize(
    ("text", "unresolvable"),
    [
        pytest.param("patch.object(find(), 'make')", ["make"], id="an object that is computed"),
        pytest.param("patch.object(find(), 'other')", [], id="another name of it"),
        pytest.param("patch.object(m, 'make')", [], id="a module that is known"),
    ],
)
def test_only_run_time_can_tell_what_some_targets_name(text: str, unresolvable: list[str]) -> None:
    made = tree(text)
    assert [each.text for each in unresolvable_targets(made.project, made.table("test_m.py"))] == unresolvable


def test_the_modules_that_a_name_may_stand_for() -> None:
    table = tree("x = import_module('acme.old')\nx.make\n").table("test_m.py")
    assert list(possible_modules(table, 0, "x")) == [("acme", "old")]
    assert list(possible_modules(table, 0, "none")) == []


def test_the_targets_beside_an_access() -> None:
    table = tree("patch.object(m, 'make')\nm.make()\n").table("test_m.py")
    first, second = (each for each in table.facts.accesses if each.name == "m")
    assert [each.text for each in targets_beside(table, first)] == ["make"]
    assert targets_beside(table, second) == []
