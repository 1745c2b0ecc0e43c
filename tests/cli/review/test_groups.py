"""A file that is left takes its ripple group along, and says so."""

from pathlib import Path

import pytest

from tests.cli.review.fake_review import Room, Words, kept, program

FILES = {name: program(3) for name in ("a.py", "b.py", "c.py", "d.py")}
TIED = ("b.py", "a.py", "d.py")
"""`a.py` and `d.py` follow the names of `b.py`."""


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path, Words(FILES, groups=[TIED]))


def test_a_file_says_what_it_lands_with(room: Room) -> None:
    _, desk = room.review("y", "y", "y", "y")
    said = [line for line in desk.shown if line.startswith("lands with")]
    assert said == ["lands with: b.py, d.py", "lands with: a.py, d.py", "lands with: a.py, b.py"]


def test_a_taken_group_lands(room: Room) -> None:
    assert room.review("y", "y", "y", "y")[0].taken == tuple(FILES)


def test_leaving_the_file_that_others_follow_leaves_them(room: Room) -> None:
    outcome, desk = room.review("y", "n", "y")
    assert "also left: a.py, d.py: they go with b.py, whose names they follow" in desk.shown
    assert outcome.taken == ("c.py",)
    assert kept(outcome) == {"a.py": (), "b.py": (), "d.py": ()}
    assert desk.headings == ["(1/4) a.py", "(2/4) b.py", "(3/4) c.py"]
    assert outcome.keeps[0].why == "it lands together with b.py, which a reviewer left as it is"
    assert outcome.keeps[1].why == "a reviewer left the file as it is"


def test_leaving_a_follower_leaves_the_group(room: Room) -> None:
    outcome, desk = room.review("n", "y")
    assert "also left: b.py, d.py: they land together with a.py, or not at all" in desk.shown
    assert outcome.taken == ("c.py",)


def test_one_other_file_is_spoken_of_as_one(tmp_path: Path) -> None:
    _, desk = Room(tmp_path, Words(FILES, groups=[("a.py", "b.py")])).review("n", "q")
    assert "also left: b.py: it goes with a.py, whose names it follows" in desk.shown


def test_leaving_all_that_follow_takes_back_what_was_taken_before(room: Room) -> None:
    outcome, desk = room.review("y", "g c", "d")
    assert "also left: a.py, b.py: they land together with d.py, or not at all" in desk.shown
    assert outcome.taken == ()


def test_a_long_list_is_cut(tmp_path: Path) -> None:
    names = [f"m{number:02}.py" for number in range(14)]
    room = Room(tmp_path, Words({name: program(3) for name in names}, groups=[names]))
    _, desk = room.review("n")
    also = next(line for line in desk.shown if line.startswith("also left"))
    assert also.startswith("also left: m01.py, m02.py")
    assert " and 3 more: they go with m00.py" in also


def test_taking_a_member_after_all_opens_the_group_again(room: Room) -> None:
    outcome, desk = room.review("y", "n", "g d.py", "y", "y", "y", "y")
    assert "to be decided again: a.py, b.py: they land together with d.py" in desk.shown
    assert desk.headings[2:] == ["(3/4) c.py", "(4/4) d.py", "(1/4) a.py", "(2/4) b.py", "(3/4) c.py"]
    assert outcome.taken == tuple(FILES)


def test_taking_the_left_file_itself_opens_the_rest(room: Room) -> None:
    outcome, desk = room.review("n", "g a.py", "y", "y", "y", "y")
    assert "to be decided again: b.py, d.py: they land together with a.py" in desk.shown
    assert outcome.taken == tuple(FILES)


def test_all_takes_what_it_opens_behind_it(room: Room) -> None:
    outcome, desk = room.review("n", "g a.py", "a")
    assert not any(line.startswith("to be decided again") for line in desk.shown)
    assert outcome.taken == tuple(FILES)


def test_leaving_a_file_of_a_left_group_keeps_it_left(room: Room) -> None:
    outcome, desk = room.review("n", "g d.py", "n", "y")
    assert sum(line.startswith("also left") for line in desk.shown) == 1
    assert outcome.taken == ("c.py",)
    assert room.review()[0].taken == ("c.py",)


def test_what_waits_for_an_undecided_file_does_not_land(room: Room) -> None:
    outcome, desk = room.review("y", "y", "y", "q")
    assert outcome.taken == ("c.py",)
    assert kept(outcome) == {"a.py": (), "b.py": (), "d.py": ()}
    assert desk.told == [
        "a.py, b.py wait for d.py",
        "1 file taken, 2 waiting, 0 left, 1 not decided yet; run the same command again to go on",
    ]


def test_what_waits_is_decided_when_one_comes_back(room: Room) -> None:
    room.review("y", "y", "y", "q")
    outcome, desk = room.review("y")
    assert desk.headings == ["(4/4) d.py"]
    assert outcome.taken == tuple(FILES)


def test_consequences_hold_when_one_comes_back(room: Room) -> None:
    room.review("y", "n", "q")
    outcome, again = room.review("y")
    assert again.headings == ["(3/4) c.py"]
    assert kept(outcome) == {"a.py": (), "b.py": (), "d.py": ()}


def test_an_old_yes_is_no_yes_once_the_group_is_open_again(room: Room) -> None:
    room.review("y", "n", "q")
    _, desk = room.review("g b.py", "y", "y")
    assert desk.headings == ["(3/4) c.py", "(2/4) b.py", "(3/4) c.py", "(4/4) d.py"]
    outcome, desk = room.review("y", "y")
    assert desk.headings == ["(1/4) a.py", "(4/4) d.py"]
    assert outcome.taken == tuple(FILES)


def test_what_was_taken_before_the_group_grew_stays_taken(room: Room) -> None:
    room.words.groups = []
    room.review("n", "y", "q")
    room.words.groups = [("a.py", "b.py", "d.py")]
    outcome, desk = room.review("g a.py", "y", "y", "y")
    assert "to be decided again: d.py: it lands together with a.py" in desk.shown
    assert desk.headings == ["(3/4) c.py", "(1/4) a.py", "(3/4) c.py", "(4/4) d.py"]
    assert outcome.taken == tuple(FILES)


def test_groups_of_thousands_are_no_burden(tmp_path: Path) -> None:
    names = [f"m{number}.py" for number in range(4000)]
    room = Room(tmp_path, Words(dict.fromkeys(names, b"old()\n"), groups=[names]))
    outcome, _ = room.review("y", "g m3999.py", "d")
    assert len(outcome.keeps) == 4000
