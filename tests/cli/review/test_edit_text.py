"""`e`: the new text as bytes, taken only if it can be."""

from collections.abc import Callable
from pathlib import Path

import pytest

from codemods.cli.review.interfaces import EditorError
from tests.cli.review.fake_review import ReviewedTree, WordPlanning, kept_lines, program

PLANNED = program(3).replace(b"old", b"new")


@pytest.fixture
def tree(tmp_path: Path) -> ReviewedTree:
    return ReviewedTree(tmp_path, WordPlanning({"app/a.py": program(3), "b.py": program(3)}))


def to(text: bytes) -> Callable[[bytes], bytes]:
    """An editor that writes this text in place of any other."""
    return lambda _: text


def test_an_edited_text_is_taken(tree: ReviewedTree) -> None:
    outcome, terminal = tree.review("e", "y", editor=lambda text: text + b"z = 1\n")
    assert terminal.edits == [("app/a.py", PLANNED)]
    assert outcome.taken == ("app/a.py", "b.py")
    assert dict(outcome.edited) == {"app/a.py": PLANNED + b"z = 1\n"}


def test_an_unchanged_text_takes_the_file_as_planned(tree: ReviewedTree) -> None:
    outcome, _ = tree.review("e", "n")
    assert (outcome.taken, dict(outcome.edited)) == (("app/a.py",), {})


@pytest.mark.parametrize("text", [b"", b" \n\n"])
def test_an_empty_text_abandons_the_edit(text: bytes, tree: ReviewedTree) -> None:
    outcome, terminal = tree.review("e", "q", editor=to(text))
    assert outcome.taken == ()
    assert terminal.errors == ["nothing is left of the text: the edit is abandoned"]
    assert terminal.headings == ["(1/2) app/a.py"]


def test_a_text_as_it_was_before_leaves_the_file(tmp_path: Path) -> None:
    planning = WordPlanning({"a.py": program(3), "b.py": program(3)}, groups=[("a.py", "b.py")])
    outcome, terminal = ReviewedTree(tmp_path, planning).review("e", editor=to(program(3)))
    assert kept_lines(outcome) == {"a.py": (), "b.py": ()}
    assert "this is the text as it was: the file is left" in terminal.dialogue
    assert "also left: b.py: it goes with a.py, whose names it follows" in terminal.dialogue


def test_a_refused_text_can_be_edited_further(tree: ReviewedTree) -> None:
    tree.planning.refusals = {b"bad (\n": "line 1: '\x1b(' was never closed"}
    texts = iter([b"bad (\n", b"good\n"])
    outcome, terminal = tree.review("e", "maybe", "Yes", "q", editor=lambda _: next(texts))
    assert terminal.errors == ["line 1: '\\x1b(' was never closed"]
    question = 'Your edited file can\'t be taken. Edit again (saying "no" discards!) [y/n]? '
    assert terminal.dialogue.count(question) == 2
    assert [text for _, text in terminal.edits] == [PLANNED, b"bad (\n"]
    assert dict(outcome.edited) == {"app/a.py": b"good\n"}


def test_a_refused_text_may_be_given_up(tree: ReviewedTree) -> None:
    tree.planning.refusals = {b"bad\n": "no"}
    outcome, terminal = tree.review("e", "n", "y", "q", editor=to(b"bad\n"))
    assert (outcome.taken, dict(outcome.edited)) == (("app/a.py",), {})
    assert len(terminal.headings) == 2


def test_an_editor_that_fails_changes_nothing(tree: ReviewedTree) -> None:
    def fails(text: bytes) -> bytes:
        raise EditorError("There was a problem with the editor 'x\x1b'.")

    outcome, terminal = tree.review("e", "q", editor=fails)
    assert terminal.errors == ["There was a problem with the editor 'x\\x1b'."]
    assert outcome.taken == ()


@pytest.mark.parametrize(
    ("before", "edit", "wanted"),
    [
        pytest.param(b"\xef\xbb\xbfold()\r\n", (b"new", b"neu"), b"\xef\xbb\xbfneu()\r\n", id="BOM and CRLF"),
        pytest.param(
            b"# coding: latin-1\nold() # \xe9\n",
            (b"new", b"neu"),
            b"# coding: latin-1\nneu() # \xe9\n",
            id="latin-1",
        ),
        pytest.param(b"old()", (b"new()", b"neu()\n"), b"neu()", id="an editor's line end is taken away"),
        pytest.param(b"old()\r\nold()", (b"new()", b"neu()\r\n"), b"neu()\r\n\r\nneu()", id="in CRLF too"),
        pytest.param(b"old()\n", (b"new", b"\n\nnew"), b"\n\nnew()\n", id="nothing else is"),
    ],
)
def test_bytes_survive(before: bytes, edit: tuple[bytes, bytes], wanted: bytes, tmp_path: Path) -> None:
    tree = ReviewedTree(tmp_path, WordPlanning({"a.py": before}))
    outcome, _ = tree.review("e", editor=lambda text: text.replace(*edit))
    assert dict(outcome.edited) == {"a.py": wanted}
    assert dict(tree.review()[0].edited) == {"a.py": wanted}, "they are stored"


def test_a_line_end_that_only_the_editor_adds_does_not_count(tmp_path: Path) -> None:
    outcome, _ = ReviewedTree(tmp_path, WordPlanning({"a.py": b"old()"})).review(
        "e", editor=lambda text: text + b"\n"
    )
    assert (outcome.taken, dict(outcome.edited)) == (("a.py",), {})


def test_editing_again_goes_on_from_the_edited_text(tree: ReviewedTree) -> None:
    outcome, terminal = tree.review("e", "g a.py", "e", "q", editor=lambda text: text + b"#\n")
    assert [text for _, text in terminal.edits] == [PLANNED, PLANNED + b"#\n"]
    assert dict(outcome.edited) == {"app/a.py": PLANNED + b"#\n#\n"}


def test_taking_an_edited_file_as_planned_drops_the_edit(tree: ReviewedTree) -> None:
    outcome, _ = tree.review("e", "g a.py", "y", "q", editor=to(b"pass\n"))
    assert (outcome.taken, dict(outcome.edited)) == (("app/a.py",), {})


def test_an_edit_that_can_no_longer_be_taken_is_asked_about_again(tree: ReviewedTree) -> None:
    tree.planning.files = {"app/\x1b.py": program(3), "b.py": program(3)}
    tree.review("e", "y", editor=to(b"pass\n"))
    tree.planning.refusals = {b"pass\n": "names\nwhat is gone"}
    outcome, terminal = tree.review("q")
    assert (
        terminal.informed[0] == "app/\\x1b.py: its edited text can't be taken any more: names\\nwhat is gone"
    )
    assert terminal.headings == ["(1/2) app/\\x1b.py"]
    assert outcome.taken == ("b.py",)
