from codemods.cli.report.reference_counts import bar_parts, largest_rows
from codemods.plan.inventory.counting import row
from codemods.values.reference import Applicability, Reference


def reference(
    path: str, applicability: Applicability = Applicability.AUTOMATIC, symbol: str = "m:a"
) -> Reference:
    return Reference(path, 1, 1, "call", symbol, applicability)


def test_the_parts_of_a_bar_follow_one_another() -> None:
    unsafe, manual = reference("a", Applicability.UNSAFE), reference("b", Applicability.MANUAL)
    parts = list(bar_parts(row("all", [reference("a"), unsafe, manual, manual])))
    assert parts == [("automatic", 0, 1), ("unsafe", 1, 1), ("manual", 2, 2)]


def test_the_most_frequent_keys_come_first_and_the_rest_shares_a_row() -> None:
    found = largest_rows([reference(path) for path in "aabbbcd"], lambda each: each.path, most=3)
    assert [(each.name, each.total.references) for each in found] == [("b", 3), ("a", 2), ("elsewhere", 2)]


def test_no_key_shares_a_row_where_there_is_room_for_all() -> None:
    found = largest_rows([reference(path) for path in "abc"], lambda each: each.path, most=3)
    assert [each.name for each in found] == ["a", "b", "c"]


def test_characters_that_hide_are_spelled_out_in_names() -> None:
    (found,) = largest_rows([reference("a\u202eb")], lambda each: each.path)
    assert found.name == "aU+202Eb"
