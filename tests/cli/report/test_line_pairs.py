from hypothesis import given
from hypothesis import strategies as st

from codemods.cli.report.line_pairs import changed_ranges, pair_lines


def test_as_many_lines_stand_in_their_order() -> None:
    assert pair_lines(["a", "b"], ["c", "d"]) == [(0, 0), (1, 1)]


def test_a_line_that_goes_away_leaves_the_others_beside_their_own() -> None:
    removed = ["    Emitter,", "    create_manager,", "    Handler,"]
    added = ["    Emitter,", "    Handlers,"]
    assert pair_lines(removed, added) == [(0, 0), (1, None), (2, 1)]


def test_lines_with_nothing_in_common_stand_alone() -> None:
    assert pair_lines(["import os"], ["x = 1", "y(2)"]) == [(0, None), (None, 0), (None, 1)]


lines = st.lists(st.text("ab (", max_size=6), max_size=20)


@given(lines, lines)
def test_each_line_is_there_once_and_in_order(removed: list[str], added: list[str]) -> None:
    pairs = pair_lines(removed, added)
    assert [i for i, _ in pairs if i is not None] == list(range(len(removed)))
    assert [j for _, j in pairs if j is not None] == list(range(len(added)))
    assert (None, None) not in pairs


def test_what_changed_is_marked_by_whole_words() -> None:
    old, new = "from a.old import make as m", "from a.newer import build as m"
    before, after = changed_ranges(old, new)
    assert [old[start:end] for start, end in before] == ["old", "make"]
    assert [new[start:end] for start, end in after] == ["newer", "build"]


def test_a_line_of_which_nothing_is_left_is_not_marked() -> None:
    assert changed_ranges("import os", "return 1 + 2") == ([], [])
