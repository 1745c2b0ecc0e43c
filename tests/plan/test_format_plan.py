"""What a formatter makes of a new text is taken where it is the same program, and near the edits."""

import pytest

from codemods.plan.format_plan import format_plan
from codemods.values.edit import Edit, splice
from codemods.values.formatting import FormattedTexts
from codemods.values.plan import FileChange, Plan

BEFORE = b"import os\nimport one\nfrom pkg import old\n\nold(1)\n\n\n\n\ntail = 2\n"
AFTER = b"import os\nimport one\nfrom pkg import new\n\nnew(1)\n\n\n\n\ntail = 2\n"


def formatted(text: bytes, before: bytes = BEFORE, after: bytes = AFTER) -> tuple[bytes, list[str]]:
    """What the plan has then, and its messages; its edits make just that."""
    starts = [at for at in range(len(before)) if before.startswith(b"old", at)]
    edits = tuple(Edit(at, at + 3, b"old", b"new") for at in starts)
    assert splice(before, edits) == after
    plan = Plan("m", (FileChange("a.py", before, after, edits, 2),), ())
    made = format_plan(plan, lambda _: FormattedTexts({"a.py": text}))
    (change,) = made.files
    assert splice(before, change.edits) == change.after
    assert change.references == 2
    return change.after, [each.message for each in made.findings]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(AFTER.replace(b"new(1)", b"new(\n    1,\n)"), id="a call on more lines"),
        pytest.param(AFTER.replace(b"import os\nimport one", b"import one\nimport os"), id="sorted imports"),
        pytest.param(AFTER.replace(b"import new", b"import (\n    new,\n)"), id="names on lines"),
        pytest.param(AFTER.replace(b"\n\nnew", b"\n\n\nnew"), id="an empty line"),
    ],
)
def test_the_same_program_is_taken(text: bytes) -> None:
    assert formatted(text) == (text, [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(AFTER.replace(b"tail = 2", b"tail =  2"), "line 10 of the new text", id="far away"),
        pytest.param(AFTER.replace(b"new(1)", b"new(2)"), "another program", id="another constant"),
        pytest.param(AFTER.replace(b"import one\n", b""), "no longer bind `one`", id="lost"),
        pytest.param(AFTER.replace(b"import one", b"import one, two"), "two", id="one more"),
        pytest.param(AFTER.replace(b"from pkg", b"from other"), "`other.new`", id="another home"),
        pytest.param(b"# coding: latin-1\n" + AFTER, "encoding", id="another encoding"),
        pytest.param(b"\xff" + AFTER, "another program", id="no text"),
    ],
)
def test_anything_else_costs_a_finding(text: bytes, message: str) -> None:
    after, messages = formatted(text)
    assert after == AFTER
    assert len(messages) == 1
    assert message in messages[0]


@pytest.mark.parametrize(
    ("imports", "sorted_imports"),
    [
        pytest.param(
            b"from z import x\nfrom a import x\n", b"from a import x\nfrom z import x\n", id="one name"
        ),
        pytest.param(b"from z import *\nimport a\n", b"import a\nfrom z import *\n", id="around a star"),
    ],
)
def test_imports_whose_order_counts_keep_it(imports: bytes, sorted_imports: bytes) -> None:
    rest = b"from pkg import old\n\nold()\n"
    after = imports + rest.replace(b"old", b"new")
    text = sorted_imports + rest.replace(b"old", b"new")
    assert formatted(text, imports + rest, after) == (
        after,
        [
            "the formatters would make another program of it: imports of one name, or around `import *`, "
            "would come in another order"
        ],
    )
