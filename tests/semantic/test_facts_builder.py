"""Names as Python mangles them."""

from tests.semantic.facts_of_text import only, read


def test_private_attributes_are_mangled_in_a_class() -> None:
    assert only(read("class C:\n  old.__a.b")).attrs == ("_C__a", "b")
