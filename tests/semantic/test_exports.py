"""What the statements on `__all__` say: entries, names taken over, and what only run time can tell."""

import pytest

from tests.semantic.facts_of_text import read


@pytest.mark.parametrize(
    ("text", "listed", "fixed"),
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
def test_names_are_listed(text: str, listed: str, fixed: str) -> None:
    exports = read(text).dunder_all
    assert exports.included == set(listed.split())
    assert exports.uneditable == set(fixed.split())
    assert not exports.is_dynamic


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        pytest.param("__all__ = m.__all__ + n.o.__all__", {"m.__all__", "n.o.__all__"}, id="added"),
        pytest.param("__all__ = [*_m]", {"_m"}, id="starred"),
        pytest.param("__all__ += m.__all__", {"m.__all__"}, id="augmented"),
        pytest.param("__all__.extend(m.__all__)", {"m.__all__"}, id="extended"),
        pytest.param("from m import __all__", {"__all__"}, id="imported"),
        pytest.param("__all__ = __all__ + ['a']", set(), id="its own"),
    ],
)
def test_other_modules_lists_are_taken_over(text: str, taken: set[str]) -> None:
    exports = read(text).dunder_all
    assert {".".join(chain) for chain in exports.included_from} == taken
    assert not exports.is_dynamic


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
