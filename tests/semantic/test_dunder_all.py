"""What the statements on `__all__` say: entries, included lists, and what only run time can tell."""

import pytest

from tests.semantic.facts_of_text import read


@pytest.mark.parametrize(
    ("text", "included", "uneditable"),
    [
        pytest.param("__all__ = ['a', 'b']", "a b", "", id="plain entries"),
        pytest.param("__all__ = ('a' 'b',)", "ab", "ab", id="adjacent strings"),
        pytest.param("__all__ = 'a b'.split()", "a b", "a b", id="a text that is split"),
        pytest.param("__all__ = 'a,b'.split(',')", "a b", "a b", id="split at a separator"),
        pytest.param("__all__ = ['a']\n__all__.remove('a')", "a", "a", id="taken out again"),
        pytest.param("__all__ = ['\\x61']", "a", "a", id="an escape"),
        pytest.param("def f():\n  __all__ = ['a']", "", "", id="a local name"),
        pytest.param("x = ['a']", "", "", id="no `__all__`"),
    ],
)
def test_names_are_included(text: str, included: str, uneditable: str) -> None:
    found = read(text).dunder_all
    assert found.included == set(included.split())
    assert found.uneditable == set(uneditable.split())
    assert not found.is_dynamic


@pytest.mark.parametrize(
    ("text", "included_from"),
    [
        pytest.param("__all__ = m.__all__ + n.o.__all__", {"m.__all__", "n.o.__all__"}, id="added"),
        pytest.param("__all__ = [*_m]", {"_m"}, id="starred"),
        pytest.param("__all__ += m.__all__", {"m.__all__"}, id="augmented"),
        pytest.param("__all__.extend(m.__all__)", {"m.__all__"}, id="extended"),
        pytest.param("from m import __all__", {"__all__"}, id="imported"),
        pytest.param("__all__ = __all__ + ['a']", set(), id="its own"),
    ],
)
def test_other_modules_lists_are_included(text: str, included_from: set[str]) -> None:
    found = read(text).dunder_all
    assert {".".join(chain) for chain in found.included_from} == included_from
    assert not found.is_dynamic


@pytest.mark.parametrize(
    "text",
    [
        "__all__ = [n for n in dir()]",
        "__all__ = dir()",
        "__all__ = [f.__name__]",
        "__all__, x = ['a'], 1",
        "print(__all__ := ['a'])",
        "for __all__ in [['a']]: pass",
        "with x as __all__: pass",
        "from m import names as __all__",
        "del __all__",
        "del __all__[0]",
        "__all__ *= 2",
        "__all__.pop()",
        "if x:\n  __all__.remove('a')",
        "def f(g):\n  __all__.append(g.__name__)",
        "def f():\n  global __all__",
        "globals()['__all__'] = ['a']",
    ],
)
def test_only_run_time_can_tell(text: str) -> None:
    assert read(text).dunder_all.is_dynamic


ENTRIES = {
    "a list": "__all__ = ['old']",
    "a tuple": "__all__ = ('old',)",
    "a set": "__all__ = {'old'}",
    "a chained assignment": "x = __all__ = ['old']",
    "annotated": "__all__: list[str] = ['old']",
    "augmented": "__all__ += ['old']",
    "extend": "__all__.extend(('old',))",
    "append": "__all__.append('old')",
    "insert": "__all__.insert(0, 'old')",
    "a slice": "__all__[:0] = ['old']",
    "added to another module's": "__all__ = m.__all__ + ['old'] + n.__all__",
    "beside another module's": "__all__ = [*m.__all__, 'old']",
    "a starred list": "__all__ = [*['old']]",
    "sorted": "__all__ = sorted(['old'])",
    "conditional": "if x:\n  __all__ += ['old']",
}


NO_ENTRIES = {
    "another name": "x = ['old']",
    "a local name": "def f():\n  __all__ = ['old']",
    "another object's": "m.__all__.append('old')",
    "an attribute": "m.__all__ = ['old']",
    "what a call makes": "__all__ = f(['old'])",
    "a method that adds nothing": "__all__.remove('old')",
}


@pytest.mark.parametrize("text", ENTRIES.values(), ids=ENTRIES)
def test_an_entry_by(text: str) -> None:
    assert [each.dunder_all_entry is not None for each in read(text).strings] == [True]


@pytest.mark.parametrize("text", NO_ENTRIES.values(), ids=NO_ENTRIES)
def test_no_entry_by(text: str) -> None:
    assert [each.dunder_all_entry for each in read(text).strings] == [None]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        pytest.param("__all__ = ['old']", False, id="a list"),
        pytest.param("__all__ += ['old']", False, id="a list that is added"),
        pytest.param("__all__.append('old')", True, id="append"),
        pytest.param("__all__[0] = 'old'", True, id="an item"),
        pytest.param("__all__[:] = ['old']", False, id="a slice"),
    ],
)
def test_exactly_one_entry_can_stand_in(text: str, alone: bool) -> None:
    entry = read(text).strings[0].dunder_all_entry

    assert entry is not None
    assert entry.alone is alone


def test_entries_of_one_list_share_its_number() -> None:
    found = read("__all__ = ['old', 'old']\n__all__ += ['old']").strings
    first, second, other = (each.dunder_all_entry for each in found)

    assert first == second != other


def test_entries_are_taken_out_again() -> None:
    found = read("__all__ = ['old', 'a']\n__all__.remove('old')").dunder_all

    assert found.included == {"old", "a"}
    assert found.removed == {"old"}
