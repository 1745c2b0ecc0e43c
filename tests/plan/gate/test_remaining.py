"""The gate: new references fail, old ones may only become fewer, and nothing else matters."""

import pytest

from codemods.plan.gate.remaining import BaselineKey, check_categories, remaining
from codemods.values.category import Category
from codemods.values.errors import RepointError
from codemods.values.inventory import InventoryEntry
from tests.in_memory import migration
from tests.plan.gate.entries import MAKE, entry

KINDS = (Category("production", ("*",)), Category("tests", ("tests/",)))


def failing(entries: list[InventoryEntry], allowed: dict[BaselineKey, int] | None) -> list[int]:
    return [each.entry.reference.line for each in remaining(migration(), entries, allowed)]


def test_without_a_baseline_everything_fails() -> None:
    assert failing([entry(1), entry(2)], None) == [1, 2]


def test_as_many_as_it_allows_pass_wherever_they_stand() -> None:
    assert failing([entry(7), entry(9)], {MAKE: 2}) == []


def test_fewer_pass() -> None:
    assert failing([entry(7)], {MAKE: 2}) == []


def test_one_more_fails_and_all_of_its_like_are_shown() -> None:
    assert failing([entry(1), entry(5)], {MAKE: 1}) == [1, 5]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(entry(1, path="b.py"), id="another file"),
        pytest.param(entry(1, symbol="m:x"), id="a symbol"),
    ],
)
def test_what_it_allows_one_file_and_symbol_it_allows_no_other(other: InventoryEntry) -> None:
    assert failing([other], {MAKE: 2}) == [1]


def test_a_message_says_what_the_baseline_allows_and_what_to_use() -> None:
    (first, _) = remaining(migration(), [entry(1), entry(2)], {MAKE: 1})
    assert first.message == "call of acme.old:make, which is deprecated (2 here, and the baseline allows 1)"
    assert first.advice == "use acme.new:build"


def test_alike_references_of_a_file_are_numbered_in_order() -> None:
    entries = [entry(9), entry(2, kind="import"), entry(1), entry(3, path="b.py")]
    found = [
        (each.entry.path, each.entry.reference.line, each.number) for each in remaining(migration(), entries)
    ]
    assert found == [("app.py", 1, 0), ("app.py", 2, 0), ("app.py", 9, 1), ("b.py", 3, 0)]


def test_a_category_may_be_given_twice() -> None:
    assert check_categories(("tests", "tests"), KINDS) == {"tests"}


def test_files_of_no_category_can_be_chosen() -> None:
    assert check_categories(("other",), KINDS) == {"other"}


def test_an_unknown_category_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(RepointError, match='did you mean "production"'):
        check_categories(("prodution",), KINDS)
