"""Modules that keep the old names for users outside the tree, while they use the new ones."""

import pytest

from tests.in_memory import MAKE, symbol
from tests.project.decisions import brought, codes, decided

FACADE = '[[facade]]\nmodule = "hub"\n'
ALIAS = "acme.new:build as make"


def test_a_facade_imports_the_new_name_as_the_old() -> None:
    made = decided("from acme.old import make\nmake()\n", MAKE, FACADE, path="hub.py")
    assert brought(made) == [ALIAS]
    assert codes(made) == []


def test_another_module_takes_the_new_name() -> None:
    assert brought(decided("from acme.old import make\nmake()\n", MAKE, FACADE)) == ["acme.new:build"]


@pytest.mark.parametrize(
    ("text", "imports"),
    [
        pytest.param("from acme.old import *\n", [f"+{ALIAS}"], id="a star"),
        pytest.param("from acme.old import *\nmake = None\n", [], id="a star whose name is bound again"),
        pytest.param("from acme.new import *\n", [], id="a star of another module"),
    ],
)
def test_a_facade_that_has_the_old_names_by_a_star(text: str, imports: list[str]) -> None:
    assert brought(decided(text, MAKE, FACADE, path="hub.py")) == imports


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        pytest.param({"signature": "(user=None)", "call": "(user=user)"}, ["RP201"], id="another call"),
        pytest.param({}, [], id="the same call"),
    ],
)
def test_calls_from_outside_that_would_have_to_change_are_reported(
    keys: dict[str, str], said: list[str]
) -> None:
    rule = symbol("acme.old:make", "acme.new:build", **keys)
    made = decided("from acme.old import make\n", rule, FACADE, path="hub.py")
    assert brought(made) == [ALIAS]
    assert codes(made) == said
