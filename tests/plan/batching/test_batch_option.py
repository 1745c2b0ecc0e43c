"""`--batch-by`: what is understood, and what is said about the rest."""

import pytest

from codemods.plan.batching.batch_option import BatchBy, BatchKind, parse_batch_by
from codemods.values.errors import RepointError

FORMS = "expected one of owner, dir[:DEPTH], category, size:N, one"
SIZE = "expected size:N, how many files a batch has at most"
DEPTH = "expected dir[:DEPTH], how many folders deep"
RANGE = "is not a number from 1 to 999999999"


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("owner", BatchBy(BatchKind.OWNER)),
        ("category", BatchBy(BatchKind.CATEGORY)),
        ("one", BatchBy(BatchKind.ONE)),
        ("dir", BatchBy(BatchKind.FOLDER, 1)),
        ("dir:1", BatchBy(BatchKind.FOLDER, 1)),
        ("dir:12", BatchBy(BatchKind.FOLDER, 12)),
        ("size:1", BatchBy(BatchKind.SIZE, 1)),
        ("size:050", BatchBy(BatchKind.SIZE, 50)),
        ("size:999999999", BatchBy(BatchKind.SIZE, 999_999_999)),
    ],
)
def test_understood(text: str, by: BatchBy) -> None:
    assert parse_batch_by(text) == by
    assert parse_batch_by(str(by)) == by


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("ownr", f'"ownr" is not a way to batch; {FORMS}; did you mean "owner"?', id="a typo"),
        pytest.param(
            "Category", f'"Category" is not a way to batch; {FORMS}; did you mean "category"?', id="case"
        ),
        pytest.param(
            "dirs:2",
            f'"dirs" is not a way to batch; {FORMS}; did you mean "dir:2"?',
            id="a typo keeps its number",
        ),
        pytest.param(
            "sizes", f'"sizes" is not a way to batch; {FORMS}; did you mean "size:N"?', id="and lacks it"
        ),
        pytest.param(
            "sizes:x",
            f'"sizes" is not a way to batch; {FORMS}; did you mean "size:N"?',
            id="or has a wrong one",
        ),
        pytest.param(
            "owners:3", f'"owners" is not a way to batch; {FORMS}; did you mean "owner"?', id="or none"
        ),
        pytest.param("zzz", f'"zzz" is not a way to batch; {FORMS}', id="nothing like it"),
        pytest.param("", f'"" is not a way to batch; {FORMS}', id="empty"),
        pytest.param(" one", f'" one" is not a way to batch; {FORMS}; did you mean "one"?', id="a blank"),
        pytest.param("owner:2", '"owner" takes no number; write "owner"', id="a number for owner"),
        pytest.param("category:", '"category" takes no number; write "category"', id="a colon for category"),
        pytest.param("one:1", '"one" takes no number; write "one"', id="a number for one"),
        pytest.param("size", f"the number is missing; {SIZE}", id="size alone"),
        pytest.param("size:", f"the number is missing; {SIZE}", id="size and a colon"),
        pytest.param("dir:", f"the number is missing; {DEPTH}", id="dir and a colon"),
        pytest.param("size:0", f'"0" {RANGE}; {SIZE}', id="size zero"),
        pytest.param("dir:0", f'"0" {RANGE}; {DEPTH}', id="depth zero"),
        pytest.param("size:-1", f'"-1" {RANGE}; {SIZE}', id="negative"),
        pytest.param("size:1.5", f'"1.5" {RANGE}; {SIZE}', id="a fraction"),
        pytest.param("size:ten", f'"ten" {RANGE}; {SIZE}', id="a word"),
        pytest.param("size:1:2", f'"1:2" {RANGE}; {SIZE}', id="two numbers"),
        pytest.param("size:٣", f'"٣" {RANGE}; {SIZE}', id="digits that are not ASCII"),
        pytest.param("size:1\n", f'"1\n" {RANGE}; {SIZE}', id="a line break"),
        pytest.param("size:1000000000", f'"1000000000" {RANGE}; {SIZE}', id="too large"),
    ],
)
def test_mistakes(text: str, message: str) -> None:
    with pytest.raises(RepointError) as caught:
        parse_batch_by(text)
    assert str(caught.value) == f'--batch-by "{text}": {message}'


def test_a_number_of_thousands_of_digits_is_a_mistake_too() -> None:
    with pytest.raises(RepointError, match=RANGE):
        parse_batch_by("size:" + "9" * 5000)
