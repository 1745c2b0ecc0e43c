"""Names as Python mangles them in classes (language reference 6.2.1)."""

import pytest

from tests.semantic.facts_of_text import only, read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("class C:\n  old.__a", "_C__a", id="in a class"),
        pytest.param("class __C_:\n  old.__a", "_C___a", id="without the class's own underscores"),
        pytest.param("class C:\n  def f(self): old.__a", "_C__a", id="in a method"),
        pytest.param("class C:\n  class D:\n    old.__a", "_D__a", id="in the inner of two"),
        pytest.param("class C:\n  old.__a__", "__a__", id="not one with underscores behind it"),
        pytest.param("class C:\n  old._a", "_a", id="not one with one underscore"),
        pytest.param("old.__a", "__a", id="not outside classes"),
    ],
)
def test_an_attribute_is_called(text: str, name: str) -> None:
    assert only(read(text)).attrs == (name,)
