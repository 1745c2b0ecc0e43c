"""A file that is declined takes its ripple group along, and the review says so."""

from pathlib import Path

import pytest

from tests.cli.review.fake_review import ReviewedTree, WordPlanning, kept_lines, program

FILES = {name: program(3) for name in ("a.py", "b.py", "c.py", "d.py")}
TIED = ("b.py", "a.py", "d.py")
"""`a.py` and `d.py` follow the names of `b.py`."""


@pytest.fixture
def tree(tmp_path: Path) -> ReviewedTree:
    return ReviewedTree(tmp_path, WordPlanning(FILES, groups=[TIED]))


def test_a_file_says_what_it_lands_with(tree: ReviewedTree) -> None:
    _, terminal = tree.review("y", "y", "y", "y")
    shown = [line for line in terminal.dialogue if line.startswith("lands with")]
    assert shown == ["lands with: b.py, d.py", "lands with: a.py, d.py", "lands with: a.py, b.py"]


def test_a_taken_group_lands(tree: ReviewedTree) -> None:
    assert tree.review("y", "y", "y", "y")[0].taken == tuple(FILES)


def test_leaving_the_file_that_others_follow_leaves_them(tree: ReviewedTree) -> None:
    outcome, terminal = tree.review("y", "n", "y")
    assert "also left: a.py, d.py: they go with b.py, whose names they follow" in terminal.dialogue
    assert outcome.taken == ("c.py",)
    assert kept_lines(outcome) == {"a.py": (), "b.py": (), "d.py": ()}
    assert terminal.headings == ["(1/4) a.py", "(2/4) b.py", "(3/4) c.py"]
    assert outcome.keeps[0].rejection.message == "it lands together with b.py, which a reviewer left as it is"
    assert outcome.keeps[1].rejection.message == "a reviewer left the file as it is"


def test_leaving_a_follower_leaves_the_group(tree: ReviewedTree) -> None:
    outcome, terminal = tree.review("n", "y")
    assert "also left: b.py, d.py: they land together with a.py, or not at all" in terminal.dialogue
    assert outcome.taken == ("c.py",)


def test_one_other_file_is_spoken_of_as_one(tmp_path: Path) -> None:
    _, terminal = ReviewedTree(tmp_path, WordPlanning(FILES, groups=[("a.py", "b.py")])).review("n", "q")
    assert "also left: b.py: it goes with a.py, whose names it follows" in terminal.dialogue


def test_leaving_all_that_follow_takes_back_what_was_taken_before(tree: ReviewedTree) -> None:
    outcome, terminal = tree.review("y", "g c", "d")
    assert "also left: a.py, b.py: they land together with d.py, or not at all" in terminal.dialogue
    assert outcome.taken == ()


def test_a_long_list_is_cut(tmp_path: Path) -> None:
    names = [f"m{number:02}.py" for number in range(14)]
    tree = ReviewedTree(tmp_path, WordPlanning({name: program(3) for name in names}, groups=[names]))
    _, terminal = tree.review("n")
    also = next(line for line in terminal.dialogue if line.startswith("also left"))
    assert also.startswith("also left: m01.py, m02.py")
    assert " and 3 more: they go with m00.py" in also


def test_taking_a_member_after_all_opens_the_group_again(tree: ReviewedTree) -> None:
    outcome, terminal = tree.review("y", "n", "g d.py", "y", "y", "y", "y")
    assert "to be decided again: a.py, b.py: they land together with d.py" in terminal.dialogue
    assert terminal.headings[2:] == ["(3/4) c.py", "(4/4) d.py", "(1/4) a.py", "(2/4) b.py", "(3/4) c.py"]
    assert outcome.taken == tuple(FILES)


def test_taking_the_left_file_itself_opens_the_rest(tree: ReviewedTree) -> None:
    outcome, terminal = tree.review("n", "g a.py", "y", "y", "y", "y")
    assert "to be decided again: b.py, d.py: they land together with a.py" in terminal.dialogue
    assert outcome.taken == tuple(FILES)


def test_all_takes_what_it_opens_behind_it(tree: ReviewedTree) -> None:
    outcome, terminal = tree.review("n", "g a.py", "a")
    assert not any(line.startswith("to be decided again") for line in terminal.dialogue)
    assert outcome.taken == tuple(FILES)


def test_leaving_a_file_of_a_left_group_keeps_it_left(tree: ReviewedTree) -> None:
    outcome, terminal = tree.review("n", "g d.py", "n", "y")
    assert sum(line.startswith("also left") for line in terminal.dialogue) == 1
    assert outcome.taken == ("c.py",)
    assert tree.review()[0].taken == ("c.py",)


def test_what_waits_for_an_undecided_file_does_not_land(tree: ReviewedTree) -> None:
    outcome, terminal = tree.review("y", "y", "y", "q")
    assert outcome.taken == ("c.py",)
    assert kept_lines(outcome) == {"a.py": (), "b.py": (), "d.py": ()}
    assert terminal.informed == [
        "a.py, b.py wait for d.py",
        "1 file taken, 2 waiting, 0 left, 1 not decided yet; run the same command again to go on",
    ]


def test_what_waits_is_decided_in_the_next_review(tree: ReviewedTree) -> None:
    tree.review("y", "y", "y", "q")
    outcome, terminal = tree.review("y")
    assert terminal.headings == ["(4/4) d.py"]
    assert outcome.taken == tuple(FILES)


def test_consequences_hold_in_the_next_review(tree: ReviewedTree) -> None:
    tree.review("y", "n", "q")
    outcome, again = tree.review("y")
    assert again.headings == ["(3/4) c.py"]
    assert kept_lines(outcome) == {"a.py": (), "b.py": (), "d.py": ()}


def test_an_old_yes_is_void_once_the_group_is_open_again(tree: ReviewedTree) -> None:
    tree.review("y", "n", "q")
    _, terminal = tree.review("g b.py", "y", "y")
    assert terminal.headings == ["(3/4) c.py", "(2/4) b.py", "(3/4) c.py", "(4/4) d.py"]
    outcome, terminal = tree.review("y", "y")
    assert terminal.headings == ["(1/4) a.py", "(4/4) d.py"]
    assert outcome.taken == tuple(FILES)


def test_what_was_taken_before_the_group_grew_stays_taken(tree: ReviewedTree) -> None:
    tree.planning.groups = []
    tree.review("n", "y", "q")
    tree.planning.groups = [("a.py", "b.py", "d.py")]
    outcome, terminal = tree.review("g a.py", "y", "y", "y")
    assert "to be decided again: d.py: it lands together with a.py" in terminal.dialogue
    assert terminal.headings == ["(3/4) c.py", "(1/4) a.py", "(3/4) c.py", "(4/4) d.py"]
    assert outcome.taken == tuple(FILES)


def test_groups_of_thousands_take_no_time(tmp_path: Path) -> None:
    names = [f"m{number}.py" for number in range(4000)]
    tree = ReviewedTree(tmp_path, WordPlanning(dict.fromkeys(names, b"old()\n"), groups=[names]))
    outcome, _ = tree.review("y", "g m3999.py", "d")
    assert len(outcome.keeps) == 4000
