"""Decisions are kept in a file, hold for the change that they were made about, and are never guessed."""

import json
from pathlib import Path

import pytest

from codemods.cli.review.decision_store import DecisionStore
from codemods.values.errors import RepointError
from codemods.values.plan import FileChange
from tests.cli.review.fake_review import ReviewedTree, WordPlanning, program

CHANGE = FileChange("a.py", b"old\n", b"new\n", (), 1)


@pytest.fixture
def tree(tmp_path: Path) -> ReviewedTree:
    return ReviewedTree(tmp_path, WordPlanning({"a.py": program(3), "b.py": program(3)}))


def test_a_missing_file_holds_no_decisions(tmp_path: Path) -> None:
    store = DecisionStore.load(tmp_path / "none.json")
    assert (store.decision(CHANGE), store.declined_lines(CHANGE), store.warning) == (None, (), None)


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    store = DecisionStore(tmp_path / "deep" / "decisions.json")
    other = FileChange("by\udcfftes\n.py", b"", b"x", (), 1)
    store.decide(CHANGE, True, b"\xff\x00text")
    store.decide(other, False)
    store.decline_lines(CHANGE, ((1, 2), (4, 4)))
    store.save()
    again = DecisionStore.load(store.path)
    first, second = again.decision(CHANGE), again.decision(other)
    assert first is not None
    assert (first.taken, first.edited) == (True, b"\xff\x00text")
    assert second is not None
    assert (second.taken, second.edited) == (False, None)
    assert again.declined_lines(CHANGE) == ((1, 2), (4, 4))
    assert again.declined_lines(other) == ()


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
    store = DecisionStore(tmp_path / "decisions.json")
    store.decide(CHANGE, True)
    store.decline_lines(CHANGE, ((1, 1),))
    assert store.decision(change) is None
    assert store.declined_lines(change) == ()


def test_what_is_taken_back_is_gone(tmp_path: Path) -> None:
    store = DecisionStore(tmp_path / "decisions.json")
    store.decide(CHANGE, True)
    store.decline_lines(CHANGE, ((1, 1),))
    store.forget("a.py")
    store.forget("never there")
    store.decline_lines(CHANGE, ())
    assert (store.decision(CHANGE), store.declined_lines(CHANGE)) == (None, ())


def test_a_file_that_changed_since_is_asked_about_again(tree: ReviewedTree) -> None:
    tree.review("y", "n")
    tree.planning.files["b.py"] += b"# more\n"
    outcome, terminal = tree.review("y")
    assert terminal.headings == ["(2/2) b.py"]
    assert outcome.taken == ("a.py", "b.py")


def test_lines_of_a_file_that_changed_since_are_asked_about_again(tmp_path: Path) -> None:
    tree = ReviewedTree(tmp_path, WordPlanning({"a.py": program(3, 20)}))
    tree.review("s", "y", "n", "y")
    tree.planning.files["a.py"] += b"# more\n"
    outcome, terminal = tree.review("y")
    assert "-x = old(20)" in terminal.text
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
def test_a_corrupt_file_is_dropped_with_a_word(text: str, tree: ReviewedTree) -> None:
    tree.decisions.parent.mkdir()
    tree.decisions.write_text(text, encoding="utf-8")
    outcome, terminal = tree.review("y", "q")
    assert terminal.informed[0].startswith(f"{tree.decisions}: not the decisions of a review (")
    assert terminal.informed[0].endswith("); everything is asked again")
    assert terminal.headings[0] == "(1/2) a.py"
    assert outcome.taken == ("a.py",)
    assert tree.review("q")[1].informed[0].startswith("1 file taken"), "what is written now is sound"


def test_half_a_file_is_dropped(tree: ReviewedTree) -> None:
    tree.review("y", "n")
    tree.decisions.write_bytes(tree.decisions.read_bytes()[:-20])
    _, terminal = tree.review("q")
    assert terminal.headings == ["(1/2) a.py"]


def test_a_file_that_cannot_be_read_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(RepointError, match="can't be read"):
        DecisionStore.load(tmp_path)


def test_decisions_that_cannot_be_kept_stop_the_run(tmp_path: Path) -> None:
    (tmp_path / "state").write_bytes(b"a file, no folder")
    tree = ReviewedTree(tmp_path, WordPlanning({"a.py": program(3)}))
    store = DecisionStore(tree.decisions)
    with pytest.raises(RepointError, match="decisions can't be kept"):
        store.save()


def test_the_file_is_meant_to_be_read(tree: ReviewedTree) -> None:
    tree.review("y", "n")
    text = tree.decisions.read_text(encoding="utf-8")
    assert text.endswith("}\n")
    assert text.count("\n") > 5
    assert {path: entry["taken"] for path, entry in json.loads(text)["files"].items()} == {
        "a.py": True,
        "b.py": False,
    }
