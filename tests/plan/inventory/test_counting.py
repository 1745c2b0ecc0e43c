"""Counts: files and references both, in an order that depends on nothing but them."""

import pytest

from codemods.plan.inventory.counting import Count, TextCount, count, row, rows, texts
from codemods.plan.path_keys import folder_of
from codemods.values.inventory import InventoryEntry, Mention
from codemods.values.reference import Applicability, Reference


def entry(
    path: str, line: int = 1, applicability: Applicability = Applicability.AUTOMATIC, category: str = "tests"
) -> InventoryEntry:
    return InventoryEntry(Reference(path, line, 1, "call", "m:n", applicability), category, "")


THREE = [
    entry("a.py"),
    entry("a.py", 2, Applicability.MANUAL),
    entry("b.py", 1, Applicability.MANUAL, "production"),
]


def test_files_are_counted_once_and_references_each() -> None:
    assert count(THREE) == Count(3, 2)
    assert count([]) == Count(0, 0)


def test_a_file_counts_for_each_difficulty_it_has() -> None:
    made = row("all", THREE)
    assert made.by_applicability == (
        (Applicability.AUTOMATIC, Count(1, 1)),
        (Applicability.UNSAFE, Count(0, 0)),
        (Applicability.MANUAL, Count(2, 2)),
    )


def test_given_names_come_first_in_their_order_also_empty_ones() -> None:
    made = rows(THREE, lambda each: each.category, ("none", "production"))
    assert [(each.name, each.total.references) for each in made] == [
        ("none", 0),
        ("production", 1),
        ("tests", 2),
    ]


def test_other_names_come_by_number_then_by_name() -> None:
    made = rows([entry("b"), entry("c"), entry("a"), entry("c", 2)], lambda each: each.path)
    assert [each.name for each in made] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("path", "depth", "expected"),
    [("a.py", 2, "."), ("x/a.py", 2, "x"), ("x/y/z/a.py", 2, "x/y"), ("x/y/z/a.py", 9, "x/y/z")],
)
def test_folders_are_cut_at_a_depth(path: str, depth: int, expected: str) -> None:
    assert folder_of(path, depth) == expected


def test_mentions_are_counted_by_type() -> None:
    found = [
        Mention("a.md", 1, 1, "markdown", ("n",), True),
        Mention("a.md", 2, 1, "markdown", ("n",)),
        Mention("x.yml", 1, 1, "yaml", ("n",)),
    ]
    assert texts(found) == [TextCount("markdown", 2, 1, 1), TextCount("yaml", 1, 1, 0)]
