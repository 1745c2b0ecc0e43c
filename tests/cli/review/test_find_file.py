"""`g` goes to a file by number, part of the path or pattern."""

from pathlib import Path

import pytest

from tests.cli.review.fake_review import ReviewedTree, WordPlanning, kept_lines, program

PATHS = ("app/a.py", "app/b.py", "lib/a.py", "lib/deep/b.py", "tests/test_3.py")


@pytest.fixture
def tree(tmp_path: Path) -> ReviewedTree:
    return ReviewedTree(tmp_path, WordPlanning({path: program(3) for path in PATHS}))


@pytest.mark.parametrize(
    ("answer", "heading"),
    [
        pytest.param("g 4", "(4/5) lib/deep/b.py", id="a number"),
        pytest.param("g4", "(4/5) lib/deep/b.py", id="without a blank"),
        pytest.param("G lib", "(3/5) lib/a.py", id="the first that holds it"),
        pytest.param("g a.py", "(1/5) app/a.py", id="the file itself"),
        pytest.param("/deep", "(4/5) lib/deep/b.py", id="as git searches"),
        pytest.param("g lib/*/b.py", "(4/5) lib/deep/b.py", id="a pattern"),
        pytest.param("g 3", "(3/5) lib/a.py", id="a number goes before a part"),
        pytest.param("g _3", "(5/5) tests/test_3.py", id="a part with a number"),
    ],
)
def test_going_to_a_file(answer: str, heading: str, tree: ReviewedTree) -> None:
    assert tree.review(answer, "q")[1].headings == ["(1/5) app/a.py", heading]


def test_a_file_may_be_named_before_the_list_is_at_its_end(tmp_path: Path) -> None:
    tree = ReviewedTree(tmp_path, WordPlanning({f"m{number:02}.py": program(3) for number in range(1, 51)}))
    assert tree.review("g", "50", "q")[1].headings[-1] == "(50/50) m50.py"


@pytest.mark.parametrize("answer", ["g 0", "g 6", "g -1", "g nothing", "g [", "g " + "9" * 5000])
def test_a_file_that_is_not_there(answer: str, tree: ReviewedTree) -> None:
    _, terminal = tree.review(answer, "q")
    assert terminal.errors == [f"No file has this number or matches: {answer[2:]}"]
    assert terminal.headings == ["(1/5) app/a.py"]


def test_g_alone_lists_the_files_and_asks(tree: ReviewedTree) -> None:
    _, terminal = tree.review("y", "n", "g", "5", "q")
    at = terminal.dialogue.index("go to which file? ")
    assert terminal.dialogue[at - 5 : at] == [
        "+  1: app/a.py",
        "-  2: app/b.py",
        "   3: lib/a.py",
        "   4: lib/deep/b.py",
        "   5: tests/test_3.py",
    ]
    assert terminal.headings[-1] == "(5/5) tests/test_3.py"


def test_no_answer_stays_at_the_file(tree: ReviewedTree) -> None:
    _, terminal = tree.review("g", "", "q")
    assert len(terminal.headings) == 1
    assert terminal.errors == []


def test_the_input_may_end_at_the_list(tree: ReviewedTree) -> None:
    outcome, _ = tree.review("y", "g")
    assert outcome.open
    assert outcome.taken == ("app/a.py",)


def test_a_long_list_goes_page_by_page(tmp_path: Path) -> None:
    tree = ReviewedTree(tmp_path, WordPlanning({f"m{number:02}.py": program(3) for number in range(1, 51)}))
    _, terminal = tree.review("g 30", "g", "", "50", "q")
    question = "go to which file (<ret> to see more)? "
    at = terminal.dialogue.index(question)
    assert terminal.dialogue[at - 20 : at : 19] == ["  20: m20.py", "  39: m39.py"]
    assert terminal.dialogue[at + 1] == "  40: m40.py"
    assert terminal.dialogue[at + 12] == "go to which file? "
    assert terminal.headings[-1] == "(50/50) m50.py"


def test_a_decided_file_is_asked_about_anew(tree: ReviewedTree) -> None:
    outcome, terminal = tree.review("y", "n", "g 1", "n", "g 2", "y", "q")
    assert terminal.headings == [
        "(1/5) app/a.py",
        "(2/5) app/b.py",
        "(3/5) lib/a.py",
        "(1/5) app/a.py",
        "(3/5) lib/a.py",
        "(2/5) app/b.py",
        "(3/5) lib/a.py",
    ]
    assert outcome.taken == ("app/b.py",)
    assert "app/a.py" in kept_lines(outcome)


def test_quitting_at_a_decided_file_keeps_its_decision(tree: ReviewedTree) -> None:
    assert tree.review("y", "g 1", "q")[0].taken == ("app/a.py",)
