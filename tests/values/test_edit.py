"""Edits of a text that earlier edits made are edits of the old one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codemods.values.edit import Edit, StaleEditError, composed, splice


def edits_of(text: bytes, cuts: list[int], news: list[bytes]) -> list[Edit]:
    """Edits of the ranges between each two cuts."""
    places = sorted(min(each, len(text)) for each in cuts)
    ranges = list(zip(places[::2], places[1::2], strict=False))
    return [Edit(a, b, text[a:b], new) for (a, b), new in zip(ranges, news, strict=False)]


texts = st.binary(max_size=12)
cuts = st.lists(st.integers(0, 14), max_size=6, unique=True)


@given(texts, cuts, st.lists(texts, min_size=3), cuts, st.lists(texts, min_size=3))
def test_they_make_what_both_make(
    text: bytes, first: list[int], news: list[bytes], second: list[int], others: list[bytes]
) -> None:
    edits = edits_of(text, first, news)
    middle = splice(text, edits)
    later = edits_of(middle, second, others)
    assert splice(text, composed(text, edits, later)) == splice(middle, later)


def test_what_does_not_touch_stays_apart() -> None:
    edits = [Edit(0, 3, b"old", b"newer"), Edit(8, 11, b"old", b"newer")]
    found = composed(b"old x = old", edits, [Edit(6, 7, b"x", b"yy")])
    assert found == (edits[0], Edit(4, 5, b"x", b"yy"), edits[1])


def test_what_touches_is_one() -> None:
    assert composed(b"a(b)", [Edit(0, 1, b"a", b"abc")], [Edit(3, 4, b"(", b"(\n")]) == (
        Edit(0, 2, b"a(", b"abc(\n"),
    )


def test_a_later_edit_that_does_not_fit_is_refused() -> None:
    with pytest.raises(StaleEditError):
        composed(b"old", [Edit(0, 3, b"old", b"new")], [Edit(0, 3, b"old", b"x")])
