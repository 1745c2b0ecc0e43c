"""The import that takes the place of an import of a deprecated module."""

import pytest

from tests.in_memory import MAKE, module, symbol
from tests.project.decisions import brought, codes, decided

MOVES = (MAKE, module("acme.old", "acme.new"))


@pytest.mark.parametrize(
    ("text", "new"),
    [
        pytest.param("import acme.old\nacme.old.make()", "acme.new:", id="a dotted import"),
        pytest.param("import acme.old as o\no.make()", "acme.new: as o", id="an alias"),
        pytest.param("from acme import old\nold.make()", "acme:new", id="a member of a package"),
        pytest.param("from acme import old as o\no.make()", "acme:new as o", id="a member under an alias"),
        pytest.param("from acme import old as old\nold.make()", "acme:new as old", id="a re-export"),
        pytest.param(
            "new = 1\nfrom acme import old\nold.make()", "acme:new as old", id="a name that is taken"
        ),
    ],
)
def test_a_new_import_of_the_form_of_the_old_one(text: str, new: str) -> None:
    assert brought(decided(text, *MOVES)) == [new]


def test_a_module_without_a_package_comes_in_as_a_whole() -> None:
    rule = module("acme.old", "new")
    assert brought(decided("from acme import old\nold.make()", rule)) == ["new:"]
    assert brought(decided("from acme import old as o\no.make()", rule)) == ["new: as o"]
    assert brought(decided("new = 1\nfrom acme import old\nold.make()", rule)) == ["new: as old"]


def test_a_name_that_must_stay_is_told_with_the_reason() -> None:
    decision = decided("class C:\n    from acme import old\n    x = old.make()\n", *MOVES)
    assert brought(decision) == ["acme:new as old"]
    assert codes(decision) == ["RP201"]


@pytest.mark.parametrize(
    ("text", "new"),
    [
        pytest.param("import acme.old\nacme.old.make()", ["far.new:"], id="nothing else reads it"),
        pytest.param(
            "import acme.old, acme.other\nacme.old.make()\nacme.other",
            ["far.new:"],
            id="another import binds it",
        ),
        pytest.param("far = 1\nimport acme.old\nacme.old.make()", ["far:new"], id="the new root is taken"),
        pytest.param(
            "import acme.old\nacme.old.make()\nacme.other", ["+far.new:"], id="the old root is read"
        ),
    ],
)
def test_the_root_of_a_dotted_import_stays_bound_or_is_read_by_nothing_else(
    text: str, new: list[str]
) -> None:
    assert brought(decided(text, symbol("acme.old:make", "far.new:build"))) == new


def test_a_reexport_of_a_module_keeps_its_form() -> None:
    rule = module("acme.old", "far.old")
    assert brought(decided("from acme import old as old\nold.make()", rule)) == ["far:old as old"]
    assert brought(decided("from acme import old\nold.make()", rule)) == ["far:old"]
