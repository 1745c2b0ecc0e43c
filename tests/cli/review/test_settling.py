"""Nothing lands that nobody saw: what changes because something else stays is asked about again."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from codemods.values.tree import Kept
from tests.cli.review.fake_review import Room, Words, kept, program


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """`c.py` goes to `newest` as long as `a.py` is not left."""
    files = {name: program(3) for name in ("a.py", "b.py", "c.py")}
    return Room(tmp_path, Words(files, after_all={"c.py": "a.py"}))


def test_the_plan_of_the_outcome_is_what_was_taken(room: Room) -> None:
    outcome, _ = room.review("y", "n", "y")
    assert [change.path for change in outcome.plan.files] == ["a.py", "c.py"]
    assert b"newest" in outcome.plan.files[1].after
    assert room.words.asked == [outcome.keeps]


def test_a_taken_file_that_would_change_otherwise_is_asked_about_again(room: Room) -> None:
    outcome, desk = room.review("n", "y", "y", "y")
    assert desk.headings == ["(1/3) a.py", "(2/3) b.py", "(3/3) c.py", "(3/3) c.py"]
    assert desk.told == ["changed otherwise now: c.py", "2 files taken, 1 left"]
    assert [change.path for change in outcome.plan.files] == ["b.py", "c.py"]
    assert b"newest" not in outcome.plan.files[1].after
    assert len(room.words.asked) == 1


def test_it_may_be_left_then(room: Room) -> None:
    outcome, _ = room.review("n", "y", "y", "n")
    assert outcome.taken == ("b.py",)
    assert kept(outcome) == {"a.py": (), "c.py": ()}
    assert [change.path for change in outcome.plan.files] == ["b.py"]


def test_at_quit_it_is_not_applied(room: Room) -> None:
    outcome, desk = room.review("n", "g 3", "y", "q")
    assert outcome.taken == ()
    assert kept(outcome) == {"a.py": (), "b.py": (), "c.py": ()}
    assert desk.told[0] == "changed otherwise now: c.py"
    assert outcome.plan.files == ()


def test_who_comes_back_sees_what_follows_from_what_is_left(room: Room) -> None:
    room.review("n", "y", "q")
    _, desk = room.review("y")
    assert desk.headings == ["(3/3) c.py"]
    assert "newest" not in desk.text
    assert room.review()[0].taken == ("b.py", "c.py")


def test_taking_back_what_was_left_is_settled_too(room: Room) -> None:
    room.review("n", "y", "q")
    outcome, desk = room.review("g 1", "y", "y", "y")
    assert desk.headings == ["(3/3) c.py", "(1/3) a.py", "(3/3) c.py", "(3/3) c.py"]
    assert outcome.taken == ("a.py", "b.py", "c.py")
    assert outcome.plan == room.words.plan()


def test_a_taken_file_that_has_no_change_any_more_is_not_taken(tmp_path: Path) -> None:
    class Needs(Words):
        def _after(self, path: str, text: bytes, keeps: Sequence[Kept]) -> bytes:
            gone = path == "c.py" and any(keep.path == "a.py" for keep in keeps)
            return text if gone else super()._after(path, text, keeps)

    files = {name: program(3) for name in ("a.py", "b.py", "c.py")}
    room = Room(tmp_path, Needs(files))
    outcome, desk = room.review("n", "y", "y")
    assert outcome.taken == ("b.py",)
    assert kept(outcome) == {"a.py": ()}
    assert desk.told == ["no change any more: c.py", "1 file taken, 1 left"]
    room.notes.unlink()
    room.review("n", "q")
    assert room.review("g c.py", "q")[1].errors == ["c.py has no change any more"]
