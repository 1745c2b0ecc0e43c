"""What an access says of a part of its chain."""

import pytest

from tests.semantic.facts_of_text import only, read


@pytest.mark.parametrize(
    ("text", "attrs", "inspector"),
    [
        pytest.param("old.__doc__", 0, "__doc__", id="a dunder attribute inspects what is before it"),
        pytest.param("old.a", 0, None, id="another attribute does not"),
        pytest.param("isinstance(old.b, a)", 1, "isinstance", id="the whole chain"),
        pytest.param("isinstance(old.b, a)", 0, None, id="a part of the chain is not what is inspected"),
    ],
)
def test_a_part_of_a_chain_is_inspected(text: str, attrs: int, inspector: str | None) -> None:
    assert only(read(text)).usage_at(attrs).inspected_by == inspector
