from codemods.cli.report.reference_counts import count, counts_by, folder
from codemods.values.reference import Applicability, Reference


def reference(
    path: str, applicability: Applicability = Applicability.AUTOMATIC, symbol: str = "m:a"
) -> Reference:
    return Reference(path, 1, 1, "call", symbol, applicability)


def test_a_count_tells_fates_and_files_apart() -> None:
    held = [
        reference("a"),
        reference("a", Applicability.UNSAFE),
        reference("b", Applicability.MANUAL),
        reference("b", Applicability.MANUAL),
    ]
    found = count("all", held)
    assert (found.automatic, found.unsafe, found.manual) == (1, 1, 2)
    assert (found.total, found.moves, found.files) == (4, 2, 2)
    assert found.parts == (
        (Applicability.AUTOMATIC, 0, 1),
        (Applicability.UNSAFE, 1, 1),
        (Applicability.MANUAL, 2, 2),
    )


def test_the_most_come_first_and_the_rest_is_together() -> None:
    held = [reference(path) for path in "aabbbcd"]
    found = counts_by(lambda each: each.path, held, most=3)
    assert [(each.name, each.total) for each in found] == [("b", 3), ("a", 2), ("elsewhere", 2)]


def test_nothing_is_put_together_where_all_have_room() -> None:
    found = counts_by(lambda each: each.path, [reference(path) for path in "abc"], most=3)
    assert [each.name for each in found] == ["a", "b", "c"]


def test_a_folder_is_the_first_two_of_a_path() -> None:
    assert [folder(path) for path in ("x.py", "a/x.py", "a/b/c/x.py")] == ["./", "a/", "a/b/"]
