"""`s` decides on the hunks of one file, and the plan is made again without those that are declined."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from codemods.cli.review.choose_hunks import NO_CHANGE, SAME_CHANGE
from codemods.values.finding import Finding
from codemods.values.plan import Plan
from codemods.values.tree import ProtectedFile
from tests.cli.review.fake_review import ReviewedTree, WordPlanning, kept_lines, program

LONG = program(3, 20, 40, lines=50)
HUNK = "Take this hunk [y,n,a,d,q,?]? "


@pytest.fixture
def planning() -> WordPlanning:
    return WordPlanning({"a.py": LONG, "b.py": program(3)})


@pytest.fixture
def tree(tmp_path: Path, planning: WordPlanning) -> ReviewedTree:
    return ReviewedTree(tmp_path, planning)


class Stubborn(WordPlanning):
    """No line can be left alone."""

    def _after(self, path: str, text: bytes, keeps: Sequence[ProtectedFile]) -> bytes:
        return super()._after(path, text, [keep for keep in keeps if not keep.lines])


def changed(text: bytes) -> list[bytes]:
    """The lines that the planner changed."""
    return [line for line in text.splitlines() if b"new" in line]


def test_only_a_file_of_several_hunks_can_be_split(tree: ReviewedTree) -> None:
    _, terminal = tree.review("y", "s", "q")
    assert "Take this file [y,n,a,d,s,e,g,q,?]? " in terminal.dialogue
    assert "Take this file [y,n,a,d,e,g,q,?]? " in terminal.dialogue
    assert terminal.errors == ["Sorry, this file has only one hunk"]


def test_each_hunk_is_shown_and_asked_about(tree: ReviewedTree) -> None:
    _, terminal = tree.review("s", "y", "q")
    start = terminal.dialogue.index("(1/3) " + HUNK)
    first, _, second, question = terminal.dialogue[start - 1 : start + 3]
    assert first.startswith("@@ -1,6 +1,6 @@\n-import old\n+import new\n y = 2\n-x = old(3)\n+x = new(3)\n")
    assert second.startswith("@@ -17,7 +17,7 @@")
    assert "-x = old(20)\n" in second
    assert question == "(2/3) " + HUNK


def test_a_file_whose_hunks_are_all_taken_is_taken(tree: ReviewedTree, planning: WordPlanning) -> None:
    outcome, _ = tree.review("s", "y", "y", "y", "y")
    assert outcome.taken == ("a.py", "b.py")
    assert (outcome.keeps, planning.keeps) == ((), [])


def test_a_file_whose_hunks_are_all_left_is_left(tmp_path: Path, planning: WordPlanning) -> None:
    planning.groups = [("a.py", "b.py")]
    outcome, terminal = ReviewedTree(tmp_path, planning).review("s", "n", "n", "n")
    assert kept_lines(outcome) == {"a.py": (), "b.py": ()}
    assert "also left: b.py: it goes with a.py, whose names it follows" in terminal.dialogue


def test_what_is_left_is_planned_without_and_shown_again(tree: ReviewedTree, planning: WordPlanning) -> None:
    outcome, terminal = tree.review("s", "y", "n", "y", "y", "y")
    assert terminal.headings == ["(1/2) a.py", "(1/2) a.py", "(2/2) b.py"]
    assert kept_lines(outcome) == {"a.py": ((20, 20),)}
    assert outcome.keeps[0].rejection.message == "a reviewer left these lines as they are"
    assert outcome.taken == ("a.py", "b.py")
    assert changed(outcome.plan.files[0].after) == [b"x = new(3)", b"x = new(40)"]
    again = terminal.dialogue[terminal.dialogue.index("(3/3) " + HUNK) + 2]
    assert again.startswith("diff --git")
    assert " import old\n" in again, "the import that the declined call needs stays"
    assert len(planning.keeps) == 1


@pytest.mark.parametrize(
    ("answers", "stays"),
    [
        pytest.param(["n", "a"], ((1, 1), (3, 3)), id="a takes the rest"),
        pytest.param(["y", "d"], ((20, 20), (40, 40)), id="d leaves the rest"),
        pytest.param(["n", "y", "n"], ((1, 1), (3, 3), (40, 40)), id="only lines that change"),
    ],
)
def test_lines_that_stay(answers: list[str], stays: tuple[tuple[int, int], ...], tree: ReviewedTree) -> None:
    outcome, _ = tree.review("s", *answers, "y", "y")
    assert kept_lines(outcome) == {"a.py": stays}
    assert outcome.taken == ("a.py", "b.py")


@pytest.mark.parametrize("end", [["q"], []], ids=["q", "end of input"])
def test_quitting_between_hunks_leaves_the_file_undecided(end: list[str], tree: ReviewedTree) -> None:
    outcome, _ = tree.review("s", "n", *end)
    assert kept_lines(outcome) == {"a.py": (), "b.py": ()}
    assert outcome.open
    assert tree.review()[1].headings == ["(1/2) a.py"]


def test_help_on_hunks(tree: ReviewedTree) -> None:
    _, terminal = tree.review("s", "?", "x", "q")
    assert terminal.dialogue.count("a - take this hunk and all later hunks in the file") == 2
    assert terminal.dialogue.count("(1/3) " + HUNK) == 3


def test_it_can_be_split_again(tree: ReviewedTree) -> None:
    outcome, _ = tree.review("s", "y", "n", "y", "s", "n", "y", "y", "y")
    assert kept_lines(outcome) == {"a.py": ((3, 3), (20, 20))}
    assert changed(outcome.plan.files[0].after) == [b"x = new(40)"]


def test_declined_lines_hold_in_the_next_review(tree: ReviewedTree, planning: WordPlanning) -> None:
    tree.review("s", "y", "n", "y", "q")
    outcome, terminal = tree.review("y", "y")
    assert "-x = old(20)" not in terminal.text
    assert kept_lines(outcome) == {"a.py": ((20, 20),)}
    assert changed(outcome.plan.files[0].after) == [b"x = new(3)", b"x = new(40)"]


def test_a_file_with_declined_lines_that_is_taken_stays_taken(tree: ReviewedTree) -> None:
    tree.review("s", "y", "n", "y", "y", "q")
    outcome, terminal = tree.review("y")
    assert terminal.headings == ["(2/2) b.py"]
    assert outcome.taken == ("a.py", "b.py")


def test_a_file_with_declined_lines_may_be_left_altogether(tree: ReviewedTree) -> None:
    outcome, _ = tree.review("s", "y", "n", "y", "n", "y")
    assert kept_lines(outcome) == {"a.py": ()}
    assert outcome.taken == ("b.py",)


def test_other_files_that_change_otherwise_are_named(tmp_path: Path) -> None:
    class Tied(WordPlanning):
        """`b.py` follows line 20 of `a.py`, `c.py` goes with it, and `z.py` comes instead."""

        def plan(self, keeps: Sequence[ProtectedFile] = ()) -> Plan:
            stays = any((20, 20) in keep.lines for keep in keeps)
            self.files["b.py"] = (
                program(3) if not stays else program(3, 4).replace(b"x = old(4)", b"z = new(4)")
            )
            self.files["c.py"] = b"pass\n" if stays else program(3)
            self.files["z.py"] = program(3) if stays else b"pass\n"
            return super().plan(keeps)

    tree = ReviewedTree(tmp_path, Tied({"a.py": LONG, "b.py": b"", "c.py": b"", "d.py": program(3)}))
    outcome, terminal = tree.review("g b", "y", "g a", "s", "y", "n", "y", "y", "y", "y", "y")
    shown = terminal.dialogue[terminal.dialogue.index("(3/3) " + HUNK) + 1 :]
    assert shown[:4] == [
        "no change any more: c.py",
        "changed otherwise now: b.py",
        "changed as well now: z.py",
        "(1/5) a.py",
    ]
    assert terminal.headings[-4:] == ["(1/5) a.py", "(2/5) b.py", "(4/5) d.py", "(5/5) z.py"]
    assert outcome.taken == ("a.py", "b.py", "d.py", "z.py")


def test_a_file_without_any_change_left_counts_as_left(tmp_path: Path) -> None:
    class Whole(WordPlanning):
        """Nothing of `a.py` changes unless line 20 may."""

        def _after(self, path: str, text: bytes, keeps: Sequence[ProtectedFile]) -> bytes:
            stays = any((20, 20) in keep.lines for keep in keeps)
            return text if path == "a.py" and stays else super()._after(path, text, keeps)

    tree = ReviewedTree(tmp_path, Whole({"a.py": LONG, "b.py": program(3)}))
    outcome, terminal = tree.review("s", "y", "n", "y", "y")
    assert NO_CHANGE in terminal.dialogue
    assert terminal.headings == ["(1/2) a.py", "(2/2) b.py"]
    assert outcome.taken == ("b.py",)
    assert kept_lines(outcome) == {"a.py": ((20, 20),)}
    assert terminal.informed == ["1 file taken, 1 left"]
    assert tree.review()[1].asked == 0
    tree.decisions.unlink()
    tree.review("s", "y", "n", "y", "q")
    outcome, terminal = tree.review("g a", "y", "y")
    assert terminal.headings == ["(2/2) b.py", "(1/2) a.py", "(2/2) b.py"]
    assert "the lines of a.py that were left can change again" in terminal.dialogue
    assert outcome.taken == ("a.py", "b.py")
    assert outcome.keeps == ()


def test_it_is_told_why_an_answer_is_lost(tmp_path: Path) -> None:
    class Tied(WordPlanning):
        """Line 40 of `a.py` follows line 20."""

        def _after(self, path: str, text: bytes, keeps: Sequence[ProtectedFile]) -> bytes:
            if any((20, 20) in keep.lines for keep in keeps):
                self.findings = (Finding("a.py", 40, 5, "RP113", "this call stays"),)
                keeps = [*keeps, ProtectedFile(path, keeps[0].rejection, ((40, 40),))]
            return super()._after(path, text, keeps)

    tree = ReviewedTree(tmp_path, Tied({"a.py": LONG}))
    _, terminal = tree.review("s", "y", "n", "y", "q")
    assert terminal.errors == [
        "line 40, which you took, cannot change without the lines that you left",
        "  40:5 this call stays",
    ]


def test_no_answer_is_lost_where_hunks_stand_alone(tree: ReviewedTree) -> None:
    assert tree.review("s", "y", "n", "y", "q")[1].errors == []


def test_a_hunk_that_follows_from_the_others_comes_back(tmp_path: Path) -> None:
    tree = ReviewedTree(tmp_path, Stubborn({"a.py": LONG}))
    outcome, terminal = tree.review("s", "y", "n", "y", "y")
    assert terminal.errors == [SAME_CHANGE]
    assert terminal.headings == ["(1/1) a.py", "(1/1) a.py"]
    assert (outcome.taken, outcome.keeps) == (("a.py",), ())


def test_a_taken_file_whose_split_comes_to_nothing_is_asked_about_again(tmp_path: Path) -> None:
    tree = ReviewedTree(tmp_path, Stubborn({"a.py": LONG, "b.py": program(3)}))
    _, terminal = tree.review("y", "g a", "s", "y", "n", "y", "q")
    assert terminal.headings[-2:] == ["(1/2) a.py", "(1/2) a.py"]
    assert tree.review()[1].headings == ["(1/2) a.py"]


def test_going_back_to_a_file_opens_its_declined_lines(tree: ReviewedTree) -> None:
    outcome, terminal = tree.review("s", "y", "n", "y", "y", "g a.py", "y", "y")
    assert "the lines of a.py that were left can change again" in terminal.dialogue
    assert outcome.keeps == ()
    assert outcome.plan == tree.planning.plan()


def test_lines_that_were_opened_again_are_open_in_the_next_review(tree: ReviewedTree) -> None:
    tree.review("s", "y", "n", "y", "y", "g a.py", "q")
    assert "-x = old(20)" in tree.review()[1].text


def test_splitting_a_left_file_takes_back_that_it_is_left(tmp_path: Path, planning: WordPlanning) -> None:
    planning.groups = [("a.py", "b.py")]
    tree = ReviewedTree(tmp_path, planning)
    tree.planning.files["c.py"] = program(3)
    outcome, terminal = tree.review("n", "g a", "s", "y", "n", "y", "y", "y", "y")
    assert "to be decided again: b.py: it lands together with a.py" in terminal.dialogue
    assert outcome.taken == ("a.py", "b.py", "c.py")
    assert kept_lines(outcome) == {"a.py": ((20, 20),)}
