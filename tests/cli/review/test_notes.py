"""Decisions are kept in a file, hold for the change that they were made about, and are never guessed."""

import json
from pathlib import Path

import pytest

from codemods.cli.review.decision_store import DecisionStore
from codemods.values.errors import RepointError
from codemods.values.plan import FileChange
from tests.cli.review.fake_review import Room, Words, program

CHANGE = FileChange("a.py", b"old\n", b"new\n", (), 1)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path, Words({"a.py": program(3), "b.py": program(3)}))


def test_a_missing_file_is_empty_notes(tmp_path: Path) -> None:
    notes = DecisionStore.load(tmp_path / "none.json")
    assert (notes.decision(CHANGE), notes.declined(CHANGE), notes.warning) == (None, (), "")


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    notes = DecisionStore(tmp_path / "deep" / "notes.json")
    other = FileChange("by\udcfftes\n.py", b"", b"x", (), 1)
    notes.decide(CHANGE, True, b"\xff\x00text")
    notes.decide(other, False)
    notes.decline(CHANGE, ((1, 2), (4, 4)))
    notes.save()
    again = DecisionStore.load(notes.path)
    first, second = again.decision(CHANGE), again.decision(other)
    assert first is not None
    assert (first.taken, first.edited) == (True, b"\xff\x00text")
    assert second is not None
    assert (second.taken, second.edited) == (False, None)
    assert again.declined(CHANGE) == ((1, 2), (4, 4))
    assert again.declined(other) == ()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(FileChange("a.py", b"old\n", b"newer\n", (), 1), id="after"),
        pytest.param(FileChange("a.py", b"older\n", b"new\n", (), 1), id="before"),
        pytest.param(FileChange("a.py", b"old\nn", b"ew\n", (), 1), id="the same bytes, parted elsewhere"),
        pytest.param(FileChange("b.py", b"old\n", b"new\n", (), 1), id="path"),
    ],
)
def test_a_decision_is_about_one_change(change: FileChange, tmp_path: Path) -> None:
    notes = DecisionStore(tmp_path / "notes.json")
    notes.decide(CHANGE, True)
    notes.decline(CHANGE, ((1, 1),))
    assert notes.decision(change) is None
    assert notes.declined(change) == ()


def test_what_is_taken_back_is_gone(tmp_path: Path) -> None:
    notes = DecisionStore(tmp_path / "notes.json")
    notes.decide(CHANGE, True)
    notes.decline(CHANGE, ((1, 1),))
    notes.forget("a.py")
    notes.forget("never there")
    notes.decline(CHANGE, ())
    assert (notes.decision(CHANGE), notes.declined(CHANGE)) == (None, ())


def test_a_file_that_changed_since_is_asked_about_again(room: Room) -> None:
    room.review("y", "n")
    room.words.files["b.py"] += b"# more\n"
    outcome, desk = room.review("y")
    assert desk.headings == ["(2/2) b.py"]
    assert outcome.taken == ("a.py", "b.py")


def test_lines_of_a_file_that_changed_since_are_asked_about_again(tmp_path: Path) -> None:
    room = Room(tmp_path, Words({"a.py": program(3, 20)}))
    room.review("s", "y", "n", "y")
    room.words.files["a.py"] += b"# more\n"
    outcome, desk = room.review("y")
    assert "-x = old(20)" in desk.text
    assert outcome.keeps == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        "\x00",
        '{"version": 2}',
        '{"files": {"a.py": {"change": "x"}}}',
        '{"files": {"a.py": {"change": "x", "taken": true, "odd": 1}}}',
        '{"files": {"a.py": {"change": "x", "taken": true, "edited": "no base 64!"}}}',
        '{"lines": {"a.py": {"change": "x", "lines": [[0, 2]]}}}',
        '{"lines": {"a.py": {"change": "x", "lines": [[3, 2]]}}}',
        '{"lines": {"a.py": {"change": "x", "lines": []}}}',
        "[" * 100_000,
    ],
)
def test_a_corrupt_file_is_dropped_with_a_word(text: str, room: Room) -> None:
    room.notes.parent.mkdir()
    room.notes.write_text(text, encoding="utf-8")
    outcome, desk = room.review("y", "q")
    assert desk.told[0].startswith(f"{room.notes}: no notes of a review (")
    assert desk.told[0].endswith("); everything is asked again")
    assert desk.headings[0] == "(1/2) a.py"
    assert outcome.taken == ("a.py",)
    assert room.review("q")[1].told[0].startswith("1 file taken"), "what is written now is sound"


def test_half_a_file_is_dropped(room: Room) -> None:
    room.review("y", "n")
    room.notes.write_bytes(room.notes.read_bytes()[:-20])
    _, desk = room.review("q")
    assert desk.headings == ["(1/2) a.py"]


def test_notes_that_cannot_be_read_stop_the_run(tmp_path: Path) -> None:
    with pytest.raises(RepointError, match="can't be read"):
        DecisionStore.load(tmp_path)


def test_decisions_that_cannot_be_kept_stop_the_run(tmp_path: Path) -> None:
    (tmp_path / "state").write_bytes(b"a file, no folder")
    room = Room(tmp_path, Words({"a.py": program(3)}))
    notes = DecisionStore(room.notes)
    with pytest.raises(RepointError, match="decisions can't be kept"):
        notes.save()


def test_the_file_is_meant_to_be_read(room: Room) -> None:
    room.review("y", "n")
    text = room.notes.read_text(encoding="utf-8")
    assert text.endswith("}\n")
    assert text.count("\n") > 5
    assert {path: entry["taken"] for path, entry in json.loads(text)["files"].items()} == {
        "a.py": True,
        "b.py": False,
    }
