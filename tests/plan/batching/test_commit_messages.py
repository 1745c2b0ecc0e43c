"""Messages: a template filled in for each batch, and mistakes in one."""

import pytest

from codemods.plan.batching.commit_messages import (
    DEFAULT_TEMPLATE,
    PLACEHOLDERS,
    check_template,
    commit_messages,
)
from codemods.values.batch import Batch
from codemods.values.errors import RepointError
from codemods.values.finding import Finding
from codemods.values.plan import FileChange, Plan


def change(path: str, references: int) -> FileChange:
    return FileChange(path, b"a", b"b", (), references)


PLAN = Plan(
    "m",
    (change("a.py", 1), change("b/x.py", 2), change("b/y.py", 3)),
    (
        Finding("b/x.py", 1, 1, "RP201", "x"),
        Finding("b/y.py", 1, 1, "RP201", "x"),
        Finding("b/y.py", 2, 1, "RP203", "x"),
        Finding("c.py", 2, 1, "RP101", "x"),
    ),
)
BATCHES = (Batch("a", ("a.py",)), Batch("b", ("b/x.py", "b/y.py")))


def test_each_word_stands_for_something_of_its_batch() -> None:
    template = "$migration|$batch|$number|$total|$files|$references|$$5"
    assert commit_messages(PLAN, BATCHES, template) == [
        "m|a|1|2|1 file|1 reference|$5",
        "m|b|2|2|2 files|5 references|$5",
    ]


def test_findings_are_counted_by_code_and_only_the_batchs_own() -> None:
    none, some = commit_messages(PLAN, BATCHES, "$findings")
    assert none == "No findings in these files."
    assert some.splitlines() == [
        "3 findings in these files, which `repoint diff` shows in place:",
        "",
        "- 2 RP201 alias-kept: The target moved, the local name stayed",
        "- 1 RP203 note: The migration says something about this edit",
    ]


def test_what_it_says_by_itself_has_a_subject_and_a_body() -> None:
    first, second = commit_messages(PLAN, BATCHES)
    assert first.splitlines()[:4] == [
        "m: a (1/2)",
        "",
        "Move 1 reference in 1 file off deprecated names.",
        "",
    ]
    assert second.splitlines()[0] == "m: b (2/2)"


def test_names_from_outside_stay_on_their_line() -> None:
    plan = Plan("m\n\x1b", (change("a.py", 1),), ())
    assert commit_messages(plan, (Batch("a\nb", ("a.py",)),), "$migration $batch") == ["m\\n\\x1b a\\nb"]


def test_a_dollar_sign_in_a_name_is_no_word() -> None:
    assert commit_messages(PLAN, (Batch("$files", ("a.py",)),), "$batch") == ["$files"]


@pytest.mark.parametrize(
    "text", [DEFAULT_TEMPLATE, "x", "$$", "${batch}s", *(f"${word}" for word in PLACEHOLDERS)]
)
def test_a_template_that_can_be_filled_in(text: str) -> None:
    check_template(text, "--message")
    assert len(commit_messages(PLAN, BATCHES, text)) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "--message: the message is empty; write a text, or leave it out"),
        (" \n\t", "--message: the message is empty; write a text, or leave it out"),
        ("5 $", "--message: a `$` stands alone; write `$$` for a dollar sign"),
        ("${batch", "--message: a `$` stands alone; write `$$` for a dollar sign"),
        ("${}", "--message: a `$` stands alone; write `$$` for a dollar sign"),
        ("$1", "--message: a `$` stands alone; write `$$` for a dollar sign"),
        ("$file", "$file means nothing; expected one of $migration, $batch, $number"),
        ("$file", 'did you mean "files"?'),
        ("$Batch", "$Batch means nothing"),
    ],
)
def test_one_that_cannot_is_a_mistake_that_says_what_to_write(text: str, said: str) -> None:
    with pytest.raises(RepointError) as caught:
        check_template(text, "--message")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
