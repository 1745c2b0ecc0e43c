"""The checklist: every criterion measured, or said not to be."""

import pytest

from codemods.plan.inventory.criteria import criteria
from codemods.values.category import Category
from codemods.values.inventory import Criterion, DeprecatedModule, InventoryEntry
from codemods.values.reference import Applicability, Reference
from codemods.values.verification import Verification

KINDS = (Category("tests", ("tests/", "test_*.py")), Category("production", ("*",)))
IMPORT = Reference("app.py", 1, 1, "import", "acme.old:make", Applicability.AUTOMATIC)
CALL = Reference("app.py", 2, 1, "call", "acme.old:make", Applicability.MANUAL)


def states(made: tuple[Criterion, ...]) -> dict[str, tuple[str, int]]:
    return {each.text: (each.state, each.left) for each in made}


def entry(reference: Reference, category: str = "production") -> InventoryEntry:
    return InventoryEntry(reference, category, "")


def test_references_are_counted_for_each_category() -> None:
    made = states(criteria([entry(IMPORT), entry(CALL)], KINDS, (), 0))
    assert made["0 deprecated references in production"] == ("open", 2)
    assert made["0 deprecated references in tests"] == ("done", 0)


def test_files_of_no_category_count_as_well() -> None:
    made = states(criteria([entry(CALL, "other")], KINDS, (), 0))
    assert made["0 deprecated references in other"] == ("open", 1)


def test_warnings_in_tests_and_behaviour_are_never_taken_for_granted() -> None:
    made = criteria((), KINDS, (), 0)
    unmeasured = [each.text for each in made if each.state == "not measured"]
    assert unmeasured == ["0 deprecation warnings while tests run", "everything works as before"]
    assert "repoint verify" in next(each.detail for each in made if each.text == unmeasured[0])


@pytest.mark.parametrize(
    ("warnings", "worse", "expected"),
    [
        pytest.param(0, (), [("done", 0), ("done", 0)], id="all is well"),
        pytest.param(42, (), [("open", 42), ("done", 0)], id="warnings are left"),
        pytest.param(0, ("a test broke",), [("done", 0), ("open", 1)], id="something got worse"),
    ],
)
def test_what_a_command_found_is_measured(
    warnings: int, worse: tuple[str, ...], expected: list[tuple[str, int]]
) -> None:
    found = Verification("m", "pytest tests", "abc", "2026-11-26", warnings, 7, worse, True)
    made = criteria((), KINDS, (), 0, [found])
    told = [(each.state, each.left) for each in made if "`pytest tests`" in each.text]
    assert told == expected
    assert "not measured" not in {each.state for each in made}


def test_a_deprecated_module_is_removed_once_it_is_gone_and_nothing_leads_to_it() -> None:
    text = "acme.old removed"
    there, gone = (
        DeprecatedModule("acme.old", "acme/old.py", True, ("make",)),
        DeprecatedModule("acme.old", None, True, ()),
    )
    assert states(criteria([entry(CALL)], KINDS, (there,), 0))[text] == ("open", 2)
    assert states(criteria((), KINDS, (there,), 0))[text] == ("open", 1)
    assert states(criteria([entry(CALL)], KINDS, (gone,), 0))[text] == ("open", 1)
    assert states(criteria((), KINDS, (gone,), 0))[text] == ("done", 0)


def test_what_leads_to_a_module_below_keeps_the_package() -> None:
    there = DeprecatedModule("acme", "acme/__init__.py", True, ())
    assert states(criteria([entry(CALL)], KINDS, (there,), 0))["acme removed"] == ("open", 2)


def test_what_a_module_says_of_itself_does_not_keep_it() -> None:
    there = DeprecatedModule("app", "app.py", True, ())
    own = Reference("app.py", 1, 1, "name", "app:make", Applicability.MANUAL)
    assert states(criteria([entry(own)], KINDS, (there,), 0))["app removed"] == ("open", 1)


def test_names_left_in_a_module_that_stays_are_open() -> None:
    left, none = (
        DeprecatedModule("acme", "acme/__init__.py", False, ("a", "b")),
        DeprecatedModule("acme", "acme/__init__.py", False, ()),
    )
    assert states(criteria((), KINDS, (left,), 0))["no deprecated name in acme"] == ("open", 2)
    assert states(criteria((), KINDS, (none,), 0))["no deprecated name in acme"] == ("done", 0)


def test_nothing_is_done_while_files_could_not_be_looked_into() -> None:
    made = states(criteria((), KINDS, (DeprecatedModule("acme.old", None, True, ()),), 3))
    assert {state for state, _ in made.values()} == {"not measured"}
