"""Nothing lands unseen: a file that changes because another one stays is asked about again."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from codemods.values.tree import ProtectedFile
from tests.cli.review.fake_review import ReviewedTree, WordPlanning, kept_lines, program


@pytest.fixture
def tree(tmp_path: Path) -> ReviewedTree:
    """`c.py` goes to `newest` as long as `a.py` is not declined."""
    files = {name: program(3) for name in ("a.py", "b.py", "c.py")}
    return ReviewedTree(tmp_path, WordPlanning(files, newest_with={"c.py": "a.py"}))


def test_the_plan_of_the_outcome_is_what_was_taken(tree: ReviewedTree) -> None:
    outcome, _ = tree.review("y", "n", "y")
    assert [change.path for change in outcome.plan.files] == ["a.py", "c.py"]
    assert b"newest" in outcome.plan.files[1].after
    assert tree.planning.keeps == [outcome.keeps]


def test_a_taken_file_that_would_change_otherwise_is_asked_about_again(tree: ReviewedTree) -> None:
    outcome, terminal = tree.review("n", "y", "y", "y")
    assert terminal.headings == ["(1/3) a.py", "(2/3) b.py", "(3/3) c.py", "(3/3) c.py"]
    assert terminal.informed == ["changed otherwise now: c.py", "2 files taken, 1 left"]
    assert [change.path for change in outcome.plan.files] == ["b.py", "c.py"]
    assert b"newest" not in outcome.plan.files[1].after
    assert len(tree.planning.keeps) == 1


def test_it_may_be_left_then(tree: ReviewedTree) -> None:
    outcome, _ = tree.review("n", "y", "y", "n")
    assert outcome.taken == ("b.py",)
    assert kept_lines(outcome) == {"a.py": (), "c.py": ()}
    assert [change.path for change in outcome.plan.files] == ["b.py"]


def test_at_quit_it_is_not_applied(tree: ReviewedTree) -> None:
    outcome, terminal = tree.review("n", "g 3", "y", "q")
    assert outcome.taken == ()
    assert kept_lines(outcome) == {"a.py": (), "b.py": (), "c.py": ()}
    assert terminal.informed[0] == "changed otherwise now: c.py"
    assert outcome.plan.files == ()


def test_the_next_review_shows_what_follows_from_what_is_left(tree: ReviewedTree) -> None:
    tree.review("n", "y", "q")
    _, terminal = tree.review("y")
    assert terminal.headings == ["(3/3) c.py"]
    assert "newest" not in terminal.text
    assert tree.review()[0].taken == ("b.py", "c.py")


def test_taking_back_what_was_left_is_settled_too(tree: ReviewedTree) -> None:
    tree.review("n", "y", "q")
    outcome, terminal = tree.review("g 1", "y", "y", "y")
    assert terminal.headings == ["(3/3) c.py", "(1/3) a.py", "(3/3) c.py", "(3/3) c.py"]
    assert outcome.taken == ("a.py", "b.py", "c.py")
    assert outcome.plan == tree.planning.plan()


def test_a_taken_file_that_has_no_change_any_more_is_not_taken(tmp_path: Path) -> None:
    class Needs(WordPlanning):
        def _after(self, path: str, text: bytes, keeps: Sequence[ProtectedFile]) -> bytes:
            gone = path == "c.py" and any(keep.path == "a.py" for keep in keeps)
            return text if gone else super()._after(path, text, keeps)

    files = {name: program(3) for name in ("a.py", "b.py", "c.py")}
    tree = ReviewedTree(tmp_path, Needs(files))
    outcome, terminal = tree.review("n", "y", "y")
    assert outcome.taken == ("b.py",)
    assert kept_lines(outcome) == {"a.py": ()}
    assert terminal.informed == ["no change any more: c.py", "1 file taken, 1 left"]
    tree.decisions.unlink()
    tree.review("n", "q")
    assert tree.review("g c.py", "q")[1].errors == ["c.py has no change any more"]
