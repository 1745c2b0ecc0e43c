"""Laws of `splice`: what lies outside the edits stays, and no wrong splice is ever made."""

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from codemods.values.edit import Edit, StaleEditError, splice

TEXTS = st.text(alphabet="ab é🐍\r\n\t\f", max_size=6).map(str.encode)
PIECES = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=6)
"""Triples: a text that stays, one that an edit expects, and what the edit puts there."""


def joined(pieces: list[tuple[bytes, bytes, bytes]]) -> tuple[bytes, list[Edit]]:
    """The text before, and the edits over it."""
    data, edits = b"", []
    for stays, old, new in pieces:
        data += stays
        edits.append(Edit(len(data), len(data) + len(old), old, new))
        data += old
    return data, edits


@given(PIECES, TEXTS, st.randoms(use_true_random=False))
def test_what_lies_outside_the_edits_stays(
    pieces: list[tuple[bytes, bytes, bytes]], tail: bytes, random: Random
) -> None:
    pieces = [(stays or b".", old, new) for stays, old, new in pieces]
    data, edits = joined(pieces)
    expected = b"".join(stays + new for stays, _, new in pieces) + tail
    assert splice(data + tail, random.sample(edits, len(edits))) == expected


@given(PIECES.filter(bool), TEXTS, st.data())
def test_an_edit_that_expects_another_text_is_refused(
    pieces: list[tuple[bytes, bytes, bytes]], other: bytes, data: st.DataObject
) -> None:
    text, edits = joined(pieces)
    stale = data.draw(st.sampled_from(edits))
    assume(stale.old != other)
    wrong = Edit(stale.start, stale.end, other, stale.new)
    with pytest.raises(StaleEditError):
        splice(text, [wrong if edit is stale else edit for edit in edits])


@given(st.binary(min_size=2, max_size=30), st.data())
def test_edits_that_overlap_are_refused(text: bytes, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text) - 2))
    second = data.draw(st.integers(first + 1, len(text) - 1))
    end = data.draw(st.integers(second + 1, len(text)))
    edits = [Edit(first, end, text[first:end], b""), Edit(second, end, text[second:end], b"x")]
    with pytest.raises(StaleEditError):
        splice(text, edits)
