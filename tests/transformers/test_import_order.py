"""Names go where their list's order has them, and last in a list without one."""

import pytest

from codemods.transformers.import_order import sorted_places


@pytest.mark.parametrize(
    ("names", "new", "place"),
    [
        pytest.param("a c", "b", 1, id="in the middle"),
        pytest.param("b c", "a", 0, id="first"),
        pytest.param("a b", "c", 2, id="last"),
        pytest.param("b", "a", 0, id="before a single name"),
        pytest.param("MAX Size take", "MIN", 1, id="by type: a constant"),
        pytest.param("MAX Size take", "Area", 1, id="by type: a class"),
        pytest.param("MAX Size take", "make", 2, id="by type: the rest"),
        pytest.param("MAX Size take", "_make", 2, id="by type: an underscore is no capital"),
        pytest.param("a Area Bar c", "B", 2, id="without regard to case"),
        pytest.param("Z _a b", "Y", 0, id="by code point"),
        pytest.param("a2 a10", "a9", 1, id="numbers as numbers"),
        pytest.param("a b b c", "b", 3, id="behind its equals"),
        pytest.param("c a b", "aa", 3, id="not sorted"),
    ],
)
def test_a_name_goes_where_it_sorts(names: str, new: str, place: int) -> None:
    assert list(sorted_places(names.split(), [new])) == [place]


@pytest.mark.parametrize(("names", "places"), [("b d", [1, 0, 4]), ("d b", [2, 3, 4])])
def test_each_name_goes_among_those_before_it(names: str, places: list[int]) -> None:
    assert list(sorted_places(names.split(), "cad")) == places
