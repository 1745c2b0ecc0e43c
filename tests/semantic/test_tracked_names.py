"""Which names a file's facts track: the wanted ones, and what the file calls them."""

import pytest

from tests.semantic.facts_of_text import read


@pytest.mark.parametrize(
    ("text", "tracked"),
    [
        pytest.param("import a.old\na", "a", id="import of the module"),
        pytest.param("import a.old as b\nb", "b", id="import as"),
        pytest.param("from m import old as b\nb", "b", id="an alias"),
        pytest.param("b.c.old", "b", id="the base of a chain"),
        pytest.param("b.old.c", "b", id="the base of a longer chain"),
        pytest.param(
            "f'''\n{a(\n1)}\n\n{(b.c,\n\nb.old)}\n'''", "b", id="the base of a chain in an f-string"
        ),
        pytest.param("patch.object(b.c, 'old')", "b", id="the module beside a string"),
    ],
)
def test_other_names_are_tracked_by(text: str, tracked: str) -> None:
    facts = read(text)

    assert tracked in facts.tracked
    assert facts.accesses[-1].name == tracked


def test_what_comes_from_a_deprecated_module_is_tracked() -> None:
    facts = read("from a.gone import b as c, d\nc; d", old="", old_modules="gone")

    assert [access.name for access in facts.accesses] == ["c", "d"]


def test_a_star_is_not_a_name() -> None:
    assert "*" not in read("from a.gone import *", old="", old_modules="gone").tracked


@pytest.mark.parametrize("text", ["self.old", "cls.a.old", "x = 'self.old'"])
def test_instances_are_not_tracked(text: str) -> None:
    assert read(text).tracked.isdisjoint({"self", "cls"})


def test_a_module_s_exports_are_tracked() -> None:
    assert [binding.name for binding in read("__all__ = []").bindings] == ["__all__"]


@pytest.mark.parametrize(
    "text", ["patch.object(b, 'other')", "b.other", "from m import other as b", "import b"]
)
def test_names_apart_from_old_ones_are_not_tracked(text: str) -> None:
    assert "b" not in read(f"old\n{text}").tracked
