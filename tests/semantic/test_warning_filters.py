"""Which text is a filter of warnings, and what its category is."""

import pytest

from codemods.semantic.warning_filters import categories_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ignore::a.b.C", ["a.b.C"], id="category"),
        pytest.param("error:some text, with more:a.C:mod:7", ["a.C"], id="all fields"),
        pytest.param("-Wonce::a.C", ["a.C"], id="an option in one word"),
        pytest.param("addopts = -q -W error::a.C -x", ["a.C"], id="options of pytest"),
        pytest.param('filterwarnings = ["error", "ignore::a.C", \'all::b.D\']', ["a.C", "b.D"], id="a list"),
        pytest.param("PYTHONWARNINGS=ignore::a.C,error::b.D", ["a.C", "b.D"], id="a list with commas"),
        pytest.param("ignore::DeprecationWarning", [], id="built-in"),
        pytest.param("ignore:a.b.C", [], id="message alone"),
        pytest.param("ignore:a.b.C is old:UserWarning", [], id="in the message"),
        pytest.param("error: see: a.b.C", [], id="prose"),
        pytest.param("my-error::a.b.C", [], id="another word"),
        pytest.param("ignore::a.b.C()", [], id="code behind it"),
        pytest.param("ignore::a.b.", [], id="no name at the end"),
        pytest.param("ignore:a\n:a.C", [], id="on two lines"),
    ],
)
def test_categories(text: str, expected: list[str]) -> None:
    found = list(categories_in(text))
    assert [name for _, name in found] == expected
    assert all(text[start:].startswith(name) for start, name in found)
