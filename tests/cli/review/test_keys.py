"""Every key of a file does what it does in `git add -p`."""

from pathlib import Path

import pytest

from codemods.values.finding import Finding
from tests.cli.review.fake_review import ReviewedTree, ScriptedTerminal, WordPlanning, kept_lines, program

FILES = {name: program(3) for name in ("a.py", "b.py", "c.py", "d.py")}
FILE_PROMPT = "Take this file [y,n,a,d,e,g,q,?]? "


@pytest.fixture
def tree(tmp_path: Path) -> ReviewedTree:
    return ReviewedTree(tmp_path, WordPlanning(FILES))


def test_yes_and_no_go_file_by_file(tree: ReviewedTree) -> None:
    outcome, terminal = tree.review("y", "n", "y", "n")
    assert outcome.taken == ("a.py", "c.py")
    assert kept_lines(outcome) == {"b.py": (), "d.py": ()}
    assert {keep.rejection.code for keep in outcome.keeps} == {"RP012"}
    assert not outcome.open
    assert terminal.headings == ["(1/4) a.py", "(2/4) b.py", "(3/4) c.py", "(4/4) d.py"]
    assert terminal.informed == ["2 files taken, 2 left"]


def test_a_file_is_shown_with_its_patch_before_the_question(tree: ReviewedTree) -> None:
    _, terminal = tree.review()
    heading, patch, question = terminal.dialogue
    assert heading == "(1/4) a.py"
    assert patch.startswith("diff --git a/a.py b/a.py\n")
    assert "-x = old(3)\n+x = new(3)\n" in patch
    assert question == FILE_PROMPT


def test_all_of_it_taken_needs_no_planning(tree: ReviewedTree) -> None:
    outcome, _ = tree.review("y", "y", "y", "y")
    assert outcome.taken == tuple(FILES)
    assert outcome.plan == tree.planning.plan()
    assert outcome.keeps == ()
    assert tree.planning.keeps == []


def test_all_takes_what_follows(tree: ReviewedTree) -> None:
    outcome, _ = tree.review("n", "a")
    assert outcome.taken == ("b.py", "c.py", "d.py")


def test_all_does_not_take_what_was_jumped_over(tree: ReviewedTree) -> None:
    outcome, terminal = tree.review("g 3", "a", "n", "y")
    assert outcome.taken == ("b.py", "c.py", "d.py")
    assert terminal.headings == ["(1/4) a.py", "(3/4) c.py", "(1/4) a.py", "(2/4) b.py"]


def test_done_leaves_what_follows(tree: ReviewedTree) -> None:
    outcome, terminal = tree.review("y", "d")
    assert outcome.taken == ("a.py",)
    assert kept_lines(outcome) == {"b.py": (), "c.py": (), "d.py": ()}
    assert not outcome.open
    assert terminal.informed == ["1 file taken, 3 left"]


@pytest.mark.parametrize("end", [["q"], []], ids=["q", "end of input"])
def test_quitting_applies_what_was_taken(end: list[str], tree: ReviewedTree) -> None:
    outcome, terminal = tree.review("y", "n", *end)
    assert outcome.taken == ("a.py",)
    assert kept_lines(outcome) == {"b.py": (), "c.py": (), "d.py": ()}
    assert [change.path for change in outcome.plan.files] == ["a.py"]
    assert outcome.open
    assert terminal.informed == [
        "1 file taken, 1 left, 2 not decided yet; run the same command again to go on"
    ]


def test_the_reason_why_a_file_stays_is_given_for_each(tree: ReviewedTree) -> None:
    outcome, _ = tree.review("n", "q")
    assert [keep.rejection.message for keep in outcome.keeps[:2]] == [
        "a reviewer left the file as it is",
        "a reviewer has not decided on the file yet",
    ]


def test_the_next_review_goes_on_where_the_last_one_ended(tree: ReviewedTree) -> None:
    tree.review("y", "n", "q")
    outcome, terminal = tree.review("n", "y")
    assert terminal.headings == ["(3/4) c.py", "(4/4) d.py"]
    assert outcome.taken == ("a.py", "d.py")
    assert terminal.informed == ["2 files taken, 2 left"]


def test_an_interrupt_passes_and_loses_nothing(tree: ReviewedTree) -> None:
    with pytest.raises(KeyboardInterrupt):
        tree.review("y", "n", "^C")
    _, terminal = tree.review()
    assert terminal.headings == ["(3/4) c.py"]


def test_when_all_is_decided_nothing_is_asked(tree: ReviewedTree) -> None:
    tree.review("y", "d")
    outcome, terminal = tree.review()
    assert terminal.asked == 0
    assert outcome.taken == ("a.py",)
    assert terminal.informed == [
        f"everything is decided already; remove {tree.decisions} to be asked again",
        "1 file taken, 3 left",
    ]


def test_an_empty_plan_needs_no_review(tmp_path: Path) -> None:
    outcome, terminal = ReviewedTree(tmp_path, WordPlanning({"a.py": b"pass\n"})).review()
    assert (outcome.taken, outcome.keeps, bool(outcome.open), terminal.informed) == ((), (), False, [])


@pytest.mark.parametrize("answer", ["?", "x", "  ? "])
def test_help_explains_every_key_of_the_prompt(answer: str, tree: ReviewedTree) -> None:
    _, terminal = tree.review(answer, "Q")
    explained = [line[0] for line in terminal.dialogue if line[1:4] == " - "]
    assert f"Take this file [{','.join(explained)}]? " == FILE_PROMPT
    assert "y - take this file" in terminal.dialogue
    assert terminal.dialogue.count(FILE_PROMPT) == 2


@pytest.mark.parametrize("answer", ["Y", " y ", "y\r"])
def test_case_and_blanks_say_nothing(answer: str, tree: ReviewedTree) -> None:
    assert tree.review(answer)[0].taken == ("a.py",)


@pytest.mark.parametrize("answer", ["yy", "quit", "app/x.py\x1b[2J"])
def test_a_word_is_not_a_key(answer: str, tree: ReviewedTree) -> None:
    outcome, terminal = tree.review(answer, "q")
    assert outcome.taken == ()
    assert terminal.errors[0].startswith(f"Only one letter is expected, got '{answer[:4]}")
    assert terminal.asked == 2


def test_an_empty_answer_is_asked_again(tree: ReviewedTree) -> None:
    _, terminal = tree.review("", "q")
    assert terminal.dialogue[2:] == [FILE_PROMPT, FILE_PROMPT]


def test_findings_of_a_file_are_shown_with_it(tmp_path: Path) -> None:
    findings = [Finding("a.py", line, 5, "RP203", f"note {line}\x1b[2J") for line in range(1, 8)]
    findings += [Finding("b.py", 0, 0, "RP301", "of another file"), Finding("c.py", 1, 1, "RP203", "m" * 300)]
    _, terminal = ReviewedTree(tmp_path, WordPlanning(FILES, findings=findings)).review("y", "y")
    assert terminal.dialogue[1:7] == [
        *(f"  {line}:5 RP203 note {line}\\x1b[2J" for line in range(1, 6)),
        "  and 2 more",
    ]
    assert "  RP301 of another file" in terminal.dialogue
    assert max(len(line) for style, line in terminal.styles) < 130


def test_a_hostile_path_is_escaped_and_decided_like_any_other(tmp_path: Path) -> None:
    names = ["new\nline.py", "esc\x1b[2J.py", "bytes\udcff.py"]
    tree = ReviewedTree(tmp_path, WordPlanning({name: program(3) for name in names}, groups=[names]))
    outcome, terminal = tree.review("y", "y", "g esc", "q")
    assert terminal.headings[:2] == ["(1/3) new\\nline.py", "(2/3) esc\\x1b[2J.py"]
    assert "lands with: bytes\\udcff.py, esc\\x1b[2J.py" in terminal.dialogue
    assert outcome.taken == ()
    assert tree.review("y")[0].taken == tuple(names)
    outcome, terminal = ReviewedTree(tmp_path / "other", tree.planning).review("g esc", "n")
    reason = outcome.keeps[0].rejection.message
    assert reason == "it lands together with esc\\x1b[2J.py, which a reviewer left as it is"
    assert any(line.startswith("also left: new\\nline.py, bytes\\udcff.py: ") for line in terminal.dialogue)


def test_script_holds_to_its_protocol() -> None:
    assert ScriptedTerminal([]).ask("?") is None
