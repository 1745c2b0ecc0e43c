"""Offsets are found in spans as a look at each span finds them."""

from hypothesis import given
from hypothesis import strategies as st

from codemods.semantic.span import Span, SpanIndex, SpanSet
from tests.random_examples import examples

OFFSETS = st.integers(0, 30)
SPANS = st.lists(st.tuples(OFFSETS, OFFSETS).map(lambda pair: Span(*sorted(pair))), max_size=12)


@examples(50)
@given(spans=SPANS)
def test_spans_are_asked_for_an_offset(spans: list[Span]) -> None:
    together, index = SpanSet(spans), SpanIndex((span, number) for number, span in enumerate(spans))
    for offset in range(32):
        around = [number for number, span in enumerate(spans) if span.start <= offset < span.end]
        assert index.around(offset) == around
        assert (offset in together) == bool(around)
